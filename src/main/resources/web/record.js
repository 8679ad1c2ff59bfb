// The record of whoever plays in this browser, or of the player in the link; what has been
// played; and the leaderboard. Each part asks for itself, so that one that fails leaves the others.

import { drawBar } from './chrome.js';
import { $, el } from './dom.js';
import { applyTexts, digits, loadTexts, onLanguage, t } from './i18n.js';
import { ask, decimal, freshness, logOf, me, nameOf, pair, teamOf, when } from './told.js';

const PAGE = 20;
const PAGE_OF_LEADERS = 10;
/** What a player who has not been rated has. */
const FIRST_RATING = 0;

const asked = new URLSearchParams(location.search).get('player');
const mine = me();
const player = asked ?? mine;
const isMine = player !== null && player === mine;

const parts = {
  profile: { node: 'profile', load: loadProfile, draw: drawProfile },
  matches: { node: 'matches', load: loadMatches, draw: drawMatches },
  leaders: { node: 'leaders', load: () => loadLeaders(1), draw: drawLeaders },
};

/** Shows that it waits, then what has come, or why nothing did. */
async function show(part, load = part.load) {
  part.state = { waits: true };
  draw(part);
  try {
    part.state = await load();
  } catch (wrong) {
    if (!wrong.why) throw wrong;
    part.state = { why: wrong.why };
  }
  draw(part);
}

function draw(part) {
  const { state } = part;
  const node = $(part.node);
  if (state.waits) {
    node.replaceChildren(el('p', { className: 'note', textContent: t('told.loading') }));
  } else if (state.why && !part.explained?.(state.why)) {
    node.replaceChildren(failure(part));
  } else {
    node.replaceChildren(...part.draw(state).filter(each => each !== null));
  }
  headings();
}

function failure(part) {
  const again = el('button', { type: 'button', textContent: t('told.again') });
  again.addEventListener('click', () => show(part));
  return el('div', { className: 'state', data: { testid: 'away' } },
    el('p', { className: 'warn', textContent: t('told.away') }), again);
}

const note = (text, testid) =>
  el('p', { className: 'note', textContent: text, ...(testid ? { data: { testid } } : {}) });
const link = (href, text, className = '') => el('a', { href, textContent: text, className });
const toMine = () => (isMine || mine === null ? null
  : el('p', {}, link('/record', t('record.to.mine'))));

function headings() {
  const name = parts.profile.state?.value?.name ?? '';
  $('profile-title').textContent = isMine || player === null || name === ''
    ? t('record.mine') : name;
  $('matches-title').textContent = player === null ? t('record.matches.all')
    : isMine || name === '' ? t('record.matches.mine') : t('record.matches.of', { name });
}

async function loadProfile() {
  return player === null ? { value: null } : ask(`/api/players/${encodeURIComponent(player)}`);
}

/** To a question about nobody there is no answer, which is no outage. */
parts.profile.explained = why => why !== 'away';
parts.matches.explained = parts.profile.explained;

function drawProfile({ value, behindMs, why }) {
  if (!value) {
    const text = player === null ? 'mine' : isMine && why === 'none' ? 'finished' : 'player';
    return [el('div', { className: 'state', data: { testid: 'no-profile' } },
      el('p', { textContent: t(`record.none.${text}`) }),
      text === 'player' ? toMine() : link('/', t('record.play'), 'button main'))];
  }
  const share = value.matches === 0 ? 0 : Math.round((100 * value.wins) / value.matches);
  return [
    el('dl', { className: 'figures' },
      figure('rating', value.rated > 0 ? decimal(value.rating) : t('record.rating.none')),
      value.rank ? figure('rank', value.rank) : null,
      figure('matches', value.matches),
      figure('wins', value.wins, t('record.share', { n: share })),
      figure('deals', t('record.of', { n: value.dealsWon, all: value.deals })),
      figure('kots', value.kots),
      figure('kotsTaken', value.kotsTaken),
      figure('forfeits', value.forfeits)),
    note(t('record.rating.why', { n: FIRST_RATING })),
    isMine ? note(t('record.keep')) : null,
    note(freshness(behindMs), 'behind'),
    toMine(),
  ];
}

const figure = (name, value, small) => el('div', { data: { testid: `figure-${name}` } },
  el('dt', { textContent: t(`record.${name}`) }),
  el('dd', {}, `${digits(value)} `, small ? el('small', { textContent: small }) : null));

const of = () => (player === null ? '' : `&player=${encodeURIComponent(player)}`);

async function loadMatches() {
  const { value, behindMs } = await ask(`/api/matches?limit=${PAGE}${of()}`);
  return { matches: value.matches, next: value.next, behindMs };
}

async function older({ matches, next }) {
  const { value, behindMs } = await ask(
    `/api/matches?limit=${PAGE}${of()}&before=${encodeURIComponent(next)}`);
  return { matches: [...matches, ...value.matches], next: value.next, behindMs };
}

function drawMatches(state) {
  if (!state.matches || state.matches.length === 0) {
    return [note(t('record.matches.none'), 'no-matches')];
  }
  const more = el('button', { type: 'button', data: { testid: 'older' } });
  more.textContent = t('record.older');
  more.addEventListener('click', async () => {
    more.disabled = true;
    const at = state.matches.length;
    await show(parts.matches, () => older(state));
    $('matches').querySelectorAll('.matches > li')[at]?.querySelector('a')?.focus();
  });
  return [
    el('ol', { className: 'matches' }, ...state.matches.map(matchLine)),
    state.next ? el('p', { className: 'pager' }, more) : null,
    note(freshness(state.behindMs)),
  ];
}

/** The seats of those who left before the end. */
const goneFrom = ({ left = [], forfeit }) => [...new Set([...left.map(each => each.seat),
  ...(Number.isInteger(forfeit) ? [forfeit] : [])])];

function matchLine(match) {
  const names = match.players.map(nameOf);
  const seat = match.players.findIndex(each => each.id !== null && each.id === player);
  const team = Math.max(seat, 0) % 2;
  // Whoever left has lost, whatever a bot made of it.
  const gone = goneFrom(match);
  const won = match.winner === team && !gone.includes(seat);
  const how = seat < 0 ? null : el('span', {
    className: `how ${won ? 'good' : 'bad'}`, textContent: t(won ? 'record.won' : 'record.lost'),
  });
  const who = seat < 0 ? t('record.teams', { one: teamOf(names, 0), other: teamOf(names, 1) })
    : `${t('record.with', { name: names[(seat + 2) % 4] })}${t('told.comma')}${
      t('record.against', { team: teamOf(names, 1 - team) })}`;
  return el('li', { data: { testid: 'match', match: match.id } },
    how,
    el('span', { className: 'score', textContent: pair(match.score, team) }),
    el('span', { className: 'who' }, who,
      ...gone.map(each => el('span', { className: 'note', textContent: ` ${
        each === seat && isMine ? t('record.left.you')
          : t('record.left', { name: names[each] })}` }))),
    el('span', { className: 'more' },
      el('span', { className: 'note', textContent: when(match.endedAt) }),
      link(`/replay?match=${match.id}`, t('told.replay')),
      link(`/check?match=${match.id}`, t('told.check')),
      el('a', { href: logOf(match.id), download: `hokm-${match.id}.jsonl`,
        textContent: t('record.log') })));
}

async function loadLeaders(from) {
  const { value, behindMs } = await ask(
    `/api/leaderboard?from=${from}&limit=${PAGE_OF_LEADERS}`);
  return { players: value.players, from, behindMs };
}

function drawLeaders({ players = [], from, behindMs = 0 }) {
  if (players.length === 0 && from === 1) return [note(t('record.leaders.none'), 'no-leaders')];
  return [
    el('div', { className: 'leaders-scroll' }, el('table', { className: 'leaders' },
      el('thead', {}, el('tr', {}, ...['rank', 'player', 'rating', 'matches', 'wins'].map(name =>
        el('th', { scope: 'col', className: name === 'player' ? '' : `figure ${name}-figure`,
          textContent: t(`record.${name}`) })))),
      el('tbody', {}, ...players.map(leader)))),
    pager(players, from),
    note(freshness(behindMs)),
  ];
}

function leader(each) {
  const row = el('tr', { data: { testid: 'leader' } },
    cell(each.rank), el('td', { className: 'name' },
      playerLink(each)),
    cell(decimal(each.rating)), cell(each.matches, 'matches-figure'), cell(each.wins));
  if (each.id === mine) row.setAttribute('aria-current', 'true');
  return row;
}

function playerLink({ id, name }) {
  const to = link(`/record?player=${encodeURIComponent(id)}`, name);
  to.dir = 'auto';
  return el('span', {}, to,
    id === mine ? el('span', { className: 'note', textContent: t('record.you') }) : null);
}

const cell = (value, name = '') =>
  el('td', { className: `figure ${name}`, textContent: digits(value) });

function pager(players, from) {
  const go = (text, to, testid) => {
    const button = el('button', { type: 'button', textContent: t(text), data: { testid } });
    button.addEventListener('click', () => show(parts.leaders, () => loadLeaders(to)));
    return button;
  };
  const rank = isMine ? parts.profile.state?.value?.rank : undefined;
  const there = rank ? rank - ((rank - 1) % PAGE_OF_LEADERS) : from;
  const more = players.length === PAGE_OF_LEADERS && from + PAGE_OF_LEADERS <= 1000;
  if (from === 1 && !more && there === from) return null;
  return el('div', { className: 'row pager' },
    from > 1 ? go('record.better', Math.max(1, from - PAGE_OF_LEADERS), 'better') : null,
    more ? go('record.next', from + PAGE_OF_LEADERS, 'next') : null,
    there === from ? null : go('record.to.me', there, 'to-me'),
    note(t('record.page', { from, to: from + players.length - 1 })));
}

await loadTexts('common', 'told', 'record');
drawBar('record');
applyTexts(document);
onLanguage(() => Object.values(parts).forEach(draw));
await show(parts.profile);
await Promise.all([show(parts.matches), show(parts.leaders)]);

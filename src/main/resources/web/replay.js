// Replays a finished match. What is shown is the position at a place of the log; the place stands
// in the link, so that a moment can be sent to others.

import { suitOf, strength } from './cards.js';
import { drawBar } from './chrome.js';
import { $, el, say, toast } from './dom.js';
import { cardNode, cardText, suitNode, suitText, svg } from './faces.js';
import { applyTexts, digits, loadTexts, onLanguage, t } from './i18n.js';
import * as moments from './moments.js';
import { ask, likedColours, logOf, me, nameOf, pair, teamOf } from './told.js';

const SEATS = [0, 1, 2, 3];
const PLACES = ['bottom', 'right', 'top', 'left'];
/** Colours in turn; the same all the time, so that no hand is ever reordered. */
const SUITS = ['S', 'H', 'C', 'D'];
const A_CARD_MS = 900;
const A_RESULT_MS = 1_800;

const SIGNS = {
  first: 'M5 5h3v14H5zM19 5v14L9 12z',
  back: 'M16 5v14L6 12z',
  play: 'M7 4.5v15L20 12z',
  pause: 'M6 5h4v14H6zM14 5h4v14h-4z',
  forward: 'M8 5v14l10-7z',
  'trick.next': 'M4 5v14l8-7zM12 5v14l8-7z',
  'deal.next': 'M5 5v14l10-7zM16 5h3v14h-3z',
};
const CROWN = 'M3 18h18v2.5H3zM3 7l4.5 4L12 3.5l4.5 7.5L21 7l-1.6 9H4.6Z';

const id = new URLSearchParams(location.search).get('match') ?? '';
let match = null;
let players = null;
let place = moments.first();
let playing = null;
/** Why there is nothing to show, as the key of a text and its values. */
let why = ['told.loading', {}];

const names = () => SEATS.map(seat => nameOf(players?.[seat], seat));
/** Who plays in this browser sits at the bottom. */
const south = () => Math.max(0, players?.findIndex(each => each.id !== null && each.id === me()) ?? 0);
const placeOf = seat => PLACES[(seat - south() + 4) % 4];

async function load() {
  why = ['told.loading', {}];
  draw();
  try {
    if (id === '') why = ['replay.which', {}];
    else {
      const [log, played] = await Promise.all([ask(logOf(id)),
        ask(`/api/matches/${encodeURIComponent(id)}`).catch(() => null)]);
      players = played?.value.players ?? null;
      match = moments.readMatch(log.value);
      place = moments.placeOf(match, location.hash);
    }
  } catch (wrong) {
    if (wrong instanceof moments.Unreadable) why = ['replay.broken', { n: wrong.line }];
    else if (wrong.why === 'away') why = ['told.away', {}];
    else if (wrong.why) why = [`told.${wrong.why}.match`, {}];
    else throw wrong;
  }
  draw();
}

function go(to) {
  place = to;
  history.replaceState(null, '', moments.hashOf(place));
  draw();
}

const atEnd = () => moments.hashOf(moments.forward(match, place)) === moments.hashOf(place);

function play() {
  if (playing !== null) return stop();
  if (atEnd()) go(moments.first());
  return beat();
}

function beat() {
  const { kind } = match.deals[place.deal - 1].moments[place.step];
  const long = ['trick', 'hand_end', 'draw', 'redeal'].includes(kind);
  playing = setTimeout(() => {
    go(moments.forward(match, place));
    if (atEnd()) stop();
    else beat();
  }, long ? A_RESULT_MS : A_CARD_MS);
  drawControls();
}

function stop() {
  clearTimeout(playing);
  playing = null;
  drawControls();
}

/** By hand one goes where one likes; what plays by itself stops. */
const byHand = to => {
  if (playing !== null) stop();
  go(to);
};

const ACTS = {
  first: () => byHand(moments.first()),
  back: () => byHand(moments.back(match, place)),
  play,
  forward: () => byHand(moments.forward(match, place)),
  'trick.next': () => byHand(moments.nextTrick(match, place)),
  'deal.next': () => byHand(moments.nextDeal(match, place)),
  last: () => byHand(moments.last(match)),
};

function wireControls() {
  Object.keys(ACTS).filter(name => name !== 'last').forEach(name => {
    const button = el('button', {
      type: 'button', className: name === 'play' ? 'main' : '', data: { act: name, testid: name },
    });
    button.addEventListener('click', ACTS[name]);
    $('controls').append(button);
  });
}

function drawControls() {
  for (const button of $('controls').children) {
    const { act } = button.dataset;
    const name = act === 'play' && playing !== null ? 'pause' : act;
    button.replaceChildren(svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' },
      svg('path', { d: SIGNS[name] })));
    button.setAttribute('aria-label', t(`replay.${name}`));
    button.title = t(`replay.${name}`);
  }
  // What goes on by itself would be read out over and over.
  $('told').setAttribute('aria-live', playing === null ? 'polite' : 'off');
}

const KEYS = {
  ArrowRight: 'forward', ArrowLeft: 'back', ' ': 'play', Home: 'first', End: 'last',
  KeyT: 'trick.next', KeyD: 'deal.next',
};

function onKey(event) {
  // Letters by their place, since a Persian keyboard has others there.
  const act = KEYS[event.key] ?? KEYS[event.code];
  const own = event.target.closest('input, select, textarea, a')
    || event.key === ' ' && event.target.closest('button');
  if (!act || own || match === null || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  ACTS[act]();
}

async function share() {
  const link = { url: location.href, title: document.title };
  try {
    if (navigator.share && matchMedia('(hover: none)').matches) await navigator.share(link);
    else {
      await navigator.clipboard.writeText(link.url);
      toast(t('replay.shared'));
    }
  } catch (wrong) {
    if (wrong.name !== 'AbortError') toast(t('replay.not.shared'));
  }
}

function draw() {
  $('waits').hidden = match !== null;
  $('replay').hidden = match === null;
  if (match === null) drawWaits();
  else drawMatch();
}

function drawWaits() {
  const [key, values] = why;
  const again = el('button', { type: 'button', textContent: t('told.again') });
  again.addEventListener('click', load);
  const ways = {
    'told.away': again,
    'told.none.match': again,
    'replay.broken': el('a', { className: 'button main', href: `/check?match=${id}`,
      textContent: t('told.check') }),
    'replay.which': el('a', { className: 'button main', href: '/record',
      textContent: t('replay.to.record') }),
  };
  $('waits').replaceChildren(el('p', { textContent: t(key, values) }),
    ...(ways[key] ? [ways[key]] : []));
}

function drawMatch() {
  const at = moments.positionAt(match, place.deal, place.step);
  drawFacts(at);
  SEATS.forEach(seat => drawSeat(at, seat));
  drawTrick(at);
  say($('told'), told(at));
  drawWhere();
  drawControls();
}

function drawFacts(at) {
  const own = south() % 2;
  const trump = el('span', { className: 'chip', data: { testid: 'trump' } }, `${t('trump')}: `,
    ...(at.trump === null ? ['–'] : [suitNode(at.trump), suitText(at.trump)]));
  const head = el('tr', {}, el('td', {}, trump),
    el('th', { className: 'figure', scope: 'col', textContent: t('tricks') }),
    el('th', { className: 'figure', scope: 'col', textContent: t('points') }));
  const rows = [own, 1 - own].map(team => el('tr', { className: at.winner === team ? 'won' : '' },
    el('th', { scope: 'row' }, teamNode(team)),
    el('td', { className: 'figure', textContent: digits(at.tricks[team]) }),
    el('td', { className: 'figure', textContent: digits(at.score[team]) })));
  $('facts').replaceChildren(head, ...rows);
}

/** Each name by itself, so that a long one is cut at its own end. */
function teamNode(team) {
  const [before, between, after] = t('list.and', { one: '|', other: '|' }).split('|');
  const name = seat => el('bdi', { textContent: names()[seat] });
  return el('span', { className: 'team' }, before.trim(), name(team), between.trim(),
    name(team + 2), after.trim());
}

/** High to low, by suits in their fixed order. */
const inOrder = hand => SUITS.map(suit => hand.filter(card => suitOf(card) === suit)
  .sort((a, b) => strength(b) - strength(a))).filter(cards => cards.length > 0);

function drawSeat(at, seat) {
  const where = placeOf(seat);
  const name = names()[seat];
  const drawn = at.draw?.cards.filter((_, i) => (at.draw.start + i) % 4 === seat);
  const suits = drawn ? [drawn] : inOrder(at.hands[seat]);
  const hand = cards => {
    const node = el('div', { className: 'hand' }, ...cards.map(card => cardNode(card)));
    node.style.setProperty('--n', cards.length);
    return node;
  };
  const across = where === 'top' || where === 'bottom';
  const cards = across ? hand(suits.flat()) : el('div', { className: 'suits' }, ...suits.map(hand));
  cards.setAttribute('role', 'group');
  cards.setAttribute('aria-label',
    t('replay.holds', { name, cards: suits.flat().map(cardText).join(t('told.comma')) || '–' }));
  const plate = el('p', { className: 'name' },
    at.hakem === seat ? crown() : null,
    el('bdi', { className: at.turn === seat ? 'turn' : '', textContent: name }));
  const node = document.querySelector(`.seat[data-place="${where}"]`);
  node.replaceChildren(...(where === 'bottom' ? [cards, plate] : [plate, cards]));
}

function crown() {
  const node = svg('svg', { viewBox: '0 0 24 24', class: 'crown', role: 'img' },
    svg('path', { d: CROWN }));
  node.setAttribute('aria-label', t('hakem'));
  return node;
}

function drawTrick(at) {
  const node = $('trick');
  const cards = at.trick?.cards ?? [];
  node.classList.toggle('still', at.trick?.won !== undefined);
  node.setAttribute('role', 'group');
  node.setAttribute('aria-label', cards.length === 0 ? t('replay.trick.none')
    : t('replay.trick', { cards: cards.map(cardText).join(t('told.comma')) }));
  const best = moments.takes(at);
  node.replaceChildren(...cards.map((card, i) => {
    const seat = (at.trick.leader + i) % 4;
    const lies = cardNode(card, 'span', seat === best ? 'wins' : '');
    lies.dataset.place = placeOf(seat);
    return lies;
  }));
}

const TOLD = {
  draw: (line, who, at) => t(line.t === 'draw' ? 'replay.told.draw' : 'replay.told.chance',
    { name: who[at.hakem] }),
  hand: (line, who, at) => t('replay.told.hand', { n: at.deal, name: who[at.hakem] }),
  deal: (line, who, at) => (at.trump === null
    ? t('replay.told.five', { name: who[line.seat] }) : t('replay.told.dealt')),
  redeal: (line, who) => t('replay.told.redeal', { name: who[line.seat] }),
  trump: (line, who) => t('replay.told.trump', { name: who[line.seat], suit: suitText(line.suit) }),
  play: (line, who) => t('replay.told.play', { name: who[line.seat], card: cardText(line.card) }),
  trick: (line, who) => t('replay.told.trick', { name: who[line.winner], n: line.no }),
  hand_end: (line, who) => t(`replay.told.${line.kind}`, {
    team: teamOf(who, line.winner), tricks: pair(line.tricks, line.winner), n: line.points,
  }),
  forfeit: (line, who) => t('replay.told.forfeit', { name: who[line.seat] }),
  match_end: (line, who) => [
    t('replay.told.end',
      { team: teamOf(who, line.winner), score: pair(line.score, line.winner) }),
    ...(line.left ?? []).map(({ seat, deal }) => t('replay.told.left', { name: who[seat], n: deal })),
  ].join(' '),
};

const told = at => TOLD[at.told.kind]?.(at.told.lines[0], names(), at) ?? '';

function drawWhere() {
  const all = match.deals.length;
  const most = match.deals[place.deal - 1].moments.length - 1;
  $('deal').replaceChildren(...match.deals.map(({ no }) => el('option', {
    value: no, textContent: t('replay.deal.no', { n: no, all }), selected: no === place.deal,
  })));
  $('step').max = most;
  $('step').value = place.step;
  $('step').setAttribute('aria-valuetext',
    t('replay.step.of', { n: place.step + 1, all: most + 1 }));
}

function wire() {
  wireControls();
  $('deal').addEventListener('change', () =>
    byHand(moments.placeIn(match, Number($('deal').value), 0)));
  $('step').addEventListener('input', () =>
    byHand(moments.placeIn(match, place.deal, Number($('step').value))));
  $('share').addEventListener('click', share);
  $('log').href = logOf(id);
  $('log').download = `hokm-${id}.jsonl`;
  $('check').href = `/check?match=${encodeURIComponent(id)}`;
  document.addEventListener('keydown', onKey);
  addEventListener('hashchange', () => {
    if (match !== null) byHand(moments.placeOf(match, location.hash));
  });
}

await loadTexts('common', 'told', 'replay');
likedColours();
drawBar('replay');
applyTexts(document);
wire();
onLanguage(draw);
await load();

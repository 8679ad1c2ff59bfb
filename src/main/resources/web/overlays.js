// What covers the felt for a moment: the first hakem, the naming of the trump, a deal's result,
// the match's end. At most one at a time.

import { $, el, fill } from './dom.js';
import { SUIT_LETTERS, suitName } from './cards.js';
import { cardNode, suitNode, suitText } from './faces.js';
import { digits, language, t } from './i18n.js';
import { humansHere, isMyTurn, myTeam, saltAsked, watching } from './state.js';
import { nameOf, teamName, wonText } from './table.js';

/** @param act {nameTrump(suit), throwIn(), nextDeal(), rematch(), toLobby()} */
export function drawOverlay(state, fair, act) {
  const shown = overlay(state, fair, act);
  const node = $('overlay');
  const before = node.dataset.shows;
  node.hidden = shown === null;
  node.dataset.shows = shown?.name ?? '';
  const content = shown ? [language(), ...shown.content] : null;
  fill(node, content, () => (shown ? shown.draw() : []));
  if (shown !== null && before !== shown.name) focusFirst(node);
}

/** For keys, unless the player is busy with something beside the table. */
function focusFirst(node) {
  const active = document.activeElement;
  if (active !== document.body && !$('table').contains(active)) return;
  node.querySelector('button')?.focus({ preventScroll: true });
}

function overlay(state, fair, act) {
  if (state.phase === 'over') return matchEnd(state, act);
  if (isMyTurn(state, 'name_trump')) return naming(state, act);
  if (!['between_deals', 'preparing'].includes(state.phase)) return null;
  if (state.result) return result(state, fair, act);
  return state.draw ? drawn(state, act) : null;
}

function box(testid, title, ...children) {
  return [el('div', { className: 'box', role: 'dialog', data: { testid },
    aria: { label: title } }, el('h2', {}, title), ...children)];
}

const button = (text, testid, onclick, className = 'main') =>
  el('button', { type: 'button', className, textContent: text, onclick, data: { testid } });
const line = (text, className = '', data = {}) => el('p', { className, data }, text);

function naming(state, act) {
  const { mayThrowIn } = state.turn;
  const choices = () => SUIT_LETTERS.map(suit => {
    const node = button('', 'trump-choice', () => act.nameTrump(suitName(suit)), 'choice');
    node.dataset.suit = suitName(suit);
    node.append(el('span', { className: 'chip' }, suitNode(suit)), el('span', {}, suitText(suit)));
    return node;
  });
  return {
    name: 'naming', content: ['naming', mayThrowIn],
    draw: () => box('naming', t('naming.title'),
      el('div', { className: 'choices', onkeydown: moveAmong }, ...choices()),
      mayThrowIn ? button(t('naming.throw'), 'throw-in', act.throwIn, 'quiet') : null),
  };
}

/** Arrow keys go from choice to choice. */
function moveAmong(event) {
  const nodes = [...event.currentTarget.children];
  const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const at = nodes.indexOf(document.activeElement);
  nodes[(at + step + nodes.length) % nodes.length].focus();
}

function drawn(state, act) {
  const { cards, start, hakem } = state.draw;
  const asked = saltAsked(state);
  const title = hakem === state.seat ? t('draw.title.you')
    : t('draw.title', { name: nameOf(state, hakem) });
  const last = cards.slice(-4);
  const from = (start + cards.length - last.length) % 4;
  return {
    name: 'draw', content: ['draw', state.draw, asked, state.seats],
    draw: () => box('draw', title,
      cards.length === 0 ? line(t('draw.random')) : el('div', { className: 'turned', dir: 'ltr' },
        ...last.map((card, i) => el('figure', {}, cardNode(card),
          el('figcaption', { dir: 'auto' }, nameOf(state, (from + i) % 4))))),
      cards.length === 0 ? null : line(t('draw.ace'), 'note'),
      ready(state, asked, t('draw.start'), act)),
  };
}

function result(state, fair, act) {
  const asked = saltAsked(state);
  return {
    name: 'result', content: ['result', state.result, fair, asked],
    draw: () => box('result', wonText(state, 'result', state.result.winner),
      ...dealLines(state, fair),
      ready(state, asked, t('result.next'), act)),
  };
}

const ready = (state, asked, text, act) => {
  if (watching(state)) return null;
  return asked ? button(text, 'next-deal', act.nextDeal) : line(t('wait'), 'note');
};

const pair = (state, both) => digits(`${both[myTeam(state)]} – ${both[1 - myTeam(state)]}`);

function dealLines(state, fair) {
  const { winner, tricks, kind, points } = state.result;
  const team = watching(state) ? teamName(state, winner)
    : t(winner === myTeam(state) ? 'result.us' : 'result.them');
  return [
    kind === 'win' ? null : line(t(`result.${kind}`), `burst ${kind}`),
    line(t('result.gain', { n: points, team }), '', { testid: 'deal-kind', kind }),
    line(t('result.line', { tricks: pair(state, tricks), score: pair(state, state.score) })),
    fair === null ? null : line(t(fair ? 'result.fair' : 'result.unfair'),
      fair ? 'note' : 'warning',      { testid: 'fair', fair: String(fair) }),
  ];
}

function matchEnd(state, act) {
  const { forfeit, winner, rematch, seat, match } = state;
  const people = humansHere(state);
  const replay = el('a', { className: 'button', href: `/replay?match=${match}`,
    data: { testid: 'replay' }, textContent: t('end.replay') });
  return {
    name: 'end',
    content: ['end', winner, state.score, forfeit, state.result, rematch, people],
    draw: () => box('match-end', wonText(state, 'end', winner),
      el('p', { className: `final ${winner === myTeam(state) ? 'good' : ''}`, dir: 'ltr',
        data: { testid: 'final-score' } }, pair(state, state.score)),
      ...(forfeit ? [line(t('end.left', { name: nameOf(state, forfeit.seat) }))]
        : state.result ? dealLines(state, null).slice(0, 1) : []),
      watching(state) || forfeit ? null
        : again(rematch.includes(seat), rematch.length, people, act),
      replay,
      button(t('end.lobby'), 'play-again', act.toLobby, '')),
  };
}

function again(asked, n, people, act) {
  return asked
    ? line(t('end.rematch.waits', { n, all: people }), 'note', { testid: 'rematch-waits' })
    : button(t('end.rematch'), 'rematch', act.rematch);
}

// What covers the felt for a moment: the first hakem, the naming of the trump, a deal's result,
// the match's end. At most one at a time.

import { $, el, fill } from './dom.js';
import { SUIT_LETTERS, suitName } from './cards.js';
import { isMyTurn, myTeam, nameOf, saltAsked } from './state.js';
import { cardNode, suitNode } from './table.js';

/** @param act {nameTrump(suit), throwIn(), nextDeal(), playAgain()} */
export function drawOverlay(state, fair, act) {
  const shown = overlay(state, fair, act);
  $('overlay').hidden = shown === null;
  $('overlay').dataset.shows = shown?.name ?? '';
  fill($('overlay'), shown?.content ?? null, () => (shown ? shown.draw() : []));
}

function overlay(state, fair, act) {
  if (state.phase === 'over') return matchEnd(state, fair, act);
  if (isMyTurn(state, 'name_trump')) return naming(state, act);
  if (!['between_deals', 'preparing'].includes(state.phase)) return null;
  if (state.result) return result(state, fair, act);
  return state.draw ? drawn(state, act) : null;
}

function box(testid, title, ...children) {
  return [el('div', { className: 'box', role: 'dialog', data: { testid }, aria: { label: title } },
    el('h2', {}, title), ...children)];
}

const button = (text, testid, onclick, className = 'main') =>
  el('button', { type: 'button', className, textContent: text, onclick, data: { testid } });

function naming(state, act) {
  const { mayThrowIn } = state.turn;
  const suits = SUIT_LETTERS.map(suit => {
    const node = button('', 'trump-choice', () => act.nameTrump(suitName(suit)), 'choice');
    node.dataset.suit = suitName(suit);
    node.append(suitNode(suit), el('span', {}, suitName(suit)));
    return node;
  });
  return {
    name: 'naming', content: ['naming', mayThrowIn],
    draw: () => box('naming', 'You are the hakem. Name the trump',
      el('div', { className: 'choices' }, ...suits),
      mayThrowIn ? button('Throw these five in', 'throw-in', act.throwIn, 'quiet') : null),
  };
}

function drawn(state, act) {
  const { cards, start, hakem } = state.draw;
  const asked = saltAsked(state);
  const title = hakem === state.seat ? 'You are the first hakem'
    : `${nameOf(state, hakem)} is the first hakem`;
  const last = cards.slice(-4);
  const from = (start + cards.length - last.length) % 4;
  return {
    name: 'draw', content: ['draw', state.draw, asked],
    draw: () => box('draw', title,
      cards.length === 0 ? el('p', {}, 'Chosen at random.') : el('div', { className: 'turned' },
        ...last.map((card, i) => el('figure', {}, cardNode(card),
          el('figcaption', {}, nameOf(state, (from + i) % 4))))),
      cards.length === 0 ? null : el('p', {}, 'The first ace decides.'),
      ready(asked, 'Start', act)),
  };
}

function result(state, fair, act) {
  const asked = saltAsked(state);
  return {
    name: 'result', content: ['result', state.result, fair, asked],
    draw: () => box('result', dealTitle(state), ...dealLines(state, fair),
      ready(asked, 'Next deal', act)),
  };
}

const ready = (asked, text, act) => (asked ? button(text, 'next-deal', act.nextDeal)
  : el('p', { className: 'note' }, 'One moment…'));

const dealTitle = state =>
  (state.result.winner === myTeam(state) ? 'Your team won the deal' : 'They won the deal');

function dealLines(state, fair) {
  const { winner, tricks, kind, points } = state.result;
  const us = myTeam(state);
  const what = {
    win: '', kot: 'Kot: seven tricks to none. ',
    hakem_kot: 'Hakem-kot: the hakem’s own team took no trick. ',
  }[kind];
  const gain = `${points} point${points === 1 ? '' : 's'} for ${winner === us ? 'us' : 'them'}.`;
  return [
    el('p', { data: { testid: 'deal-kind', kind }, className: kind }, what + gain),
    el('p', {}, `Tricks ${tricks[us]} – ${tricks[1 - us]}, `
      + `score ${state.score[us]} – ${state.score[1 - us]}`),
    fairLine(fair),
  ];
}

function fairLine(fair) {
  if (fair === null) return null;
  return el('p', { className: fair ? 'note' : 'warning', data: { testid: 'fair', fair } },
    fair ? '✓ Checked: the deck is the one that was committed to, your salt in it.'
      : 'The deck is not the one that was committed to.');
}

function matchEnd(state, fair, act) {
  const us = myTeam(state);
  const { forfeit, score, winner } = state;
  const title = winner === us ? 'Your team won the match' : 'They won the match';
  const lines = state.result ? dealLines(state, fair).slice(0, 1) : [];
  return {
    name: 'end', content: ['end', winner, score, forfeit, state.result],
    draw: () => box('match-end', title,
      el('p', { className: 'final', data: { testid: 'final-score' } },
        `${score[us]} – ${score[1 - us]}`),
      ...(forfeit ? [el('p', {}, `${nameOf(state, forfeit.seat)} left the match.`)] : lines),
      button('Play again', 'play-again', act.playAgain)),
  };
}

// Draws the table from the state, as it is seen from my seat. Keeps nothing of its own.

import { $, el, fill, say } from './dom.js';
import { cardName, isRed, rankSign, sorted, suitName, suitOf, suitSign } from './cards.js';
import {
  isMyTurn, mayPlay, myTeam, nameOf, placeOf, shownTrick, timeLeft,
} from './state.js';

const colour = suit => (isRed(suit) ? 'red' : 'black');

/** @param tag button for a card that may be played, span for one that only lies there */
export function cardNode(card, tag = 'span', extra = '') {
  const sign = suitSign(suitOf(card));
  return el(tag, {
    className: `card ${colour(suitOf(card))} ${extra}`, data: { card },
    aria: { label: cardName(card) }, ...(tag === 'span' ? { role: 'img' } : { type: 'button' }),
  },
  el('span', { className: 'corner' }, rankSign(card), el('br'), sign),
  el('span', { className: 'pip' }, sign));
}

export function suitNode(suit) {
  return el('span', { className: `suit ${colour(suit)}` }, suitSign(suit));
}

export function drawTable(state, sent, play) {
  const root = $('table');
  Object.assign(root.dataset, {
    phase: state.phase ?? '', match: state.match ?? '', room: state.room, seat: state.seat,
    deal: state.deal, score: state.score.join('-'), tricks: state.tricksWon.join('-'),
    cards: state.trick?.cards.length ?? 0,
  });
  root.classList.toggle('paused', state.paused);
  drawScores(state);
  state.seats.forEach((_, seat) => drawSeat(state, seat));
  drawTrick(state);
  drawLastTrick(state);
  drawTrump(state);
  drawTurn(state);
  drawHand(state, sent, play);
}

function drawScores(state) {
  const { score, tricksWon, rules } = state;
  const team = (number, who) => {
    const [one, other] = [number, number + 2].map(seat => nameOf(state, seat));
    return el('div', { className: `team ${who}` },
      el('strong', {}, who === 'us' ? 'Us' : 'Them'),
      el('span', { className: 'names' }, `${one} & ${other}`),
      el('span', { className: 'figure', title: 'Tricks won in this deal, of seven' }, 'tricks ',
        el('b', { data: { testid: `tricks-${who}` } }, tricksWon[number])),
      el('span', { className: 'figure', title: `Points, of ${rules.target}` }, 'points ',
        el('b', { data: { testid: `score-${who}` } }, score[number]), ` / ${rules.target}`));
  };
  fill($('scores'), [score, tricksWon, state.seats.map(seat => seat?.name), rules.target],
    () => [team(myTeam(state), 'us'), team(1 - myTeam(state), 'them')]);
}

function drawSeat(state, seat) {
  const node = document.querySelector(`.seat[data-place="${placeOf(state, seat)}"]`);
  const who = state.seats[seat];
  const mine = seat === state.seat;
  const inTurn = state.turn?.seat === seat;
  node.classList.toggle('in-turn', inTurn);
  node.classList.toggle('away', who !== null && !who.connected);
  const content = { who, mine, cards: state.handSizes[seat], hakem: state.hakem === seat };
  fill(node, content, () => [
    el('span', { className: 'who' },
      content.hakem ? el('span', { className: 'crown', title: 'Hakem', role: 'img',
        aria: { label: 'Hakem' } }, '♛\uFE0E') : null,
      el('span', { className: 'name' }, who?.name ?? 'empty', mine ? ' (you)' : '')),
    who?.bot ? el('span', { className: 'badge' }, 'bot') : null,
    who && !who.connected ? el('span', { className: 'badge gone' }, 'away') : null,
    mine ? null : el('span', { className: 'count', title: `${content.cards} cards`,
      data: { testid: 'count' } }, el('span', { className: 'back' }), content.cards),
  ]);
}

function drawTrick(state) {
  const { done, plays } = shownTrick(state);
  $('trick').classList.toggle('done', done);
  fill($('trick'), [plays, state.seat, state.deal], () => plays.map(({ seat, card, winning }) => {
    const node = cardNode(card, 'span', winning ? 'winning' : '');
    node.dataset.place = placeOf(state, seat);
    return node;
  }));
}

function drawLastTrick(state) {
  const { lastTrick: last } = state;
  const shown = last !== null && !shownTrick(state).done;
  $('last-trick').hidden = !shown;
  if (!shown) return;
  fill($('last-trick'), [last, state.seats], () => [
    el('span', { className: 'label' }, `Last trick: ${nameOf(state, last.winner)}`),
    el('span', { className: 'row' }, ...last.cards.map((card, i) => el('span', {
      className: (last.leader + i) % 4 === last.winner ? 'mini won' : 'mini',
      role: 'img', aria: { label: cardName(card) },
    }, rankSign(card), suitNode(suitOf(card))))),
  ]);
}

function drawTrump(state) {
  $('trump').hidden = state.trump === null;
  $('trump').dataset.suit = state.trump ?? '';
  if (state.trump === null) return;
  fill($('trump'), state.trump, () => [el('span', { className: 'label' }, 'Trump'),
    suitNode(state.trump), el('span', { className: 'spoken' }, suitName(state.trump))]);
}

function drawTurn(state) {
  $('turn').dataset.mine = String(state.turn?.seat === state.seat);
  say($('turn'), turnText(state));
}

function turnText(state) {
  if (state.paused) return 'One moment: nothing is lost, and the clock stands.';
  if (isMyTurn(state, 'name_trump')) return 'You are the hakem: name the trump.';
  if (isMyTurn(state, 'play_card')) {
    const { cards } = state.trick;
    if (cards.length === 0) return 'Your turn: lead a card.';
    const led = suitOf(cards[0]);
    const follows = state.turn.legal.every(card => suitOf(card) === led);
    return follows ? `Your turn: follow ${suitName(led)}.` : 'Your turn: play any card.';
  }
  if (state.turn !== null) {
    const name = nameOf(state, state.turn.seat);
    return state.turn.act === 'name_trump' ? `${name} is choosing the trump.` : `${name} to play.`;
  }
  return state.phase === 'over' ? 'The match is over.' : 'The next deal is being prepared.';
}

/** Buttons of cards that stay are kept, so that a click in progress is not lost. */
function drawHand(state, sent, play) {
  const hand = $('hand');
  const cards = sorted(state.hand, state.trump);
  const held = new Map([...hand.children].map(node => [node.dataset.card, node]));
  const shown = [...hand.children].filter(node => {
    if (cards.includes(node.dataset.card)) return true;
    node.remove();
    return false;
  });
  if (shown.map(node => node.dataset.card).join() !== cards.join()) {
    hand.replaceChildren(...cards.map(card => held.get(card) ?? handCard(card, play)));
  }
  const myTurn = isMyTurn(state, 'play_card');
  for (const node of hand.children) {
    const { card } = node.dataset;
    const playable = mayPlay(state, card) && sent === null;
    node.setAttribute('aria-disabled', String(!playable));
    node.classList.toggle('playable', playable);
    node.classList.toggle('illegal', myTurn && !(state.turn.legal ?? []).includes(card));
    node.classList.toggle('sent', sent === card);
  }
}

function handCard(card, play) {
  const node = cardNode(card, 'button');
  node.addEventListener('click', () => play(card));
  return node;
}

/** The seconds that the seat in turn has left; drawn by a clock, not by events. */
export function drawClock(state, now) {
  const left = timeLeft(state, now);
  say($('clock'), left === null ? '' : clockText(left));
  $('clock').classList.toggle('short', left !== null && left.own + (left.bank ?? 0) < 8_000);
}

function clockText({ own, bank }) {
  const seconds = millis => `${Math.ceil(millis / 1000)} s`;
  const texts = own > 0 || bank === null ? [seconds(own)] : [];
  if (bank !== null) texts.push(`bank ${seconds(bank)}`);
  return texts.join(', ');
}

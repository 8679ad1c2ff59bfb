// What this seat knows of its table: a view, and the events that followed it. Pure; no clock, no
// DOM. Time enters as an argument, and every function returns a new state.

import { SUIT_LETTERS, letterOf, strength, suitOf, suitOrder, winningSeat } from './cards.js';

const NONE = [null, null, null, null];

export function emptyTable() {
  return {
    room: null, n: 0, seat: null, rules: { target: 7 }, seats: NONE, match: null,
    phase: null, deal: 0, score: [0, 0], tricksWon: [0, 0], hand: [], handSizes: [0, 0, 0, 0],
    salted: [false, false, false, false], hakem: null, trump: null, trick: null, lastTrick: null,
    secretCommit: null, commit: null, winner: null, turn: null,
    draw: null, result: null, forfeit: null, paused: false, suits: [], dealer: null, rematch: [],
  };
}

/**
 * Replaces what was known. A deal's result is in no view, so that of the same match is kept while
 * the next deal is not begun.
 *
 * @param suits the order in which this deal's hand lay, where it is remembered
 */
export function fromView(frame, now, before = emptyTable(), suits = null) {
  const state = frame.state ?? {};
  const trump = state.trump ? letterOf(state.trump) : null;
  const between = ['between_deals', 'preparing', 'over'].includes(state.phase);
  const kept = between && before.match === frame.match
    ? { draw: before.draw, result: before.result, forfeit: before.forfeit } : {};
  return {
    ...emptyTable(), ...kept, ...state,
    room: frame.room, n: frame.n, seat: frame.seat, rules: frame.rules, seats: frame.seats,
    match: frame.match ?? null, trump, rematch: frame.rematch ?? [],
    suits: suits ?? ordered(state.hand ?? [], trump),
    lastTrick: state.lastTrick
      ? { ...state.lastTrick, winner: winningSeat(state.lastTrick, trump) } : null,
    turn: turnAt(frame.turn, now),
  };
}

/** @return the new state, and whether events are missing in between, so that nothing was taken */
export function afterEvents(state, frame, now) {
  if (frame.room !== state.room) return { state, gap: false };
  const fresh = frame.events.filter(event => event.n > state.n);
  if (fresh.length > 0 && fresh[0].n !== state.n + 1) return { state, gap: true };
  if (fresh.length === 0 && frame.events.length > 0) return { state, gap: false };
  const after = fresh.reduce(
    (so, event) => ({ ...so, ...(ON[event.event]?.(so, event) ?? {}), n: event.n }), state);
  return { state: { ...after, turn: turnAt(frame.turn, now), paused: false }, gap: false };
}

/** The table as it was, after a return on which nothing had been missed. */
export const atTurn = (state, frame, now) => (frame.room === state.room
  ? { ...state, turn: turnAt(frame.turn, now), paused: false } : state);

/** While a table has no server its clock stands still. */
export function paused(state, now) {
  if (state.paused) return state;
  const { turn } = state;
  const left = turn?.deadline == null ? null : turn.deadline - now;
  return { ...state, paused: true, turn: turn && { ...turn, deadline: null, left } };
}

/** What the seat in turn has left: of its own time, then of its bank; null while no clock runs. */
export function timeLeft({ turn, paused: standing }, now) {
  const left = standing ? turn?.left : turn && turn.deadline !== null ? turn.deadline - now : null;
  if (left == null) return null;
  const bank = turn.bank === null ? null : Math.max(0, turn.bank + Math.min(0, left));
  return { own: Math.max(0, left), bank };
}

export const resumed = (state, now) => ({
  ...state, paused: false,
  turn: state.turn?.left == null ? state.turn
    : { ...state.turn, deadline: now + state.turn.left, left: null },
});

function turnAt(turn, now) {
  if (!turn) return null;
  const { millisLeft, bankMillisLeft = null, ...rest } = turn;
  return {
    ...rest, bank: bankMillisLeft, deadline: millisLeft == null ? null : now + millisLeft,
  };
}

/** Also the suits that are not held, so that every card has its place. */
function ordered(hand, trump) {
  const held = suitOrder(hand.map(suitOf), trump);
  return [...held, ...SUIT_LETTERS.filter(suit => !held.includes(suit))];
}

const put = (list, at, value) => list.map((old, i) => (i === at ? value : old));
const plus = (list, at, more) => put(list, at, list[at] + more);
const away = (state, seat, connected) =>
  ({ seats: put(state.seats, seat, { ...state.seats[seat], connected }) });

const CLEARED = {
  hand: [], handSizes: [0, 0, 0, 0], tricksWon: [0, 0], trump: null, trick: null,
};

/** One entry an event: what changes. An event that is not here changes only the number. */
const ON = {
  seat_taken: (s, e) =>
    ({
      seats: put(s.seats, e.seat,
        { name: e.name, bot: e.bot, connected: true, ...(e.level ? { level: e.level } : {}) }),
    }),
  seat_left: (s, e) => ({ seats: put(s.seats, e.seat, null) }),
  seat_away: (s, e) => away(s, e.seat, false),
  seat_back: (s, e) => away(s, e.seat, true),

  match_started: (s, e) => ({
    ...CLEARED, match: e.match, rules: e.rules, phase: 'drawing', deal: 0, score: [0, 0],
    winner: null, forfeit: null, result: null, draw: null, hakem: null, lastTrick: null,
    rematch: [],
  }),
  rematch_wanted: (s, e) => ({ rematch: [...s.rematch, e.seat] }),
  hakem_drawn: (s, e) => ({
    phase: 'between_deals', hakem: e.hakem,
    draw: { start: e.start, cards: e.cards, hakem: e.hakem },
  }),
  deal_prepared: (s, e) => ({
    ...CLEARED, phase: 'preparing', deal: e.no, secretCommit: e.secretCommit, commit: null,
    salted: [false, false, false, false],
  }),
  salt_contributed: (s, e) => ({ salted: put(s.salted, e.seat, true) }),
  deal_began: (s, e) => ({
    ...CLEARED, phase: 'naming_trump', deal: e.no, hakem: e.hakem, commit: e.commit,
    dealer: e.dealer ?? (e.hakem + 3) % 4,
    lastTrick: null, draw: null, result: null,
  }),
  cards_dealt: (s, e) => {
    const hand = [...s.hand, ...(e.cards ?? [])];
    return {
      handSizes: plus(s.handSizes, e.seat, e.count), hand,
      ...(e.cards ? { suits: ordered(hand, s.trump) } : {}),
    };
  },
  thrown_in: (s, e) => ({
    handSizes: put(s.handSizes, e.seat, 0), commit: e.commit,
    hand: e.seat === s.seat ? [] : s.hand,
  }),
  trump_named: (s, e) => ({
    phase: 'playing', trump: letterOf(e.suit), trick: { leader: e.seat, cards: [] },
    suits: ordered(s.hand, letterOf(e.suit)),
  }),
  card_played: (s, e) => ({
    trick: { ...s.trick, cards: [...s.trick.cards, e.card] },
    handSizes: plus(s.handSizes, e.seat, -1), hand: s.hand.filter(card => card !== e.card),
  }),
  trick_won: (s, e) => ({
    lastTrick: { ...s.trick, winner: e.seat }, trick: { leader: e.seat, cards: [] },
    tricksWon: plus(s.tricksWon, e.seat % 2, 1),
  }),
  deal_ended: (s, e) => ({
    phase: 'between_deals', score: e.score, trick: null,
    hakem: e.winner === s.hakem % 2 ? s.hakem : (s.hakem + 1) % 4,
    result: {
      no: s.deal, hakem: s.hakem, winner: e.winner, tricks: e.tricks, kind: e.kind,
      points: e.points, score: e.score, secretCommit: s.secretCommit, commit: s.commit,
    },
  }),
  deck_revealed: (s, e) => ({
    result: s.result
      && { ...s.result, deck: e.deck, nonce: e.nonce, secret: e.secret, salts: e.salts },
  }),
  forfeited: (s, e) => ({ forfeit: { seat: e.seat, reason: e.reason } }),
  match_ended: (s, e) => ({ ...CLEARED, phase: 'over', winner: e.winner, score: e.score }),
};

/** Whether nobody's seat is mine: I look on. */
export const watching = state => state.room !== null && state.seat === null;
/** Where a seat is drawn: mine at the bottom, the next in order of play at my right. */
export const placeOf = (state, seat) =>
  ['bottom', 'right', 'top', 'left'][(seat - (state.seat ?? 0) + 4) % 4];
/** Of whoever looks on, the team that is drawn below. */
export const myTeam = state => (state.seat ?? 0) % 2;
export const isMyTurn = (state, act) =>
  state.turn !== null && state.seat !== null && state.turn.seat === state.seat
    && state.turn.act === act;
export const mayPlay = (state, card) =>
  isMyTurn(state, 'play_card') && !state.paused && (state.turn.legal ?? []).includes(card);

/** As it lies before me: in the order of suits that this deal began with, high to low. */
export const sortedHand = state => [...state.hand].sort((a, b) =>
  state.suits.indexOf(suitOf(a)) - state.suits.indexOf(suitOf(b)) || strength(b) - strength(a));

/** Whether I could not play the card on this trick, though my turn may be still to come. */
export function illegal(state, card) {
  if (isMyTurn(state, 'play_card')) return !(state.turn.legal ?? []).includes(card);
  const { trick } = state;
  if (trick === null || trick.cards.length === 0 || state.seat === null) return false;
  const played = (state.seat - trick.leader + 4) % 4 < trick.cards.length;
  const led = suitOf(trick.cards[0]);
  return !played && suitOf(card) !== led && state.hand.some(held => suitOf(held) === led);
}

/** How many people sit here and are connected: a rematch needs all of them. */
export const humansHere = state =>
  state.seats.filter(who => who !== null && !who.bot && who.connected).length;

/** A salt is asked of me: it decides the next deal together with the server's secret. */
export const saltAsked = state =>
  state.phase === 'preparing' && state.seat !== null && !state.salted[state.seat];

/** The trick on the felt: the one in play, or for as long as it is held the one that was won. */
export function shownTrick(state, held) {
  const playing = state.trick !== null && state.trick.cards.length > 0;
  const trick = playing ? state.trick : held ? state.lastTrick : null;
  if (trick === null) return { done: false, plays: [] };
  const winner = playing ? winningSeat(trick, state.trump) : trick.winner;
  return { done: !playing, plays: playsOf(trick, winner) };
}

/** Who played what, in order. */
export const playsOf = (trick, winner = trick.winner) => trick.cards.map((card, i) => {
  const seat = (trick.leader + i) % 4;
  return { seat, card, winning: seat === winner };
});

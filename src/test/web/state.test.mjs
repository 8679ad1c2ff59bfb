// Run: node --test src/test/web
// The page's files are modules named .js; older versions of node need
// --experimental-default-type=module to read them so.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suitOrder, winningSeat } from '../../main/resources/web/cards.js';
import {
  afterEvents, emptyTable, fromView, humansHere, illegal, mayPlay, myTeam, paused, placeOf, resumed,
  saltAsked, shownTrick, sortedHand, timeLeft, watching,
} from '../../main/resources/web/state.js';

const player = (name, bot = false) => ({ name, bot, connected: true });
const seats = [player('Sara'), player('Rostam', true), player('Leila', true), null];
const rules = { target: 7, hakem: 'first_ace', redeal: 'none' };
const room = 'ABC234';

const waiting = fromView({ room, n: 3, seat: 0, rules, seats }, 0);

/** Events as a frame, numbered on from the state. */
const told = (state, events, turn) => afterEvents(state,
  { room, events: events.map((event, i) => ({ n: state.n + 1 + i, ...event })), turn }, 1000).state;

const START = [
  { event: 'seat_taken', seat: 3, name: 'Parviz', bot: true },
  { event: 'match_started', match: 'm1', rules },
  { event: 'hakem_drawn', start: 0, cards: ['9S', 'AH'], hakem: 1 },
  { event: 'deal_prepared', no: 1, secretCommit: 'c0' },
];
const DEAL = [
  { event: 'deal_began', no: 1, hakem: 1, dealer: 0, commit: 'c1' },
  { event: 'cards_dealt', seat: 1, count: 5 },
  { event: 'trump_named', seat: 1, suit: 'hearts' },
  { event: 'cards_dealt', seat: 2, count: 5 },
  { event: 'cards_dealt', seat: 3, count: 5 },
  { event: 'cards_dealt', seat: 0, count: 5, cards: ['2H', '3S', '4D', '5C', 'KS'] },
];
const TRICK = ['QS', '9S', 'TS', '2H'].map((card, i) =>
  ({ event: 'card_played', seat: (1 + i) % 4, card }));

const prepared = told(waiting, START);
const dealt = told(prepared, DEAL);

test('a view before the match has seats and no match', () => {
  assert.equal(waiting.match, null);
  assert.equal(waiting.seats[0].name, 'Sara');
  assert.equal(waiting.seats[3], null);
});

test('a match starts, draws its hakem and asks for a salt once', () => {
  assert.equal(prepared.phase, 'preparing');
  assert.equal(prepared.draw.hakem, 1);
  assert.ok(saltAsked(prepared));
  const salted = told(prepared, [{ event: 'salt_contributed', seat: 0, salt: 'ab' }]);
  assert.ok(!saltAsked(salted));
});

test('packets fill my hand and count those of the others', () => {
  assert.deepEqual(dealt.hand, ['2H', '3S', '4D', '5C', 'KS']);
  assert.deepEqual(dealt.handSizes, [5, 5, 5, 5]);
  assert.equal(dealt.trump, 'H');
  assert.deepEqual(dealt.trick, { leader: 1, cards: [] });
});

test('a card played leaves the hand, and a trick won is seen for as long as it is held', () => {
  const three = told(dealt, TRICK.slice(0, 3));
  assert.deepEqual(shownTrick(three).plays.map(play => [play.seat, play.card, play.winning]),
    [[1, 'QS', true], [2, '9S', false], [3, 'TS', false]]);
  const won = told(three, [TRICK[3], { event: 'trick_won', seat: 0, no: 1 }]);
  assert.ok(!won.hand.includes('2H'));
  assert.deepEqual(won.handSizes, [4, 4, 4, 4]);
  assert.deepEqual(won.tricksWon, [1, 0]);
  assert.deepEqual(won.trick, { leader: 0, cards: [] });
  assert.equal(shownTrick(won, true).done, true);
  assert.equal(shownTrick(won, true).plays.find(play => play.winning).card, '2H');
  assert.deepEqual(shownTrick(won, false).plays, []);
  const led = told(won, [{ event: 'card_played', seat: 0, card: 'KS' }]);
  assert.deepEqual(shownTrick(led, true).plays.map(play => play.card), ['KS']);
});

test('old events are passed over and a gap takes nothing', () => {
  const again = afterEvents(dealt, { room, events: [{ n: 2, event: 'seat_left', seat: 1 }] }, 0);
  assert.deepEqual(again, { state: dealt, gap: false });
  const later = afterEvents(dealt,
    { room, events: [{ n: dealt.n + 2, event: 'card_played', seat: 1, card: 'QS' }] }, 0);
  assert.deepEqual(later, { state: dealt, gap: true });
});

test('a frame that overlaps what is known adds only what is new', () => {
  const events = TRICK.slice(0, 2).map((event, i) => ({ n: dealt.n + 1 + i, ...event }));
  const first = afterEvents(dealt, { room, events: events.slice(0, 1) }, 0).state;
  const both = afterEvents(first, { room, events }, 0);
  assert.deepEqual(both.state.trick.cards, ['QS', '9S']);
  assert.equal(both.gap, false);
});

test('another room’s events change nothing', () => {
  assert.equal(afterEvents(dealt, { room: 'ZZZ999', events: [{ n: dealt.n + 1 }] }, 0).state,
    dealt);
});

test('an event that the page does not know still counts', () => {
  assert.equal(told(dealt, [{ event: 'applause', seat: 2 }]).n, dealt.n + 1);
});

test('only the cards that the server calls legal may be played, and only in my turn', () => {
  const mine = told(dealt, [], { seat: 0, act: 'play_card', millisLeft: 9000, legal: ['3S'] });
  assert.ok(mayPlay(mine, '3S'));
  assert.ok(!mayPlay(mine, '2H'));
  assert.equal(mine.turn.deadline, 10_000);
  assert.ok(!mayPlay(told(dealt, [], { seat: 1, act: 'play_card' }), '3S'));
});

test('the bank is used when the own time is over, and neither while the clock stands', () => {
  const turn = { seat: 0, act: 'play_card', millisLeft: 9000, bankMillisLeft: 60_000 };
  const mine = told(dealt, [], { ...turn, legal: ['3S'] });
  assert.deepEqual(timeLeft(mine, 6_000), { own: 4_000, bank: 60_000 });
  assert.deepEqual(timeLeft(mine, 15_000), { own: 0, bank: 55_000 });
  assert.deepEqual(timeLeft(mine, 90_000), { own: 0, bank: 0 });
  const stopped = paused(mine, 15_000);
  assert.deepEqual(timeLeft(stopped, 80_000), { own: 0, bank: 55_000 });
  assert.deepEqual(timeLeft(resumed(stopped, 80_000), 81_000), { own: 0, bank: 54_000 });
  assert.equal(timeLeft(told(dealt, [], undefined), 0), null);
  const { bankMillisLeft, ...without } = turn;
  assert.deepEqual(timeLeft(told(dealt, [], { ...without, legal: ['3S'] }), 2_000),
    { own: 8_000, bank: null });
});

test('a pause stops the clock and forbids play; it goes on with what was left', () => {
  const mine = told(dealt, [], { seat: 0, act: 'play_card', millisLeft: 9000, legal: ['3S'] });
  const stopped = paused(paused(mine, 4000), 5000);
  assert.equal(stopped.turn.deadline, null);
  assert.ok(!mayPlay(stopped, '3S'));
  const on = resumed(stopped, 20_000);
  assert.equal(on.turn.deadline, 26_000);
  assert.ok(mayPlay(on, '3S'));
});

const END = [
  { event: 'deal_ended', winner: 0, tricks: [7, 0], kind: 'hakem_kot', points: 3, score: [3, 0] },
  { event: 'deck_revealed', deck: ['2C'], nonce: 'n', secret: 's', salts: ['a', '', '', ''] },
];

test('a deal’s result stays until the next deal begins, also over a reconnect', () => {
  const ended = told(dealt, [...END, { event: 'deal_prepared', no: 2, secretCommit: 'c2' }]);
  assert.equal(ended.result.kind, 'hakem_kot');
  assert.equal(ended.result.secretCommit, 'c0');
  assert.equal(ended.result.salts[0], 'a');
  assert.equal(ended.hakem, 2);
  assert.deepEqual(ended.hand, []);
  const view = {
    room, n: 40, seat: 0, rules, seats, match: 'm1',
    state: { phase: 'preparing', deal: 2, score: [3, 0], tricksWon: [0, 0], hand: [],
      handSizes: [0, 0, 0, 0], salted: [false, true, true, true], hakem: 2 },
  };
  assert.equal(fromView(view, 0, ended).result.kind, 'hakem_kot');
  assert.equal(fromView({ ...view, match: 'm2' }, 0, ended).result, null);
  assert.equal(told(ended, [{ ...DEAL[0], no: 2 }]).result, null);
});

test('the match ends with its winner and no turn', () => {
  const over = told(dealt, [...END, { event: 'match_ended', winner: 0, score: [7, 2] }]);
  assert.equal(over.phase, 'over');
  assert.equal(over.winner, 0);
  assert.deepEqual(over.score, [7, 2]);
  assert.equal(over.turn, null);
});

test('a view in the middle of a trick is the whole of it', () => {
  const view = fromView({
    room, n: 60, seat: 2, rules, seats, match: 'm1',
    state: {
      phase: 'playing', deal: 4, score: [2, 1], tricksWon: [1, 2], hand: ['AS'],
      handSizes: [9, 9, 10, 10], salted: [true, true, true, true], hakem: 1, trump: 'clubs',
      trick: { leader: 0, cards: ['5D', '9D'] },
      lastTrick: { leader: 3, cards: ['AD', '2C', '3D', '4D'] },
    },
    turn: { seat: 2, act: 'play_card', millisLeft: 500, legal: ['AS'] },
  }, 100);
  assert.equal(view.trump, 'C');
  assert.equal(view.lastTrick.winner, 0);
  assert.equal(view.turn.deadline, 600);
  assert.deepEqual(shownTrick(view).plays.map(play => play.winning), [false, true]);
});

test('the seat that plays after mine sits at my right', () => {
  const at = seat => placeOf({ ...emptyTable(), seat: 3 }, seat);
  assert.deepEqual([3, 0, 1, 2].map(at), ['bottom', 'right', 'top', 'left']);
});

test('the highest trump takes a trick, else the highest of the suit led', () => {
  assert.equal(winningSeat({ leader: 2, cards: ['AS', '2H', '3H', 'KS'] }, 'H'), 0);
  assert.equal(winningSeat({ leader: 2, cards: ['9S', 'AD', 'TS', 'KC'] }, 'H'), 0);
  assert.equal(winningSeat({ leader: 1, cards: [] }, 'H'), null);
});

test('a hand is sorted with trump at one end and colours in turn', () => {
  const hand = { ...emptyTable(), suits: suitOrder(['C', 'C', 'D', 'S', 'H'], 'D'),
    hand: ['2C', 'AC', '3D', '4S', 'TH'] };
  assert.deepEqual(sortedHand(hand), ['3D', '4S', 'TH', 'AC', '2C']);
  assert.deepEqual(suitOrder(['S', 'C', 'D'], null), ['S', 'D', 'C']);
  assert.deepEqual(suitOrder(['H', 'D', 'C'], null), ['H', 'C', 'D']);
});

test('a hand keeps its order when a suit runs out', () => {
  const order = sortedHand(dealt);
  const later = told(dealt, [{ event: 'card_played', seat: 0, card: '3S' },
    { event: 'card_played', seat: 0, card: 'KS' }]);
  assert.deepEqual(sortedHand(later), order.filter(card => !['3S', 'KS'].includes(card)));
});

test('a view brings the order in which the hand lay before', () => {
  const frame = { room, n: 9, seat: 0, rules, seats, match: 'm1',
    state: { phase: 'playing', deal: 1, trump: 'hearts', hand: ['2H', '3S', '4D'] } };
  assert.deepEqual(sortedHand(fromView(frame, 0, emptyTable(), ['D', 'S', 'H', 'C'])),
    ['4D', '3S', '2H']);
  assert.deepEqual(sortedHand(fromView(frame, 0)), ['2H', '3S', '4D']);
});

test('cards that could not be played on this trick are dimmed before my turn comes', () => {
  const led = told(dealt, TRICK.slice(0, 1));
  assert.ok(!illegal(dealt, '4D'));
  assert.ok(illegal(led, '4D'));
  assert.ok(!illegal(led, 'KS'));
  const lacking = { ...led, hand: ['4D', '2H'] };
  assert.ok(!illegal(lacking, '4D'));
  const mine = told(led, TRICK.slice(1, 3),
    { seat: 0, act: 'play_card', millisLeft: 900, legal: ['3S', 'KS'] });
  assert.ok(illegal(mine, '2H'));
  const played = told(mine, [{ event: 'card_played', seat: 0, card: '3S' }]);
  assert.ok(!illegal(played, '4D'));
});

test('who looks on has no seat, sees seat 0 below and plays nothing', () => {
  const view = fromView({ room, n: 9, seat: null, rules, seats, match: 'm1',
    state: { phase: 'playing', deal: 1, trump: 'hearts', trick: { leader: 0, cards: [] } },
    turn: { seat: 0, act: 'play_card' } }, 0);
  assert.ok(watching(view));
  assert.ok(!watching(waiting));
  assert.equal(placeOf(view, 0), 'bottom');
  assert.equal(placeOf(view, 1), 'right');
  assert.equal(myTeam(view), 0);
  assert.ok(!mayPlay(view, '2H'));
  assert.ok(!saltAsked({ ...view, phase: 'preparing' }));
});

test('a rematch is asked for and begins as a match of its own', () => {
  const over = { ...dealt, phase: 'over', winner: 1, score: [3, 7], result: { no: 1 } };
  const asked = told(over, [{ event: 'rematch_wanted', seat: 2 }]);
  assert.deepEqual(asked.rematch, [2]);
  const next = told(asked, [{ event: 'match_started', match: 'm2', rules }]);
  assert.deepEqual([next.match, next.score, next.winner, next.result, next.rematch, next.hand],
    ['m2', [0, 0], null, null, [], []]);
  assert.equal(humansHere({ ...over, seats: [player('A'), player('B', true),
    { ...player('C'), connected: false }, null] }), 1);
});

test('a bot that takes a seat in a match is known as one', () => {
  const left = told(dealt, [{ event: 'seat_left', seat: 0 },
    { event: 'seat_taken', seat: 0, name: 'Bot 1', bot: true, level: 'hard' }]);
  assert.deepEqual(left.seats[0], { name: 'Bot 1', bot: true, connected: true, level: 'hard' });
});

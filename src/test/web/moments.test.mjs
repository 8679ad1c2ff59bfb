import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DECK } from '../../main/resources/web/cards.js';
import {
  Unreadable, back, first, forward, hashOf, last, nextDeal, nextTrick, placeIn, placeOf,
  positionAt, readMatch,
} from '../../main/resources/web/moments.js';

const text = name => readFileSync(new URL(`logs/${name}.jsonl`, import.meta.url), 'utf8');
const kot = readMatch(text('kot'));
const thrownIn = readMatch(text('thrown-in'));
const left = readMatch(text('left'));
const kinds = (match, no) => match.deals[no - 1].moments.map(moment => moment.kind);
const at = (match, no, kind, n = 1) => positionAt(match, no, kinds(match, no)
  .map((each, i) => [each, i]).filter(([each]) => each === kind)[n - 1][1]);

test('a deal is the draw, five cards, the trump, all cards, each card, each trick, the end', () => {
  const own = kinds(kot, 1);
  assert.deepEqual(own.slice(0, 10),
    ['draw', 'hand', 'deal', 'trump', 'deal', 'play', 'play', 'play', 'play', 'trick']);
  assert.equal(own.at(-1), 'hand_end');
  assert.equal(own.filter(kind => kind === 'play').length, 52);
  assert.deepEqual(kinds(kot, 2).slice(-2), ['hand_end', 'match_end']);
  assert.equal(kinds(kot, 2)[0], 'hand');
});

test('each moment follows from the log: hands, trick, tricks and score', () => {
  const five = at(kot, 1, 'deal');
  assert.deepEqual(five.hands, [['6D', '4C', 'AH', 'JC', '8H'], [], [], []]);
  assert.equal(five.trump, null);
  assert.equal(at(kot, 1, 'trump').trump, 'H');
  assert.deepEqual(at(kot, 1, 'deal', 2).hands.map(hand => hand.length), [13, 13, 13, 13]);
  const second = at(kot, 1, 'play', 2);
  assert.deepEqual(second.trick, { leader: 0, cards: ['AH', '2H'] });
  assert.deepEqual(second.hands.map(hand => hand.length), [12, 12, 13, 13]);
  assert.equal(second.turn, 2);
  const won = at(kot, 1, 'trick');
  assert.equal(won.trick.won, 0);
  assert.equal(won.trick.cards.length, 4);
  assert.deepEqual(won.tricks, [1, 0]);
  assert.equal(at(kot, 1, 'play', 5).trick.cards.length, 1);
  assert.deepEqual(at(kot, 1, 'hand_end').score, [1, 0]);
  assert.deepEqual(positionAt(kot, 2, 0).score, [1, 0]);
});

test('in every moment all cards that were dealt are in a hand, on the table or gathered', () => {
  for (const match of [kot, thrownIn, left]) {
    match.deals.forEach(({ no, moments }) => moments.forEach((moment, step) => {
      const { hands, trick, tricks, told } = positionAt(match, no, step);
      assert.equal(told, moment);
      const held = hands.flat();
      if (held.length < 6) return;
      const lying = trick && trick.won === undefined ? trick.cards.length : 0;
      assert.equal(held.length + lying + 4 * (tricks[0] + tricks[1]), 52, `${no} ${step}`);
      assert.ok(new Set([...held, ...(trick?.cards ?? [])]).size === held.length
        + (trick?.cards.length ?? 0));
      held.forEach(card => assert.ok(DECK.includes(card)));
    }));
  }
});

test('five cards that were thrown in are gone, and five others come', () => {
  assert.deepEqual(kinds(thrownIn, 1).slice(0, 8),
    ['draw', 'hand', 'deal', 'redeal', 'deal', 'redeal', 'deal', 'trump']);
  const hakem = at(thrownIn, 1, 'draw').hakem;
  assert.deepEqual(at(thrownIn, 1, 'redeal').hands.flat(), []);
  const fives = [1, 2, 3].map(n => at(thrownIn, 1, 'deal', n).hands[hakem]);
  fives.forEach(five => assert.equal(five.length, 5));
  assert.equal(new Set(fives.map(five => five.join())).size, 3);
  assert.deepEqual(at(thrownIn, 1, 'draw').draw.cards, []);
});

test('a match that was left ends with the forfeit, with all cards where they were', () => {
  assert.deepEqual(kinds(left, 1).slice(-2), ['forfeit', 'match_end']);
  const end = positionAt(left, 1, kinds(left, 1).length - 1);
  assert.equal(end.winner, 0);
  assert.equal(end.told.lines[0].winner, 0);
  assert.ok(end.hands.flat().length > 10);
  assert.equal(left.winner, 0);
});

test('a kot is told with its points', () => {
  const end = at(kot, 2, 'hand_end');
  assert.equal(end.told.lines[0].kind, 'kot');
  assert.equal(end.told.lines[1].t, 'reveal');
  assert.deepEqual(end.score, [3, 0]);
});

test('one can go through the whole match and back, and no further', () => {
  let place = first();
  const seen = [place];
  while (hashOf(forward(kot, place)) !== hashOf(place)) seen.push(place = forward(kot, place));
  assert.equal(seen.length, kot.deals.reduce((all, deal) => all + deal.moments.length, 0));
  assert.deepEqual(place, last(kot));
  for (const expected of seen.reverse()) {
    assert.deepEqual(place, expected);
    place = back(kot, place);
  }
  assert.deepEqual(place, first());
});

test('one can go on by tricks and by deals', () => {
  let place = nextTrick(kot, first());
  assert.equal(kinds(kot, 1)[place.step], 'trick');
  const before = place.step;
  place = nextTrick(kot, place);
  assert.equal(place.step, before + 5);
  for (let i = 0; i < 30 && place.deal === 1; i++) place = nextTrick(kot, place);
  assert.deepEqual(place, { deal: 2, step: 0 });
  assert.deepEqual(nextDeal(kot, first()), { deal: 2, step: 0 });
  assert.deepEqual(nextDeal(kot, place), last(kot));
});

test('a link names a moment, and one that is not there the nearest', () => {
  assert.deepEqual(placeOf(kot, '#deal=2&step=17'), { deal: 2, step: 17 });
  assert.deepEqual(placeOf(kot, hashOf({ deal: 1, step: 5 })), { deal: 1, step: 5 });
  assert.deepEqual(placeOf(kot, ''), first());
  assert.deepEqual(placeOf(kot, '#deal=x&step=-4'), first());
  assert.deepEqual(placeOf(kot, '#deal=99&step=9999'), last(kot));
  assert.deepEqual(placeIn(kot, 1, 9999).step, kot.deals[0].moments.length - 1);
});

test('what is no whole log says from which line on', () => {
  const lines = text('kot').trimEnd().split('\n');
  const broken = (no, line) => lines.map((old, i) => (i + 1 === no ? line : old)).join('\n');
  const of = log => {
    try {
      readMatch(log);
    } catch (wrong) {
      assert.ok(wrong instanceof Unreadable, String(wrong));
      return wrong.line;
    }
    return null;
  };
  assert.equal(of('hello'), 1);
  assert.equal(of('{"t":"play"}'), 1);
  assert.equal(of(lines.slice(0, 40).join('\n')), 40);
  assert.equal(of(broken(30, '{')), 30);
  assert.equal(of(broken(30, '{"t":"play","seat":4,"card":"AH"}')), 30);
  assert.equal(of(broken(30, '{"t":"play","seat":1,"card":"??"}')), 30);
  assert.equal(of(broken(30, '{"t":"constructor"}')), 30);
  assert.equal(of(broken(30, '{"t":"play","seat":1}')), 30);
  assert.equal(of(broken(5, '{"t":"trick","no":1,"winner":2}')), 5);
});

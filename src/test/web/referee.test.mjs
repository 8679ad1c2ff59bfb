import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { judge } from '../../main/resources/web/referee.js';

const read = name => readFileSync(new URL(`logs/${name}.jsonl`, import.meta.url), 'utf8')
  .trimEnd().split('\n').map(line => JSON.parse(line));
const text = lines => lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line)))
  .join('\n');

const nth = (kind, n) => lines => lines.filter(line => line.t === kind)[n - 1];
const change = (of, how) => lines => {
  const line = of(lines);
  how(line, lines);
  return line;
};
const first = kind => nth(kind, 1);
const put = (of, fields) => change(of, line => Object.assign(line, fields));
/** The seat of a play and a later play of the same seat give each other their cards. */
const exchanged = (one, other) => lines => {
  const [a, b] = [nth('play', one)(lines), nth('play', other)(lines)];
  [a.card, b.card] = [b.card, a.card];
  return a;
};
const fresh = kind => change(first(kind), line => {
  [line.deck[50], line.deck[51]] = [line.deck[51], line.deck[50]];
});

/** Each way to tamper returns the line that it touched, which must be the first to be blamed. */
const TAMPERED = {
  players: ['kot', put(first('game'), { players: 5 })],
  target: ['kot', put(first('game'), { rules: { target: 14 } })],
  rules: ['kot', change(first('game'), line => { line.rules.redeal = 'always'; })],
  drawTwice: ['kot', change(first('draw'), line => { line.cards[3] = line.cards[2]; })],
  drawAce: ['kot', change(first('draw'), line => line.cards.pop())],
  hakem: ['kot', put(first('hakem'), { seat: 2 })],
  dealNo: ['kot', put(nth('hand', 2), { no: 3 })],
  dealHakem: ['kot', put(first('hand'), { hakem: 1 })],
  dealer: ['kot', put(first('hand'), { dealer: 0 })],
  deck: ['kot', change(first('hand'), line => { line.deck[51] = line.deck[0]; })],
  packetSeat: ['kot', put(nth('deal', 2), { seat: 2 })],
  packetCards: ['kot', change(nth('deal', 2), line => line.cards.reverse())],
  throwSeat: ['thrown-in', put(first('redeal'), { seat: 3 })],
  throwLow: ['thrown-in', change(first('deal'), (line, lines) => {
    line.cards[0] = 'AS';
    return lines;
  }), 'redeal'],
  throwTwice: ['thrown-in', lines => {
    const at = lines.indexOf(nth('redeal', 2)(lines));
    lines.splice(at, 0, ...structuredClone([nth('redeal', 1)(lines), nth('deal', 2)(lines)]));
    return nth('redeal', 3)(lines);
  }],
  trump: ['kot', put(first('trump'), { seat: 1 })],
  turn: ['kot', put(nth('play', 2), { seat: 3 })],
  held: ['kot', change(nth('play', 9), (line, lines) => {
    line.card = nth('play', 1)(lines).card;
  })],
  follow: ['kot', lines => exchanged(...unfollowed(lines))(lines)],
  trickNo: ['kot', put(nth('trick', 2), { no: 3 })],
  trickWinner: ['kot', change(nth('trick', 3), line => { line.winner = (line.winner + 1) % 4; })],
  dealWinner: ['kot', put(first('hand_end'), { winner: 1 })],
  tricks: ['kot', put(first('hand_end'), { tricks: [7, 5] })],
  points: ['kot', put(nth('hand_end', 2), { points: 1, kind: 'win' })],
  score: ['kot', put(first('hand_end'), { score: [2, 0] })],
  revealed: ['kot', fresh('reveal')],
  commit: ['kot', put(first('hand'), { commit: '0'.repeat(64) }), 'reveal'],
  nonce: ['kot', put(first('reveal'), { nonce: 'f'.repeat(64) })],
  secretCommit: ['kot', put(first('hand'), { secretCommit: '0'.repeat(64) }), 'reveal'],
  thrownCommit: ['thrown-in', put(first('hand'), { commit: '0'.repeat(64) }), 'reveal'],
  shuffle: ['kot', put(first('reveal'), { salts: ['a', 'b', 'c', 'd'] })],
  reason: ['left', put(first('forfeit'), { reason: '' })],
  matchWinner: ['left', put(first('match_end'), { winner: 1 })],
  matchScore: ['kot', put(first('match_end'), { score: [3, 1] })],
  order: ['kot', lines => lines.splice(lines.indexOf(first('trump')(lines)), 1)[0], 'deal', 2],
  json: ['kot', change(nth('play', 3), (line, lines) => {
    lines[lines.indexOf(line)] = '{"t":"play"';
  })],
  field: ['kot', put(nth('play', 3), { card: '1H' })],
  rest: ['kot', put(nth('play', 3), { seat: 7 })],
  whole: ['kot', lines => lines.pop() && lines.at(-1)],
};

/** Two plays of a seat: it followed with the first, and the second is of another suit. */
function unfollowed(lines) {
  const plays = lines.filter(line => line.t === 'play').slice(0, 52);
  for (let i = 0; i < plays.length; i++) {
    const led = plays[i - (i % 4)].card[1];
    const later = plays.findIndex((play, k) => k > i && play.seat === plays[i].seat
      && play.card[1] !== led);
    if (i % 4 > 0 && plays[i].card[1] === led && later > 0) return [i + 1, later + 1];
  }
  throw new Error('Nobody followed suit in this log.');
}

for (const name of ['kot', 'thrown-in', 'left']) {
  test(`the log of ${name} holds from its first line to its last`, () => {
    const lines = read(name);
    const { steps, failed, first: blamed } = judge(`\n${text(lines)}\n\n`);
    assert.deepEqual(steps.filter(step => step.ok === false), []);
    assert.equal(failed, 0);
    assert.equal(blamed, null);
    assert.deepEqual([...new Set(steps.map(step => step.line))], lines.map((_, i) => i + 2));
  });
}

for (const [check, [name, tamper, kind, n]] of Object.entries(TAMPERED)) {
  test(`a log that is tampered with is blamed for it: ${check}`, () => {
    const lines = read(name);
    let touched = tamper(lines);
    if (kind) touched = nth(kind, n ?? 1)(lines);
    const at = lines.findIndex(line => line === touched || typeof line === 'string') + 1;
    const { steps, first: blamed } = judge(text(lines));
    assert.ok(steps.some(step => step.check === check && step.ok === false),
      JSON.stringify(steps.filter(step => step.ok === false).slice(0, 3)));
    if (!['throwLow', 'packetCards'].includes(check)) assert.equal(blamed, at, check);
  });
}

test('there is a tampered log for every fault that the referee knows', () => {
  const known = ['referee', 'refereed-deal'].map(name =>
    readFileSync(new URL(`../../main/resources/web/${name}.js`, import.meta.url), 'utf8')).join();
  const codes = new Set([...known.matchAll(/(?:fault|Halt)\('(\w+)'|check: '(\w+)'/g)]
    .map(found => found[1] ?? found[2]));
  ['hakemDrawn', 'secret'].forEach(open => codes.delete(open));
  assert.deepEqual([...codes].sort(), Object.keys(TAMPERED).sort());
});

test('what nobody could know from the log is neither right nor wrong', () => {
  const lines = read('kot').map(({ secret, salts, secretCommit, ...line }) => line);
  const plain = judge(text(lines));
  assert.equal(plain.failed, 0);
  assert.deepEqual(plain.steps.filter(step => step.ok === null).map(step => step.check),
    ['secret', 'secret']);
  const byChance = judge(text(read('thrown-in')));
  assert.deepEqual(byChance.steps.filter(step => step.ok === null).map(step => step.check),
    ['hakemDrawn']);
});

test('after a line that makes no sense it is said how many were not judged', () => {
  const lines = read('left');
  lines[20] = { t: 'play', seat: 'north' };
  const { steps, lines: all } = judge(text(lines));
  assert.deepEqual(steps.slice(-2).map(({ line, check, values }) => ({ line, check, values })), [
    { line: 21, check: 'field', values: { name: 'seat' } },
    { line: 21, check: 'rest', values: { n: all - 21 } }]);
});

test('nothing at all, and what is no log, is no match', () => {
  for (const nonsense of ['', 'hello', '[]', 'null', '7', '{"t":"__proto__"}', '{"t":["game"]}',
    '{"t":"constructor"}', '{"t":"steps"}', '{"t":"game","rules":null}']) {
    const { failed } = judge(nonsense);
    assert.ok(failed > 0, nonsense);
  }
});

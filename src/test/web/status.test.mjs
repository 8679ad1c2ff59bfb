import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layout } from '../../main/resources/web/status-layout.js';
import {
  STALE_MS, after, beginning, modelOf, nameOf, overall, sentencesOf,
} from '../../main/resources/web/status-state.js';
import {
  areaPath, groupMarks, linePath, scaleEnd, spanOf, squeeze, timeOf,
} from '../../main/resources/web/status-strip.js';

const CHECKS = ['event-loops', 'cluster', 'bus', 'redis', 'draining', 'database'];
const checks = (bad = {}) => CHECKS.map(name => ({
  name, ok: !(name in bad), sentence: bad[name] ?? `${name} is well.`,
}));
const node = (name, state = 'good', bad = {}) => ({
  node: `${name}-abc123`, state, heardMs: 500, upMs: 60_000, rooms: 4, sockets: 16,
  movesPerSecond: 2.5, takenOver: 0, checks: checks(bad),
});
const server = (address, role, lagMs = null) => ({ address, role, timeline: 1, lagMs });
const DATABASE = {
  writer: 'a:1', sentence: 'The primary answers.',
  endpoints: [server('b:1', 'standby', 4), server('a:1', 'primary')],
  outbox: { entries: 0, oldestMs: 0 },
};
const status = (nodes, database = DATABASE) => ({
  node: 'one-abc123', at: 1_000_000, redis: 'r:1', nodes, database,
});
const WELL = status([node('two'), node('one')]);
const levels = of => sentencesOf(of).map(item => item.level);

test('a sound cluster is good, and each thing is said once', () => {
  assert.deepEqual(sentencesOf(WELL).map(item => item.key), ['status.said.well',
    'status.said.well', 'status.said.redis.good', 'status.said.database.good']);
  assert.deepEqual(new Set(levels(WELL)), new Set(['good']));
  const model = modelOf(WELL);
  assert.deepEqual(model.nodes.map(each => each.name), ['one', 'two']);
  assert.deepEqual(model.servers.map(each => each.address), ['a:1', 'b:1']);
  assert.deepEqual(nameOf('hokm-5d-x2-abc123'), { name: 'hokm-5d-x2', run: 'abc123' });
});

test('the worst comes first, in the words of health', () => {
  const items = sentencesOf(status([node('one'), node('four', 'leaving', { draining: 'Leaves.' }),
    node('two', 'silent'), node('three', 'bad', { redis: 'Node three can save no move.' })]));
  assert.deepEqual(items.slice(0, 3).map(item => [item.level, item.key]), [
    ['bad', 'status.said.redis.bad'], ['unknown', 'status.said.silent'],
    ['warn', 'status.said.draining.bad']]);
  assert.deepEqual(items[0].said, ['Node three can save no move.']);
});

test('a standby that is missed is worth a look though results are written', () => {
  const alone = { ...DATABASE, endpoints: [server('a:1', 'primary'), server('b:1', 'unknown')] };
  const [first] = sentencesOf(status([node('one')], alone));
  assert.deepEqual([first.level, first.key], ['warn', 'status.said.database.warn']);
});

test('a node that was lost is shown until it runs again under its name', () => {
  const lost = { ...node('one', 'gone'), node: 'one-000000' };
  const shown = nodes => modelOf(status(nodes)).nodes.map(each => each.node);
  assert.deepEqual(shown([lost, node('two')]), ['two-abc123', 'one-000000']);
  assert.deepEqual(shown([lost, node('one')]), ['one-abc123']);
});

test('results that wait for long are worth a look, and those of a moment are not', () => {
  const waiting = oldestMs => modelOf(status([node('one')],
    { ...DATABASE, outbox: { entries: 3, oldestMs } })).outbox.level;
  assert.equal(waiting(9_000), 'good');
  assert.equal(waiting(10_000), 'warn');
});

test('Redis is away for all only when no node that is heard has it', () => {
  const lost = { redis: 'No Redis.' };
  const redis = nodes => modelOf(status(nodes)).redis.level;
  assert.equal(redis([node('one', 'bad', lost), node('two')]), 'warn');
  assert.equal(redis([node('one', 'bad', lost), node('two', 'silent')]), 'bad');
  assert.equal(redis([node('one', 'gone')]), 'unknown');
});

test('the last picture stays when nobody answers, but is not called good for long', () => {
  let state = after(beginning(0), 200, WELL, 100);
  assert.equal(overall(state, 200), 'good');
  state = after(state, 0, null, 200);
  assert.equal(state.phase, 'shown');
  assert.equal(state.status, WELL);
  assert.equal(overall(state, 100 + STALE_MS), 'unknown');
});

test('it asks again soon, then more and more seldom, and never stops', () => {
  let state = after(beginning(0), 200, WELL, 0);
  const waits = [];
  for (let i = 0; i < 12; i++) {
    state = after(state, i % 2 ? 0 : 503, null, 0, 1);
    waits.push(state.askAt);
  }
  assert.equal(waits[0], 450);
  assert.ok(waits.every((wait, i) => i === 0 || wait >= waits[i - 1]), String(waits));
  assert.equal(waits.at(-1), 12_000);
  assert.equal(after(state, 200, WELL, 0).askAt, 2_000);
});

test('a server that wants a token is asked again only when there is one', () => {
  const asked = after(beginning(0), 401, null, 0);
  assert.deepEqual([asked.phase, asked.askAt, asked.refused], ['token', null, false]);
  assert.equal(after({ ...asked, sent: true }, 401, null, 0).refused, true);
  assert.equal(after(beginning(0), 403, null, 0).phase, 'closed');
});

const inside = (box, { width, height }) => box.x >= -0.01 && box.y >= 0
  && box.x + box.w <= width + 0.01 && box.y + box.h <= height;
const apart = (a, b) => a.x + a.w <= b.x + 0.01 || b.x + b.w <= a.x + 0.01
  || a.y + a.h <= b.y || b.y + b.h <= a.y;

test('nothing of the picture leaves it or lies on another, at any width, mirrored or not', () => {
  const many = { ...DATABASE, endpoints: [...DATABASE.endpoints, server('c:1', 'standby', 9),
    server('d:1', 'stale')] };
  for (const count of [1, 2, 5]) {
    for (const database of [DATABASE, many, null]) {
      const model = modelOf(status(Array.from({ length: count }, (_, i) => node(`n${i}`)), database));
      for (const width of [310, 360, 599, 640, 930]) {
        for (const mirrored of [false, true]) {
          const plan = layout(model, width, mirrored);
          const boxes = [...plan.nodes, plan.redis, plan.outbox, ...plan.servers];
          boxes.forEach((box, i) => {
            assert.ok(inside(box, plan), `${count} ${width} ${JSON.stringify(box)}`);
            assert.ok(box.w >= 130, `${width} has room for no address`);
            boxes.slice(i + 1).forEach(other => assert.ok(apart(box, other), `${width}`));
          });
        }
      }
    }
  }
});

test('a wire is broken where moves are not saved or results not written, and none leads from the'
  + ' dead', () => {
  const model = modelOf(status([node('one'), node('two', 'bad', { redis: 'No.' }),
    node('three', 'gone')], { ...DATABASE, writer: null,
    endpoints: [server('b:1', 'standby', 4), server('a:1', 'unknown')] }));
  const wires = layout(model, 900).wires.map(wire => `${wire.kind} ${wire.level}`);
  assert.deepEqual(wires, ['saves good', 'saves bad', 'results good', 'writes bad']);
  assert.equal(layout(model, 900).servers[0].server.address, 'a:1');
});

const YOUNG = { slotMs: 5_000, slots: 720, at: 720 * 5_000 + 1_000, first: 715,
  moves: [1, 2, null, 4, 5], marks: [] };
const HISTORY = { ...YOUNG, first: 0, moves: new Array(720).fill(0) };

test('the newest slot stands at the end, and what nobody remembers is a gap', () => {
  assert.deepEqual(timeOf(YOUNG, 'moves').slice(-6), [null, 1, 2, null, 4, 5]);
  const later = { ...YOUNG, at: YOUNG.at + 20_000 };
  assert.deepEqual(timeOf(later, 'moves').slice(-5), [5, null, null, null, null]);
});

test('an hour is shown, and less while the cluster is younger than a quarter of it', () => {
  assert.equal(timeOf(HISTORY, 'moves').length, 720);
  assert.equal(timeOf(YOUNG, 'moves').length, 180);
  assert.equal(spanOf({ ...YOUNG, first: 720 - 180 }), 3_600_000);
});

test('a line is broken where nothing is known, and its scale ends at a plain number', () => {
  assert.equal(linePath([0, 10, null, 5], 30, 10, 10), 'M0 10L10 0M30 5h.1');
  assert.equal(areaPath([0, 10, null, null], 30, 10, 10), 'M0 10L10 0L10 10L0 10Z');
  assert.equal(linePath([null, null], 30, 10, 10), '');
  assert.deepEqual([0, 11, 21, 51, 900].map(most => scaleEnd(most, 10)), [10, 20, 50, 100, 1000]);
});

test('a peak of five seconds is seen on a narrow screen', () => {
  const values = new Array(720).fill(0);
  values[334] = 99;
  const narrow = squeeze(values, 300);
  assert.equal(narrow.length, 300);
  assert.equal(Math.max(...narrow), 99);
});

test('marks that would cover each other are one, as grave as the worst of them', () => {
  const at = minutes => HISTORY.at - minutes * 60_000;
  const mark = (minutes, kind) => ({ at: at(minutes), kind, about: 'x', sentence: '' });
  const groups = groupMarks({ ...HISTORY, marks: [mark(61, 'lost'), mark(30, 'joined'),
    mark(29, 'taken_over'), mark(28.9, 'lost'), mark(1, 'promoted')] }, 600, 40);
  assert.deepEqual(groups.map(group => [Math.round(group.from), group.level, group.marks.length]),
    [[300, 'bad', 3], [590, 'warn', 1]]);
});

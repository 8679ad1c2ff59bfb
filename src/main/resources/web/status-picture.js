// The cluster as a picture, drawn as `layout` has placed it.

import { language, t } from './i18n.js';
import { layout } from './status-layout.js';
import { figure } from './status-words.js';

const SVG = 'http://www.w3.org/2000/svg';
const DOT = 11;

function draw(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  node.append(...children);
  return node;
}

const text = (x, y, words, look, own = {}) =>
  draw('text', { x, y, 'text-anchor': 'middle', class: look, ...own }, String(words));

/** An address is read from the left in every language. */
const latin = (x, y, words, look) => text(x, y, words, `${look} latin`, { direction: 'ltr' });

const fit = (words, width, glyph = 7.6) => {
  const most = Math.max(6, Math.floor(width / glyph));
  return words.length <= most ? words : `${words.slice(0, most - 5)}…${words.slice(-4)}`;
};

const SIGN = { good: '✓', bad: '✕', warn: '!', unknown: '?' };
const SHAPE = {
  good: 'M0-9A9 9 0 1 1 0 9A9 9 0 1 1 0-9Z',
  bad: 'M-4-9H4L9-4V4L4 9H-4L-9 4V-4Z',
  warn: 'M0-10L10 8H-10Z',
  unknown: 'M0-11L11 0L0 11L-11 0Z',
};

/** Told by shape and sign as well as by colour. */
export function badge(level, x, y) {
  return draw('g', { class: `badge ${level}`, transform: `translate(${x} ${y})` },
    draw('path', { d: SHAPE[level] }),
    text(0, level === 'warn' ? 6 : 4.5, SIGN[level], 'sign'));
}

function nodeBox({ node, x, y, w, h }, busiest) {
  const at = x + w / 2;
  const rooms = t('status.rooms', { n: node.rooms });
  const sockets = t('status.sockets', { n: node.sockets });
  const alive = node.state !== 'gone';
  return draw('g', { class: `box node ${node.level} ${node.state}`, 'data-node': node.node },
    draw('title', {}, node.node),
    draw('rect', { x, y, width: w, height: h, rx: 12 }),
    latin(beside({ x, w }), y + 24, fit(node.name, w - 52, 10.5), 'name'),
    badge(node.level, x + (language() === 'fa' ? w - 20 : 20), y + 20),
    text(at, y + 44, t(`status.node.${node.state}`), `state ${node.level}`),
    ...(alive ? roomDots(node, x, y + 64, w, busiest) : []),
    ...(alive ? [text(at, y + 100, `${rooms} · ${sockets}`, 'small'),
      text(at, y + 120, t('status.moves', { n: figure(node.movesPerSecond) }), 'small')]
      : [latin(at, y + 76, node.run, 'small')]));
}

/** A dot a room; too many to count are a bar beside that of the busiest node. */
function roomDots({ rooms }, x, y, w, busiest) {
  const inner = w - 28;
  const inRow = Math.floor(inner / DOT);
  if (rooms > inRow * 2) {
    return [draw('rect', { x: x + 14, y: y - 4, width: inner, height: 12, rx: 6, class: 'track' }),
      draw('rect', { x: x + 14, y: y - 4, width: Math.max(12, inner * rooms / busiest), height: 12,
        rx: 6, class: 'bar' })];
  }
  const shown = Math.min(rooms, inRow);
  const start = x + w / 2 - (shown - 1) * DOT / 2;
  return Array.from({ length: rooms }, (_, i) => draw('circle', {
    cx: start + (i % inRow) * DOT, cy: y + Math.floor(i / inRow) * DOT, r: 4, class: 'room' }));
}

/** A drum, as stores are drawn. */
function drum({ x, y, w, h }, level, kind, ...inside) {
  const rim = 9;
  return draw('g', { class: `box store ${kind} ${level}` },
    draw('path', { d: `M${x} ${y + rim}V${y + h - rim}A${w / 2} ${rim} 0 0 0 ${x + w} `
      + `${y + h - rim}V${y + rim}A${w / 2} ${rim} 0 0 0 ${x} ${y + rim}Z` }),
    draw('ellipse', { cx: x + w / 2, cy: y + rim, rx: w / 2, ry: rim }),
    ...inside);
}

const middle = box => box.x + box.w / 2;
/** Where there is little room the name makes way for the badge. */
const beside = box => middle(box) + (box.w > 180 ? 0 : language() === 'fa' ? -9 : 9);
const corner = ({ x, w }) => x + (language() === 'fa' ? w - 20 : 20);

function redisDrum(box, redis) {
  return drum(box, redis.level, 'redis',
    badge(redis.level, corner(box), box.y + 40),
    text(middle(box), box.y + 38, t(`status.redis.${redis.level}`), 'name'),
    latin(middle(box), box.y + 56, redis.address ?? '?', 'small'));
}

function serverDrum(box) {
  const { server, y, w } = box;
  const lag = server.lagMs === null ? [] : [t('status.lag', { n: figure(server.lagMs) })];
  const timeline = server.timeline === null ? []
    : [t('status.timeline', { n: server.timeline })];
  return drum(box, server.level, `server ${server.role}`,
    badge(server.level, corner(box), y + 35),
    text(beside(box), y + 40, t(`status.server.${server.role}`), 'name'),
    latin(middle(box), y + 59, fit(server.address, w - 12, 7.4), 'small'),
    ...[...timeline, ...lag].map((words, i) => text(middle(box), y + 76 + i * 16, words, 'small')));
}

/** Results in a line; of many, as many as there is room for. */
function outboxQueue(box, { entries, oldestMs, level }) {
  const { x, y, w, h } = box;
  const size = 11;
  const most = Math.floor((w - 28) / (size + 3));
  const shown = Math.min(entries ?? 0, most);
  const start = x + w / 2 - (shown * (size + 3) - 3) / 2;
  const waits = entries === null ? t('status.outbox.unknown')
    : t('status.outbox.entries', { n: entries });
  return draw('g', { class: `box queue ${level}` },
    draw('rect', { x, y: y + 6, width: w, height: h - 12, rx: 12 }),
    badge(level, corner(box), y + 28),
    text(beside(box), y + 32, t('status.outbox'), 'name'),
    ...Array.from({ length: shown }, (_, i) => draw('rect', { x: start + i * (size + 3),
      y: y + 46, width: size, height: size, rx: 2, class: 'result' })),
    text(x + w / 2, y + (entries > 0 ? 76 : 62), entries > 0
      ? `${waits} · ${t('status.seconds', { n: figure(oldestMs / 1000) })}` : waits, 'small'));
}

function wirePath({ from: [x1, y1], to: [x2, y2] }) {
  if (Math.abs(y1 - y2) < 1 || Math.abs(x1 - x2) < 1) return `M${x1} ${y1}L${x2} ${y2}`;
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  return Math.abs(x2 - x1) < Math.abs(y2 - y1) ? `M${x1} ${y1}C${x} ${y1} ${x} ${y2} ${x2} ${y2}`
    : `M${x1} ${y1}C${x1} ${y} ${x2} ${y} ${x2} ${y2}`;
}

function drawWire(wire) {
  // What comes from a far row passes behind others, and is seen only at its end.
  const at = wire.kind === 'saves' ? [wire.to[0], wire.to[1] - 22]
    : [(wire.from[0] + wire.to[0]) / 2, (wire.from[1] + wire.to[1]) / 2];
  return draw('g', { class: `wire ${wire.level} ${wire.kind}${wire.flows ? ' flows' : ''}` },
    draw('path', { d: wirePath(wire), 'marker-end': `url(#tip-${wire.level})` }),
    ...(wire.level === 'good' ? [] : [badge(wire.level, ...at)]));
}

const tip = level => draw('marker', { id: `tip-${level}`, viewBox: '0 0 8 8', refX: 7, refY: 4,
  markerWidth: 7, markerHeight: 7, orient: 'auto', class: `tip ${level}` },
draw('path', { d: 'M0 0L8 4L0 8Z' }));

/** @param width in pixels that there are */
export function drawPicture(model, width) {
  const plan = layout(model, width, language() === 'fa');
  const busiest = Math.max(1, ...model.nodes.map(node => node.rooms));
  return draw('svg', { viewBox: `0 0 ${plan.width} ${plan.height}`, width: plan.width,
    height: plan.height, 'aria-hidden': 'true' },
  draw('defs', {}, ...Object.keys(SIGN).map(tip)),
  ...plan.wires.map(drawWire),
  ...plan.nodes.map(box => nodeBox(box, busiest)),
  redisDrum(plan.redis, model.redis),
  outboxQueue(plan.outbox, model.outbox),
  ...plan.servers.map(serverDrum));
}

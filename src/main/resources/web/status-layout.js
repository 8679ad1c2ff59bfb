// Where everything of the status picture stands. Nodes above; below them Redis, into which they all
// save; below that the way of a result by the outbox into PostgreSQL.

export const GAP = 12;
const NODE = { least: 150, most: 230, height: 132 };
const REDIS = 66;
const PART = 106;
const WIRE = 42;
const WIDE = 600;

/**
 * @param mirrored for a language that is read from the right
 * @return boxes with x, y, w, h, and wires between them with their points
 */
export function layout(model, width, mirrored = false) {
  const nodes = nodeBoxes(model.nodes, width);
  const top = Math.max(0, ...nodes.map(box => box.y + box.h + WIRE));
  const redis = { x: 0, y: top, w: width, h: REDIS };
  const parts = partBoxes(model, width, top + REDIS + WIRE);
  const wires = [...nodes.filter(box => box.node.state !== 'gone').map(box => nodeWire(box, redis)),
    ...partWires(model, redis, parts)];
  const height = Math.max(...[parts.outbox, ...parts.servers].map(box => box.y + box.h)) + 4;
  const all = { width, height, nodes, redis, ...parts, wires };
  return mirrored ? mirror(all) : all;
}

function nodeBoxes(nodes, width) {
  const columns = Math.max(1, Math.min(nodes.length,
    Math.floor((width + GAP) / (NODE.least + GAP))));
  const w = Math.min(NODE.most, (width - GAP * (columns - 1)) / columns);
  const left = (width - columns * w - (columns - 1) * GAP) / 2;
  return nodes.map((node, i) => ({ node, x: left + (i % columns) * (w + GAP),
    y: Math.floor(i / columns) * (NODE.height + GAP), w, h: NODE.height }));
}

/** The outbox, the primary beside it, and its standbys beside or, where there is no room, below. */
function partBoxes(model, width, y) {
  const columns = width >= WIDE && model.servers.length > 1 ? 3 : 2;
  const w = (width - (columns - 1) * WIRE) / columns;
  const column = i => i * (w + WIRE);
  const others = columns === 3 ? i => ({ x: column(2), y: y + i * (PART + GAP) })
    : i => ({ x: column((i + 1) % 2), y: y + PART + WIRE + Math.floor(i / 2) * (PART + GAP) });
  return {
    outbox: { x: 0, y, w, h: PART },
    servers: model.servers.map((server, i) => ({ server, w, h: PART,
      ...(i === 0 ? { x: column(1), y } : others(i - 1)) })),
  };
}

const middle = box => box.x + box.w / 2;

/** Straight down, behind what stands between. */
const nodeWire = (box, redis) => ({
  kind: 'saves',
  from: [middle(box), box.y + box.h],
  to: [middle(box), redis.y],
  level: box.node.state === 'silent' ? 'unknown' : box.node.savesMoves ? 'good' : 'bad',
  flows: box.node.movesPerSecond > 0,
});

function partWires(model, redis, { outbox, servers }) {
  const waits = model.outbox.entries > 0;
  const wires = [{ kind: 'results', from: [middle(outbox), redis.y + redis.h],
    to: [middle(outbox), outbox.y], level: model.redis.level === 'bad' ? 'unknown' : 'good',
    flows: waits }];
  const [first, ...others] = servers;
  if (!first) return wires;
  const { written } = first.server;
  wires.push({ kind: 'writes', ...between(outbox, first), level: written ? 'good' : 'bad',
    flows: written && waits });
  for (const box of written ? others : []) {
    const follows = box.server.role === 'standby';
    wires.push({ kind: 'streams', ...between(first, box),
      level: follows ? 'good' : box.server.level, flows: follows && waits });
  }
  return wires;
}

/** From edge to edge, sideways where they stand beside each other. */
function between(a, b) {
  if (b.y >= a.y + a.h && b.x < a.x + a.w) {
    return { from: [middle(a), a.y + a.h], to: [middle(b), b.y] };
  }
  return { from: [a.x + a.w, a.y + a.h / 2], to: [b.x, b.y + b.h / 2] };
}

function mirror(all) {
  const flip = box => ({ ...box, x: all.width - box.x - box.w });
  const point = ([x, y]) => [all.width - x, y];
  return { ...all, nodes: all.nodes.map(flip), redis: flip(all.redis), outbox: flip(all.outbox),
    servers: all.servers.map(flip),
    wires: all.wires.map(wire => ({ ...wire, from: point(wire.from), to: point(wire.to) })) };
}

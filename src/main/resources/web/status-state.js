// What the status page makes of a server's answer, apart from drawing: how good or bad things are,
// and when to ask again.

export const ASK_MS = 2_000;
/** Two answers that did not come; from then on what is shown may be wrong. */
export const STALE_MS = 6_000;
const RETRY_MS = 300;
const LAST_RETRY_MS = 8_000;

const ORDER = ['bad', 'unknown', 'warn', 'good'];

export const worst = levels =>
  ORDER[Math.min(...levels.map(level => ORDER.indexOf(level)), ORDER.length - 1)];

const NODE_LEVEL = {
  good: 'good', bad: 'bad', leaving: 'warn', silent: 'unknown', gone: 'warn',
};
const SERVER_LEVEL = { primary: 'good', standby: 'good', stale: 'warn' };

/** Everyone says the same of these, so it is told once. */
const SHARED = ['redis', 'database'];

const fresh = node => ['good', 'bad', 'leaving'].includes(node.state);

/** The name that people gave, and what tells one run of it from the next. */
export function nameOf(id) {
  const cut = id.lastIndexOf('-');
  return cut > 0 ? { name: id.slice(0, cut), run: id.slice(cut + 1) } : { name: id, run: '' };
}

/** What the picture shows, with a level for each part. */
export function modelOf(status) {
  const present = new Set(status.nodes.filter(node => node.state !== 'gone')
    .map(node => nameOf(node.node).name));
  // One that runs again is missed no more.
  const nodes = status.nodes.filter(node => node.state !== 'gone'
    || !present.has(nameOf(node.node).name)).map(node => ({ ...node, ...nameOf(node.node),
    level: NODE_LEVEL[node.state] ?? 'unknown', savesMoves: checkOf(node, 'redis')?.ok ?? true }))
    .sort((a, b) => (a.state === 'gone') - (b.state === 'gone') || a.node.localeCompare(b.node));
  const database = status.database ?? { endpoints: [], writer: null };
  const servers = database.endpoints.map(server => ({ ...server,
    written: server.address === database.writer,
    lagMs: database.writer === null ? null : server.lagMs,
    level: SERVER_LEVEL[server.role] ?? 'unknown' }));
  const writer = servers.some(server => server.written);
  // Where nobody is written to, one that does not answer stands where the primary should be.
  const place = server => (server.written ? 0 : server.role === 'standby' ? 1 : writer ? 2 : 0);
  servers.sort((a, b) => place(a) - place(b));
  return {
    nodes,
    servers,
    redis: { address: status.redis, level: redisLevel(nodes.filter(fresh)) },
    outbox: { entries: database.outbox?.entries ?? null,
      oldestMs: database.outbox?.oldestMs ?? null,
      level: outboxLevel(database) },
  };
}

const checkOf = (node, name) => node.checks.find(check => check.name === name);

function redisLevel(nodes) {
  if (nodes.length === 0) return 'unknown';
  const without = nodes.filter(node => !node.savesMoves).length;
  if (without === 0) return 'good';
  return without === nodes.length ? 'bad' : 'warn';
}

/** As health does, ten seconds are called long. */
function outboxLevel({ writer, outbox }) {
  if (outbox?.entries == null) return 'unknown';
  return writer !== null && (outbox.entries === 0 || outbox.oldestMs < 10_000) ? 'good' : 'warn';
}

/**
 * The sentences of health, the worst first. Those of which all is well are gathered by node.
 *
 * @return items of level, key (of the catalogue), node, and said: what health itself says
 */
export function sentencesOf(status) {
  const items = [];
  const add = (level, key, node, said) => items.push({ level, key, node, said });
  const model = modelOf(status);
  for (const node of model.nodes) {
    if (!fresh(node)) {
      add(node.level, `status.said.${node.state}`, node.node, []);
      continue;
    }
    for (const check of node.checks) {
      if (check.ok || SHARED.includes(check.name)) continue;
      add(check.name === 'draining' ? 'warn' : 'bad', keyOf(check), node.node, [check.sentence]);
    }
    const well = node.checks.filter(check => check.ok && !SHARED.includes(check.name));
    add('good', 'status.said.well', node.node, well.map(check => check.sentence));
  }
  SHARED.forEach(name => shared(name, model).forEach(item => items.push(item)));
  return items.sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));
}

function shared(name, model) {
  const all = model.nodes.filter(fresh).map(node => ({ node, check: checkOf(node, name) }))
    .filter(({ check }) => check);
  const bad = all.filter(({ check }) => !check.ok);
  if (bad.length > 0) {
    return bad.slice(0, name === 'database' ? 1 : bad.length).map(({ node, check }) => ({
      level: 'bad', key: keyOf(check), node: node.node, said: [check.sentence] }));
  }
  if (all.length === 0) return [];
  const level = name === 'database' ? databaseLevel(model) : 'good';
  return [{ level, key: level === 'good' ? keyOf(all[0].check) : 'status.said.database.warn',
    node: null, said: [all[0].check.sentence] }];
}

/** It is written, so health is content; whether that would go on after one more loss is another. */
function databaseLevel({ servers, outbox }) {
  const standby = servers.some(server => server.role === 'standby');
  return servers.length > 0 && standby && worst(servers.map(server => server.level)) === 'good'
    && outbox.level === 'good' ? 'good' : 'warn';
}

const keyOf = check => `status.said.${check.name}.${check.ok ? 'good' : 'bad'}`;

/** @param phase loading, shown, token or closed; heardAt and askAt in the page's milliseconds */
export const beginning = now => ({
  phase: 'loading', status: null, heardAt: null, tries: 0, askAt: now, refused: false,
});

/** @param body of a server that answers with this HTTP status; null when nobody answered */
export function after(state, code, body, now, jitter = 0) {
  if (code === 200) {
    return { ...state, phase: 'shown', status: body, heardAt: now, tries: 0, refused: false,
      askAt: now + ASK_MS };
  }
  if (code === 401) return { ...state, phase: 'token', refused: state.sent === true, askAt: null };
  if (code === 403) return { ...state, phase: 'closed', askAt: null };
  const wait = Math.min(RETRY_MS * 2 ** state.tries, LAST_RETRY_MS);
  return { ...state, tries: state.tries + 1, askAt: now + wait * (1 + jitter / 2) };
}

/** How many sentences are of the level that is the worst. */
export const count = (status, level) =>
  sentencesOf(status).filter(item => item.level === level).length;

/** How all is, in one word; what was heard long ago says nothing of now. */
export function overall(state, now) {
  if (state.status === null || silence(state, now) >= STALE_MS) return 'unknown';
  return worst(sentencesOf(state.status).map(item => item.level));
}

export const silence = (state, now) => (state.heardAt === null ? Infinity : now - state.heardAt);

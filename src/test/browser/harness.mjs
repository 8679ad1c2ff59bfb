// Starts Chromium, opens pages that are watched for every fault, and tells the stack what to do.
//
//   node match.test.mjs http://localhost:8080/ [CONTROL [FOLDER-FOR-SCREENSHOTS]]
//
// BrowserIT gives all three, and has installed playwright-core in target/browser; without CONTROL
// only scripts that kill nothing can run. CHROMIUM names the browser.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PATIENCE, Table } from './page.mjs';

const require = createRequire(import.meta.url);
const INSTALLED = fileURLToPath(new URL('../../../target/browser', import.meta.url));
const { chromium } = require(require.resolve('playwright-core', { paths: [INSTALLED] }));

const [url, control, folder = 'shots'] = process.argv.slice(2);
if (!url) {
  console.error(`Usage: node ${basename(process.argv[1])} URL [CONTROL [FOLDER]]`);
  process.exit(2);
}
const SCRIPT = basename(process.argv[1], '.test.mjs');
const TEST_MS = 100_000 * PATIENCE;
const STEP_MS = 20_000 * PATIENCE;
const ROOT = process.getuid?.() === 0;
const FLAGS = [...(ROOT ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-quic',
  '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update',
  '--disable-sync'];

/** A figure for people; BrowserIT prints it. */
export const seen = sentence => console.log(`# Seen: ${sentence}`);

/** Does something to the stack, as Control.java knows it. @return what was killed or found */
export async function tell(...deed) {
  const answer = await fetch(`${control}/${deed.join('/')}`, { method: 'POST' });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${deed.join(' ')}: ${text}`);
  return text;
}

/** What the API answers at a path. */
export const api = async path => (await fetch(new URL(path, url))).json();

/** Asks again and again until the answer is good. */
export async function until(what, ask, millis = STEP_MS) {
  const deadline = Date.now() + millis;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Not within ${millis} ms: ${what}.`);
    await new Promise(go => setTimeout(go, 100));
  }
}

/**
 * A test whose pages must be without fault.
 *
 * @param play takes open(options), which makes a page with a storage of its own; options are those
 *     of Playwright's newContext, and: path, a room's link or other page; target, the points of
 *     the matches that it begins; forgives, what its console may say; device, a page whose storage
 *     it shares
 */
export function browserTest(name, play) {
  test(name, { timeout: TEST_MS }, async () => {
    mkdirSync(folder, { recursive: true });
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS,
    });
    const faults = [];
    const tables = [];
    const open = async options => {
      const table = await openTable(browser, faults, options);
      tables.push(table);
      return table;
    };
    try {
      await play(open);
    } catch (error) {
      await Promise.all(tables.map((table, i) => table.snap(`failed-${i}`).catch(() => {})));
      const before = [...faults, ...tables.flatMap(table => table.refusals)];
      error.message += before.length > 0 ? `\nBefore that: ${before.join('\n')}` : '';
      throw error;
    } finally {
      await browser.close();
    }
    assert.deepEqual(faults, []);
  });
}

async function openTable(browser, faults, options = {}) {
  const { path = '', target = 1, forgives = [], device = null, ...rest } = options;
  const context = device?.page.context() ?? await browser.newContext(
    { viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...rest });
  if (device === null) await context.addInitScript(shorten, target);
  const page = await context.newPage();
  page.setDefaultTimeout(STEP_MS);
  watch(page, faults, forgives);
  const snap = name => page.screenshot({ path: join(folder, `${SCRIPT}-${name}.png`) });
  const table = new Table(page, url, snap);
  await page.goto(new URL(path, url).href);
  return table;
}

/** The page asks for matches to seven points, which take too long here. */
function shorten(target) {
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function sendShort(text) {
    const frame = JSON.parse(text);
    const short = frame.type === 'create_room' ? { ...frame, target } : frame;
    send.call(this, JSON.stringify(short));
  };
}

function watch(page, faults, forgives) {
  const { host } = new URL(url);
  const fault = sentence => faults.push(sentence);
  const home = address => {
    const { protocol, host: at } = new URL(address);
    if (at !== host && protocol !== 'data:' && protocol !== 'blob:') {
      fault(`The page asked for ${address}.`);
    }
  };
  page.on('pageerror', error => fault(`The page threw: ${error.stack}`));
  page.on('console', message => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (forgives.some(pattern => pattern.test(message.text()))) return;
    fault(`The console says: ${message.text()}`);
  });
  page.on('request', request => home(request.url()));
  page.on('websocket', socket => home(socket.url()));
  page.on('response', response => {
    if (response.status() >= 400) fault(`${response.url()} answered ${response.status()}.`);
  });
}

// Plays a whole match against three bots by clicks in a headless Chromium, reloads the page in the
// middle of a trick, and fails unless the same match goes on with its score and cards.
//
//   node play.mjs http://localhost:8080/ FOLDER-FOR-SCREENSHOTS
//
// playwright-core is found beside this file (npm install) or through NODE_PATH; CHROMIUM names the
// browser where it is not /usr/bin/chromium. Prints one JSON line; the exit status is 0 only when
// everything held.

import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { chromium } = createRequire(import.meta.url)('playwright-core');

const [url, folder] = process.argv.slice(2);
if (!url || !folder) {
  console.error('Usage: node play.mjs URL FOLDER');
  process.exit(2);
}
const STEP_MS = 45_000;
const MATCH_MS = Number(process.env.HOKM_MATCH_MS ?? 20 * 60_000);
/** Late enough for a score to be lost, early enough that every match comes to it. */
const RELOAD_FROM_DEAL = 2;

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const faults = [];
const fault = sentence => {
  faults.push(sentence);
  console.error(sentence);
};
const same = (what, before, after) => {
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    fault(`${what} was ${JSON.stringify(before)} and became ${JSON.stringify(after)}.`);
  }
};

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: FLAGS,
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
page.on('pageerror', error => fault(`The page threw: ${error.message}`));
page.on('console', message => {
  if (message.type() === 'error') fault(`The console says: ${message.text()}`);
});
page.on('response', response => {
  if (response.status() >= 400) fault(`${response.url()} answered ${response.status()}.`);
});

const shots = new Set();
async function shot(name) {
  if (shots.has(name)) return;
  shots.add(name);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

const at = id => page.getByTestId(id);
const cardsOf = place => page.locator(`${place} .card`)
  .evaluateAll(cards => cards.map(card => card.dataset.card));

/** What must be the same before and after a reload. */
async function look() {
  const { match, room, seat, deal, score, tricks, cards } =
    await at('table').evaluate(node => ({ ...node.dataset }));
  return {
    match, room, seat, deal, score, tricks, cards,
    trump: await at('trump').getAttribute('data-suit'),
    trick: await cardsOf('[data-testid=trick]'), hand: await cardsOf('[data-testid=hand]'),
  };
}

const report = { match: null, deals: 0, cards: 0, reloads: 0, backMs: null, score: null };

async function reload() {
  const before = await look();
  await shot('4-before-reload');
  const from = Date.now();
  await page.reload();
  await page.locator('.hand .playable').first().waitFor({ timeout: STEP_MS });
  report.backMs = Date.now() - from;
  report.reloads++;
  await shot('5-after-reload');
  const after = await look();
  Object.keys(before).forEach(key => same(`After the reload, ${key}`, before[key], after[key]));
  same('After the reload, the light', 'connected', await at('light').getAttribute('data-state'));
}

/** A click may come to nothing when the server acts for a slow seat; then the loop goes on. */
const click = locator => locator.click({ timeout: 2_000 }).then(() => true, () => false);

async function playCard() {
  const { deal, cards } = await at('table').evaluate(node => ({ ...node.dataset }));
  const middle = Number(cards) > 0;
  if (report.reloads === 0 && Number(deal) >= RELOAD_FROM_DEAL && middle) await reload();
  if (middle) await shot('3-trick');
  const playable = page.locator('.hand .playable');
  const card = playable.nth(Math.max(0, await playable.count() - 1));
  const name = await card.getAttribute('data-card', { timeout: 2_000 }).catch(() => null);
  if (name === null || !await click(card)) return;
  await page.locator(`.hand [data-card="${name}"]`)
    .waitFor({ state: 'detached', timeout: STEP_MS });
  report.cards++;
}

async function nameTrump() {
  await shot('2-naming');
  const suit = (await cardsOf('[data-testid=hand]'))[0];
  const names = { C: 'clubs', D: 'diamonds', H: 'hearts', S: 'spades' };
  const choice = page.locator(`[data-testid=trump-choice][data-suit=${names[suit[1]]}]`);
  if (await click(choice)) await choice.waitFor({ state: 'detached', timeout: STEP_MS });
}

async function nextDeal() {
  const title = at('result');
  if (await title.isVisible()) {
    await at('fair').waitFor({ timeout: 2_000 }).catch(() => {});
    // The result fades in after the last trick was seen.
    if (!shots.has('6-result')) await page.waitForTimeout(1_300);
    await shot('6-result');
    same('The check of the deal', 'true', await at('fair').getAttribute('data-fair',
      { timeout: 500 }).catch(() => 'true'));
  }
  await click(at('next-deal'));
  await at('next-deal').waitFor({ state: 'detached', timeout: STEP_MS });
}

async function play() {
  const until = Date.now() + MATCH_MS;
  const next = page.locator('.hand .playable, [data-testid=naming], [data-testid=next-deal], '
    + '[data-testid=match-end]').first();
  let score = '0-0';
  while (Date.now() < until) {
    await next.waitFor({ timeout: STEP_MS });
    const now = await at('table').evaluate(node => ({ ...node.dataset }));
    if (report.match === null) report.match = now.match;
    same('The match', report.match, now.match);
    const [before, after] = [score, now.score].map(text => text.split('-').map(Number));
    if (after.some((points, team) => points < before[team])) {
      fault(`The score fell from ${score} to ${now.score}.`);
    }
    score = now.score;
    report.deals = Number(now.deal);
    if (await at('match-end').isVisible()) return;
    if (await at('next-deal').isVisible()) await nextDeal();
    else if (await at('naming').isVisible()) await nameTrump();
    else await playCard();
  }
  throw new Error(`The match was not over after ${MATCH_MS} ms.`);
}

async function end() {
  await page.waitForTimeout(1_300);
  await shot('7-match-end');
  report.score = await at('table').getAttribute('data-score');
  if (Math.max(...report.score.split('-').map(Number)) < 7) {
    fault(`The match ended at ${report.score}, before seven points.`);
  }
  if (report.reloads !== 1) fault('No trick was found to reload in.');
  await click(at('play-again'));
  await at('lobby').waitFor({ timeout: STEP_MS });
}

try {
  await page.goto(url);
  await at('name').fill('Sara');
  await shot('1-lobby');
  await at('play-bots').click();
  await play();
  await end();
} catch (error) {
  fault(`The check stopped: ${error.message}`);
  await page.screenshot({ path: join(folder, 'stopped.png') }).catch(() => {});
} finally {
  await browser.close();
}
console.log(JSON.stringify({ passed: faults.length === 0, ...report, faults }));
process.exit(faults.length === 0 ? 0 : 1);

import assert from 'node:assert/strict';
import { browserTest, seen } from './harness.mjs';

const SOON_MS = 15_000;

browserTest('a quick match is played within 15 s, and its bots are called so', async open => {
  const table = await open();
  await table.name('Sara');
  const from = Date.now();
  await table.at('quick-match').click();
  await table.sees('queue');
  await table.sees('table');
  await table.next();
  const took = Date.now() - from;
  seen(`from the click on a quick match to the first thing to do: ${took} ms`);
  assert.ok(took < SOON_MS, `it took ${took} ms`);
  assert.equal(await table.page.locator('.seat .badge', { hasText: 'bot' }).count(), 3);
});

browserTest('without a network the page starts, says so, and comes back by itself', async open => {
  const table = await open({ forgives: [/ERR_INTERNET_DISCONNECTED/] });
  const { page } = table;
  await table.playBots();
  await table.playIntoTrick();
  await page.evaluate(() => navigator.serviceWorker.ready);
  // What is kept for later is what a page with its worker has asked for.
  await page.reload();
  await table.myTurn();
  const before = await table.look();
  await page.context().setOffline(true);
  await page.reload();
  await table.sees('coming');
  await table.sees('banner');
  assert.match(await table.at('banner').innerText(), /offline/);
  assert.equal(await table.light(), 'offline');
  await table.shot('1-offline');
  await page.context().setOffline(false);
  await table.myTurn();
  assert.deepEqual(await table.look(), before);
});

import assert from 'node:assert/strict';
import { browserTest, seen } from './harness.mjs';

browserTest('a reload in mid-trick comes back to the same trick', async open => {
  const table = await open();
  await table.playBots();
  await table.playIntoTrick();
  const before = await table.look();
  await table.shot('1-before');
  const from = Date.now();
  await table.page.reload();
  await table.myTurn();
  seen(`back at the table ${Date.now() - from} ms after the reload`);
  await table.shot('2-after');
  assert.deepEqual(await table.look(), before);
  assert.equal(await table.light(), 'connected');
  const card = await table.playCard();
  assert.ok(before.hand.includes(card));
});

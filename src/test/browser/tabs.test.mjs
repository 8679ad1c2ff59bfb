import assert from 'node:assert/strict';
import { browserTest, until } from './harness.mjs';

browserTest('the same seat in a second tab takes over, and the first says so', async open => {
  const first = await open();
  await first.playBots();
  await first.playIntoTrick();
  const before = await first.look();
  const second = await open({ device: first });
  await second.myTurn();
  assert.deepEqual(await second.look(), before);
  await first.sees('displaced');
  assert.equal(await first.light(), 'displaced');
  await first.shot('1-first');
  const card = await second.playCard();
  assert.ok(before.hand.includes(card));
  await first.at('displaced').getByRole('button').first().click();
  // Until it is back, it shows what it knew when it was displaced.
  await until('the card has left the hand', async () =>
    !(await first.look()).hand.includes(card));
  await first.myTurn();
  await second.sees('displaced');
});

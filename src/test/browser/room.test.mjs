import assert from 'node:assert/strict';
import { browserTest } from './harness.mjs';

browserTest('two browsers sit in one room by its link and play a deal', async open => {
  const host = await open();
  const link = await host.createRoom('Sara');
  await host.shot('1-waiting');
  const guest = await open({ path: link });
  await guest.sit('Farhad');
  await host.page.locator('[data-testid=waiting-seats] .taken').nth(1).waitFor();
  await host.at('fill-bots').click();
  await Promise.all([host, guest].map(each => each.sees('table')));
  const [one, two] = await Promise.all([host.said(), guest.said()]);
  assert.equal(one.match, two.match);
  assert.equal(one.room, two.room);
  assert.notEqual(one.seat, two.seat);
  await Promise.all([host, guest].map(each => each.playToEnd()));
  const [mine, theirs] = await Promise.all([host.said(), guest.said()]);
  assert.equal(mine.score, theirs.score);
  await guest.shot('2-end');
});

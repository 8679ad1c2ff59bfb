import assert from 'node:assert/strict';
import { browserTest, seen } from './harness.mjs';

const MOST = 250 * 1024;

browserTest('the first load brings at most 250 KB until a card can be played', async open => {
  const table = await open({ path: 'about:blank' });
  const { page } = table;
  const wire = await page.context().newCDPSession(page);
  let bytes = 0;
  const files = new Map();
  wire.on('Network.responseReceived', ({ requestId, response }) =>
    files.set(requestId, new URL(response.url).pathname));
  const sizes = [];
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength;
    sizes.push([encodedDataLength, files.get(requestId)]);
  });
  await wire.send('Network.enable');
  await wire.send('Network.setCacheDisabled', { cacheDisabled: false });
  await table.goHome();
  await table.at('play-bots').click({ trial: true });
  const interactive = await page.evaluate(() => Math.round(performance.now()));
  await table.playBots();
  assert.ok(await table.playUntil(async () => await table.next() === 'play'));
  await table.shot('playable');
  const all = bytes + table.frameBytes;
  const largest = sizes.sort(([a], [b]) => b - a).slice(0, 4)
    .map(([size, path]) => `${path} ${size}`).join(', ');
  seen(`first load: ${all} bytes in ${sizes.length} files and ${table.frameBytes} bytes of frames`
    + ` until a card can be played (the largest: ${largest}); interactive after ${interactive} ms`);
  assert.ok(sizes.length > 3, 'no files were counted');
  assert.ok(all <= MOST, `${all} bytes are more than ${MOST}: ${largest}`);
});

import assert from 'node:assert/strict';
import { browserTest } from './harness.mjs';
import { faintTexts } from './measures.mjs';

for (const locale of ['en-GB', 'fa-IR']) {
  browserTest(`every text stands out from its ground as WCAG's AA asks, ${locale}`, async open => {
    const strong = async (table, where) =>
      assert.deepEqual(await table.page.evaluate(faintTexts), [], where);
    const host = await open({ locale });
    await host.sees('lobby');
    await strong(host, 'in the lobby');
    await host.createRoom('Sara');
    await strong(host, 'in the waiting room');
    const table = await open({ locale, target: 2 });
    await table.playBots();
    const done = new Set();
    do {
      const what = await table.next();
      if (!done.has(what)) await strong(table, `at ${what}`);
      done.add(what);
    } while (await table.step());
    assert.ok(done.has('play') && done.has('match-end'));
  });
}

import assert from 'node:assert/strict';
import { browserTest, seen } from './harness.mjs';
import { overflow, reachableCards, smallTargets } from './measures.mjs';

const PHONE = {
  viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2,
};
const FINGER = 44;
const TAPS = 5;

async function fits(table, where) {
  assert.deepEqual(await table.page.evaluate(overflow), { right: 0, below: 0 }, where);
}

for (const locale of ['en-GB', 'fa-IR']) {
  browserTest(`a phone of 360×640 shows the whole table and all can be tapped, ${locale}`,
    async open => {
      const table = await open({ ...PHONE, locale, target: 1 });
      await table.sees('lobby');
      await table.shot(`${locale}-1-lobby`);
      const { right } = await table.page.evaluate(overflow);
      assert.equal(right, 0, 'the lobby is wider than the screen');
      await table.playBots('Sara');
      assert.equal(await table.playUntil(async () => await table.next() === 'play'), true);
      await table.still();
      await table.shot(`${locale}-2-thirteen`);
      await fits(table, 'with thirteen cards');
      assert.deepEqual(await table.page.evaluate(smallTargets, FINGER), []);
      const cards = await table.page.evaluate(reachableCards);
      assert.equal(cards.length, 13);
      const narrow = cards.filter(({ width, height }) => width < FINGER || height < FINGER);
      assert.deepEqual(narrow, [], 'cards of which a finger can reach too little');
      seen(`at 360×640 a finger has ${Math.min(...cards.map(each => each.width))} px or more of`
        + ' every card');
      if (locale === 'fa-IR') return;
      let taps = 0;
      while (await table.next() !== 'match-end') {
        const what = await table.next();
        if (what === 'play' && taps < TAPS) {
          await tap(table);
          if (++taps === 3) await table.shot(`${locale}-3-trick`);
        } else await table.step();
        await fits(table, `after ${what}`);
      }
      await table.shot(`${locale}-4-end`);
      await fits(table, 'at the end');
      assert.equal(taps, TAPS);
    });
}

/** A finger on the first card that may be played; a second time where the first only raises it. */
async function tap(table) {
  const card = await table.page.locator('.hand .playable').first().getAttribute('data-card');
  const node = table.page.locator(`.hand [data-card="${card}"]`);
  for (let times = 0; times < 2 && await node.count() > 0; times++) {
    const spot = (await table.page.evaluate(reachableCards)).find(each => each.card === card);
    if (spot) await table.page.touchscreen.tap(spot.x, spot.y);
    await table.page.locator(`.hand [data-card="${card}"]:not(.raised)`)
      .waitFor({ state: 'detached' });
  }
  await node.waitFor({ state: 'detached' });
}

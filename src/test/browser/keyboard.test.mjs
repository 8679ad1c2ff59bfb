import assert from 'node:assert/strict';
import { browserTest, seen } from './harness.mjs';

const MANY = 40;
const FULL = 13;

/** Goes there as someone who has no mouse: by Tab, and in the hand by arrows. */
async function goTo(page, selector) {
  const there = () => page.evaluate(wanted => document.activeElement?.matches(wanted), selector);
  const inHand = () => page.evaluate(() => document.activeElement?.closest('.hand') != null);
  let presses = 0;
  for (; !await there(); presses++) {
    assert.ok(presses < MANY, `${MANY} keys did not lead to ${selector}`);
    const arrow = selector.startsWith('.hand') && await inHand();
    await page.keyboard.press(arrow ? 'ArrowRight' : 'Tab');
  }
  return presses;
}

/** A table at which we are the first hakem; there are three others who may be. */
async function hakem(open) {
  for (let tries = 0; tries < MANY; tries++) {
    const table = await open();
    const { page } = table;
    await goTo(page, '[data-testid=name]');
    await page.keyboard.type('Sara');
    await goTo(page, '[data-testid=play-bots]');
    await page.keyboard.press('Enter');
    await table.sees('table');
    const { seat } = await table.said();
    if (table.told('hakem_drawn').some(event => String(event.hakem) === seat)) return table;
    await page.context().close();
  }
  throw new Error(`Of ${MANY} matches we were the hakem in none.`);
}

browserTest('a whole deal is played by keyboard alone', async open => {
  const table = await hakem(open);
  const { page } = table;
  let keys = 0;
  let cards = 0;
  let named = false;
  const act = async selector => {
    keys += await goTo(page, selector) + 1;
    await page.keyboard.press('Enter');
  };
  for (let what = await table.next(); what !== 'match-end'; what = await table.next()) {
    if (what === 'next-deal') {
      await act('[data-testid=next-deal]');
      await table.at('next-deal').waitFor({ state: 'detached' });
    } else if (what === 'naming') {
      await act(await table.bestTrump());
      await table.at('naming').waitFor({ state: 'detached' });
      named = true;
    } else {
      const hand = table.page.locator('.hand .card');
      const before = await hand.count();
      // The last that may be played: the arrows lead there.
      const card = await page.locator('.hand .playable').last().getAttribute('data-card');
      await act(`.hand [data-card="${card}"]`);
      await page.locator(`.hand .card:nth-child(${before})`).waitFor({ state: 'detached' });
      cards++;
      if (cards === 2) await table.shot('1-focus');
    }
  }
  assert.ok(named, 'the trump was not named by us');
  assert.ok(cards >= 7 && cards <= FULL, `${cards} cards were played`);
  seen(`a deal by keyboard: ${keys} keys for the trump and ${cards} cards`);
});

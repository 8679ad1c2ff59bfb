import assert from 'node:assert/strict';
import { browserTest } from './harness.mjs';
import { places, visibleTexts } from './measures.mjs';

/** Texts in letters or digits that are not Persian; names, codes and the other language may be. */
async function foreign(table) {
  const texts = await table.page.evaluate(visibleTexts);
  assert.ok(texts.length > 3, 'hardly a text was seen');
  return texts.filter(({ text, lang, own }) => lang === 'fa' && !own && /[A-Za-z0-9]/.test(text))
    .map(({ text }) => text);
}

browserTest('in Persian the page is written from right to left, in its letters and digits',
  async open => {
    const table = await open({ locale: 'fa-IR', target: 2 });
    const html = table.page.locator('html');
    assert.deepEqual([await html.getAttribute('lang'), await html.getAttribute('dir')],
      ['fa', 'rtl']);
    await table.sees('lobby');
    await table.shot('1-lobby');
    assert.deepEqual(await foreign(table), []);
    await table.playBots('سارا');
    await table.playIntoTrick();
    await table.shot('2-trick');
    assert.deepEqual(await foreign(table), []);
    await table.playUntil(async () => await table.next() === 'next-deal');
    await table.shot('3-result');
    assert.deepEqual(await foreign(table), []);
    await table.playToEnd();
    await table.shot('4-end');
    assert.deepEqual(await foreign(table), []);
    for (const score of ['score-us', 'score-them']) {
      assert.match(await table.at(score).first().innerText(), /^[۰-۹]+$/);
    }
  });

browserTest('the table is not mirrored in Persian', async open => {
  const table = await open();
  await table.playBots('Sara');
  await table.playIntoTrick();
  const [english, hand] = [await table.page.evaluate(places), await table.cardsOf('hand')];
  const [left, right] = [english['seat left'], english['seat right']];
  assert.ok(left[0] < right[0], 'the seat at the left is at the right');
  const who = await table.seatAt('right');
  await table.at('language').click();
  await table.page.locator('html[dir=rtl]').waitFor();
  await table.shot('5-same-table');
  const persian = await table.page.evaluate(places);
  assert.deepEqual(Object.keys(persian), Object.keys(english));
  for (const [place, [x, y]] of Object.entries(english)) {
    const [nowX, nowY] = persian[place];
    assert.ok(Math.abs(nowX - x) < 40 && Math.abs(nowY - y) < 40,
      `${place} was at ${x},${y} and is at ${nowX},${nowY}`);
  }
  assert.equal(await table.seatAt('right'), who);
  const order = await table.page.locator('.hand .card').evaluateAll(cards => cards
    .map(card => [card.getBoundingClientRect(), card.dataset.card])
    .sort(([a], [b]) => Math.round(a.top - b.top) || a.left - b.left).map(([, card]) => card));
  assert.deepEqual(order, hand, 'the hand is shown in another order');
});

import assert from 'node:assert/strict';
import { browserTest } from './harness.mjs';
import { places, visibleTexts } from './measures.mjs';

/** No text in other letters or digits; names, codes and the other language's own name may be. */
async function isPersian(table, where) {
  const texts = await table.page.evaluate(visibleTexts);
  assert.ok(texts.length > 3, `hardly a text was seen ${where}`);
  const foreign = texts.filter(({ text, lang, own }) =>
    lang === 'fa' && !own && /[A-Za-z0-9]/.test(text));
  assert.deepEqual(foreign.map(({ text }) => text), [], where);
}

browserTest('in Persian the page is written from right to left, in its letters and digits',
  async open => {
    const table = await open({ locale: 'fa-IR' });
    const html = table.page.locator('html');
    assert.deepEqual([await html.getAttribute('lang'), await html.getAttribute('dir')],
      ['fa', 'rtl']);
    await table.sees('lobby');
    await table.shot('1-lobby');
    await isPersian(table, 'in the lobby');
    await table.playBots('سارا');
    const looked = new Set();
    do {
      const what = await table.next();
      if (looked.has(what)) continue;
      looked.add(what);
      await table.shot(`2-${what}`);
      await isPersian(table, `at ${what}`);
      await table.standsOut(`at ${what}`);
    } while (await table.step());
    for (const score of ['score-us', 'score-them']) {
      assert.match(await table.at(score).first().innerText(), /^[۰-۹]+$/);
    }
  });

browserTest('the table is not mirrored in Persian', async open => {
  const table = await open();
  await table.playBots('Sara');
  await table.playIntoTrick();
  await table.still();
  const [english, hand] = [await table.page.evaluate(places), await table.cardsOf('hand')];
  const [left, right] = [english['seat left'], english['seat right']];
  assert.ok(left[0] < right[0], 'the seat at the left is at the right');
  const { seat } = await table.said();
  const next = place => table.page.locator(`.seat[data-place=${place}]`).getAttribute('data-seat');
  assert.equal(await next('right'), String((Number(seat) + 1) % 4));
  await table.at('language').click();
  await table.page.locator('html[dir=rtl]').waitFor();
  await table.still();
  await table.shot('3-same-table');
  const persian = await table.page.evaluate(places);
  assert.deepEqual(Object.keys(persian), Object.keys(english));
  for (const [place, [x, y]] of Object.entries(english)) {
    const [nowX, nowY] = persian[place];
    assert.ok(Math.abs(nowX - x) < 40 && Math.abs(nowY - y) < 40,
      `${place} was at ${x},${y} and is at ${nowX},${nowY}`);
  }
  assert.equal(await next('right'), String((Number(seat) + 1) % 4));
  const order = await table.page.locator('.hand .card').evaluateAll(cards => cards
    .map(card => [card.offsetTop, card.getBoundingClientRect().left, card.dataset.card])
    .sort(([a, x], [b, y]) => a - b || x - y).map(([, , card]) => card));
  assert.deepEqual(order, hand, 'the hand is shown in another order');
});

import assert from 'node:assert/strict';
import { browserTest, seen, until } from './harness.mjs';

const verdict = page => page.getByTestId('verdict').innerText();

/** Where the replay is: the place in the link, and what is said of it. */
const place = page => page.evaluate(() => ({
  hash: location.hash, told: document.querySelector('[data-testid=told]').textContent,
  hands: document.querySelectorAll('[data-testid=felt] .hand .card').length,
}));

async function replayed(page) {
  await page.getByTestId('replay').waitFor();
  await page.keyboard.press('Home');
  const start = await place(page);
  await page.keyboard.press('t');
  const trick = await place(page);
  assert.equal(trick.hands, 48, 'four cards of 52 are played after the first trick');
  assert.equal(await page.locator('[data-testid=trick] .card').count(), 4);
  await page.keyboard.press('ArrowLeft');
  assert.equal((await place(page)).hands, 48);
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(await place(page), trick);
  await page.reload();
  await page.getByTestId('replay').waitFor();
  assert.deepEqual(await place(page), trick, 'the link leads to the same moment');
  await page.keyboard.press('End');
  assert.match((await place(page)).told, /win the match/);
  await page.keyboard.press('Home');
  assert.deepEqual(await place(page), start);
  await page.getByTestId('play').click();
  await until('it plays by itself', async () => (await place(page)).hash !== start.hash);
  await page.getByTestId('play').click();
}

/** A card of the second trick is given to another seat. */
const tampered = log => log.split('\n').map((line, i, all) =>
  (i === all.findIndex(each => each.includes('"trick"')) + 1
    ? line.replace(/"seat":(\d)/, (found, seat) => `"seat":${(Number(seat) + 1) % 4}`) : line))
  .join('\n');

browserTest('what was played is in the record, can be replayed, and holds when checked',
  async open => {
    const table = await open();
    const { page } = table;
    await table.playBots('Sara');
    const { match } = await table.said();
    await table.playToEnd();
    const log = new URL(`/api/matches/${match}/log`, table.home).href;
    await until('the log has come', async () => (await fetch(log)).ok);
    await table.at('replay').click();
    // The link that was clicked has the same id as what it leads to.
    await page.waitForURL(/\/replay\?/);
    await replayed(page);
    await table.shot('1-replay');

    await page.getByTestId('check').click();
    assert.match(await verdict(page), /Everything holds/);
    await table.shot('2-check');
    await page.locator('#by-text summary').click();
    await page.getByTestId('log').fill(tampered(await (await fetch(log)).text()));
    await page.getByTestId('check-log').click();
    await until('it is blamed', async () => /does not hold/.test(await verdict(page)));
    assert.match(await page.locator('#first').innerText(), /out of turn|did not hold/);
    await table.shot('3-tampered');

    await page.goto(new URL('/record', table.home).href);
    await page.getByTestId('match').first().waitFor();
    assert.equal(await page.getByTestId('figure-matches').locator('dd').innerText(), '1');
    assert.equal(await page.getByTestId('match').getAttribute('data-match'), match);
    await page.getByTestId('language').click();
    await until('it is in Persian', () => page.evaluate(() => document.documentElement.dir === 'rtl'));
    assert.equal(await page.getByTestId('figure-matches').locator('dd').innerText(), '۱');
    await table.shot('4-record');
    seen(`a match in the record as ${await page.getByTestId('match').first().innerText()
      .then(text => text.replaceAll('\n', ' '))}`);
  });

import assert from 'node:assert/strict';
import { api, browserTest, seen, until } from './harness.mjs';

browserTest('a match is played to its end by clicks', async open => {
  const table = await open({ target: 2 });
  await table.shot('1-lobby');
  await table.playBots();
  let score = [0, 0];
  let cards = 0;
  const looked = new Set();
  const { match } = await table.said();
  do {
    const now = await table.said();
    assert.equal(now.match, match);
    const points = now.score.split('-').map(Number);
    assert.ok(points.every((each, team) => each >= score[team]), `${score} became ${points}`);
    score = points;
    const what = await table.next();
    if (what === 'play') cards++;
    if (!looked.has(what)) await table.standsOut(`at ${what}`);
    if (!looked.has(what) || cards === 4) await table.shot(`2-${what}`);
    looked.add(what);
  } while (await table.step());
  assert.ok(Math.max(...(await table.said()).score.split('-').map(Number)) >= 2);
  assert.ok(cards >= 7, `the match was over after ${cards} cards`);
  await until('the match is told', async () =>
    (await api('/api/matches?limit=100')).matches.some(each => each.id === match));
  seen(`a match of ${(await table.said()).deal} deals, ${cards} cards of ours`);
  await table.at('play-again').click();
  await table.sees('lobby');
});

browserTest('a trick that was won stays for a second at least, and goes at a tap', async open => {
  const table = await open();
  const { page } = table;
  await table.playBots();
  await table.playIntoTrick();
  table.patient = true;
  const lies = await page.evaluateHandle(() => {
    const times = [];
    const trick = document.querySelector('[data-testid=trick]');
    new MutationObserver(() => times.push([performance.now(), trick.classList.contains('done')]))
      .observe(trick, { attributes: true, attributeFilter: ['class'] });
    return times;
  });
  const held = async () => {
    const all = await lies.jsonValue();
    const from = all.find(([, done]) => done)?.[0];
    return from && all.find(([at, done]) => !done && at > from)?.[0] - from;
  };
  await table.playCard();
  const stayed = await until('the trick has gone', held);
  assert.ok(stayed >= 1_000, `the trick stayed for ${stayed} ms`);
  await table.next();
  await lies.evaluate(times => { times.length = 0; });
  table.patient = false;
  await table.playCard();
  const skipped = await until('the trick has gone at a tap', async () => {
    await table.next();
    return held();
  });
  assert.ok(skipped < 1_000, `though tapped, the trick stayed for ${skipped} ms`);
  seen(`a trick stays for ${Math.round(stayed)} ms, tapped for ${Math.round(skipped)} ms`);
});

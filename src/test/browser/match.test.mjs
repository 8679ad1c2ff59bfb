import assert from 'node:assert/strict';
import { api, browserTest, seen, until } from './harness.mjs';

browserTest('a match is played to its end by clicks', async open => {
  const table = await open({ target: 2 });
  await table.shot('1-lobby');
  await table.playBots();
  let score = [0, 0];
  let cards = 0;
  const { match } = await table.said();
  do {
    const now = await table.said();
    assert.equal(now.match, match);
    const points = now.score.split('-').map(Number);
    assert.ok(points.every((each, team) => each >= score[team]), `${score} became ${points}`);
    score = points;
    if (await table.next() === 'play') cards++;
    if (cards === 3) await table.shot('2-trick');
    if (await table.next() === 'next-deal') await table.shot('3-result');
  } while (await table.step());
  await table.shot('4-end');
  assert.ok(Math.max(...(await table.said()).score.split('-').map(Number)) >= 2);
  assert.ok(cards >= 7, `the match was over after ${cards} cards`);
  await until('the match is told', async () =>
    (await api('/api/matches?limit=100')).matches.some(each => each.id === match));
  await table.at('play-again').click();
  await table.sees('lobby');
  seen(`a match of ${(await table.said()).deal} deals, ${cards} cards of ours`);
});

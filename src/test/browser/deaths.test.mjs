// Kills the room's node, the gateway's and the primary one after another under one open page, and
// plays the match on it to its end. HOKM_DEATHS=8 plays up to eight until one is won; HOKM_KILLS=room,primary
// kills only those.

import assert from 'node:assert/strict';
import { api, browserTest, seen, tell, until } from './harness.mjs';
import { choose } from './player.mjs';

const ATTEMPTS = Number(process.env.HOKM_DEATHS ?? 1);
const WANTED = process.env.HOKM_KILLS?.split(',');

const KILLS = [
  ['room', async table => tell('kill/owner', (await table.said()).room)],
  ['gateway', table => tell('kill/node', table.node)],
  ['primary', () => tell('kill/primary')],
].filter(([name]) => WANTED?.includes(name) ?? true);

/** The blow falls in the middle of a trick, and what is on the table stays there. */
async function survive(table, name, kill, attempt) {
  await table.playIntoTrick(choose);
  const before = await table.look();
  const killed = await kill(table);
  await table.snap(`${attempt}-${name}-killed`);
  await until('the light is green', async () => await table.light() === 'connected');
  await table.myTurn();
  assert.deepEqual(await table.look(), before, `after the death of ${killed}`);
  assert.ok(before.hand.includes(await table.playCard(choose)));
  seen(`${name}: ${killed} was killed, and the next card was taken`);
}

browserTest('a match goes on while three servers die under its open page', async open => {
  const table = await open({ target: 2 });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await tell('settle');
    await table.playBots();
    const { match, seat } = await table.said();
    for (const [name, kill] of KILLS) await survive(table, name, kill, attempt);
    await table.playToEnd(choose);
    await table.shot(`${attempt}-end`);
    const score = (await table.said()).score.split('-').map(Number);
    const won = score[seat % 2] > score[1 - seat % 2];
    const told = await until('the match is told', async () =>
      (await api('/api/matches?limit=100')).matches?.find(each => each.id === match), 40_000);
    seen(`match ${match} ended ${score.join(' to ')} and was ${won ? 'won' : 'lost'}; the API says`
      + ` ${JSON.stringify(told).slice(0, 120)}`);
    if (won) return;
    await table.at('play-again').click();
    await table.sees('lobby');
  }
});

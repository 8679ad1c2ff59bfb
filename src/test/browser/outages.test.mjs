import assert from 'node:assert/strict';
import { api, browserTest, seen, tell, until } from './harness.mjs';

/** A page in the middle of a trick whose room is at another node than its socket. */
async function apart(open) {
  await tell('settle');
  const table = await open({ target: 1 });
  await table.playBots();
  await table.playIntoTrick();
  const { room } = await table.said();
  await until('room and socket are at two nodes', async () => {
    if (await tell('owner', room) !== table.node) return true;
    // One request more, so that the balancer's turn is not the same each time.
    await api('/api/leaderboard');
    await table.page.reload();
    await table.myTurn();
    return false;
  });
  await table.listen();
  return { table, room };
}

/** The same trick is there, and the next card is taken. */
async function goesOn(table, before) {
  await until('the light is green', async () => await table.light() === 'connected');
  await table.myTurn();
  assert.deepEqual(await table.look(), before);
  const card = await table.playCard();
  assert.ok(before.hand.includes(card), 'no card could be played');
}

browserTest('the room’s node is killed, and play goes on in the same trick', async open => {
  const { table, room } = await apart(open);
  const before = await table.look();
  const gateway = table.node;
  const killed = await tell('kill/owner', room);
  const from = Date.now();
  await goesOn(table, before);
  seen(`${Date.now() - from} ms from the death of the room’s node to the next card, played`);
  assert.equal(table.node, gateway, 'the socket broke though its node lives');
  assert.notEqual(await tell('owner', room), killed);
  // A table that is at its new place before half a second has passed is not talked about.
  const said = await table.lights();
  assert.ok(said.every(each => ['connected', 'moving'].includes(each)), said.join());
});

browserTest('the room’s node freezes, and the light says so until another has it', async open => {
  const { table, room } = await apart(open);
  const before = await table.look();
  const frozen = await tell('freeze/owner', room);
  const card = table.playCard();
  await until('the light says moving', async () => await table.light() === 'moving');
  await table.at('banner').waitFor();
  assert.match(await table.at('banner').innerText(), /the table moves to another/);
  await table.shot('moving');
  assert.ok(before.hand.includes(await card), 'the card that was played meanwhile is not taken');
  await until('the light is green', async () => await table.light() === 'connected');
  assert.notEqual(await tell('owner', room), frozen);
  assert.deepEqual(await table.lights(), ['connected', 'moving', 'connected']);
});

browserTest('the gateway’s node is killed, and the page comes back by itself', async open => {
  const { table } = await apart(open);
  const before = await table.look();
  const gateway = await tell('kill/node', table.node);
  const from = Date.now();
  await until('the light says that it comes back', async () =>
    (await table.lights()).includes('reconnecting'));
  await goesOn(table, before);
  seen(`${Date.now() - from} ms from the death of the gateway’s node to the next card, played`);
  assert.notEqual(table.node, gateway);
});

browserTest('the primary is killed, and the finished match is told', async open => {
  await tell('settle');
  const table = await open({ target: 1 });
  await table.playBots();
  await table.playIntoTrick();
  const { match } = await table.said();
  await table.listen();
  const killed = await tell('kill/primary');
  await table.playToEnd();
  assert.deepEqual(await table.lights(), ['connected'], 'the players were told of the database');
  await until('the match is told', async () =>
    (await api('/api/matches?limit=100')).matches?.some(each => each.id === match), 40_000);
  const [{ sentence }] = (await api('/db-health')).checks;
  assert.match(sentence, /^The primary at \S+ answers/);
  assert.ok(!sentence.startsWith(`The primary at ${killed} `), `none was promoted: ${sentence}`);
});

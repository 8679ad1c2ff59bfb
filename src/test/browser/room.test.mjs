import assert from 'node:assert/strict';
import { browserTest, until } from './harness.mjs';

/** Two people at one table, opposite each other; bots have the other seats. */
async function pair(open, options = {}) {
  const host = await open(options);
  const link = await host.createRoom('Sara');
  const guest = await open({ path: link });
  await guest.sit('Farhad', 2);
  await host.at('seat-2').getByText('Farhad').waitFor();
  await host.shot('1-waiting');
  await host.at('fill-bots').click();
  await Promise.all([host, guest].map(each => each.sees('table')));
  return { host, guest, link };
}

browserTest('two browsers sit in one room by its link, play a match, and another', async open => {
  const { host, guest } = await pair(open);
  const [one, two] = await Promise.all([host.said(), guest.said()]);
  assert.deepEqual([one.match, one.room, one.seat, two.seat], [two.match, two.room, '0', '2']);
  await Promise.all([host, guest].map(each => each.playToEnd()));
  const [mine, theirs] = await Promise.all([host.said(), guest.said()]);
  assert.equal(mine.score, theirs.score);
  await host.at('rematch').click();
  await host.sees('rematch-waits');
  await guest.at('rematch').click();
  await Promise.all([host, guest].map(each => each.at('match-end').waitFor({ state: 'detached' })));
  const [again, there] = await Promise.all([host.said(), guest.said()]);
  assert.notEqual(again.match, one.match);
  assert.deepEqual([again.match, again.room, again.seat, there.seat],
    [there.match, one.room, '0', '2']);
});

browserTest('who watches sees no hand, a trick late; words are heard unless muted', async open => {
  const { host, guest, link } = await pair(open, { target: 7 });
  const watcher = await open({ path: link });
  await watcher.sees('table');
  const early = () => host.told('trick_won').length < 3;
  await Promise.all([host, guest].map(each => each.playWhile(early)));
  await until('the watcher is told of a trick', () => watcher.told('trick_won').length > 0);
  await watcher.shot('2-watching');
  assert.deepEqual(await watcher.cardsOf('hand'), []);
  assert.deepEqual(watcher.told('cards_dealt').filter(event => event.cards), []);
  const late = host.told('trick_won').length - watcher.told('trick_won').length;
  assert.ok(late >= 1, 'a trick was told to the watcher as soon as to the players');
  const open4 = host.told('card_played').slice(0, 4 * watcher.told('trick_won').length);
  assert.deepEqual(watcher.told('card_played').map(event => event.card),
    open4.map(event => event.card));

  await guest.at('emotes').click();
  await guest.at('emote-hello').click();
  await host.sees('bubble');
  await host.at('emotes').click();
  await host.at('mute-2').click();
  await host.at('bubble').waitFor({ state: 'detached' });
  await guest.at('emotes').click();
  await guest.at('emote-thanks').click();
  await watcher.at('bubble').and(watcher.page.locator('[data-emote=thanks]')).waitFor();
  assert.equal(await host.at('bubble').count(), 0, 'a word of a muted seat was shown');
});

browserTest('a bot plays on for who leaves, and the others go on', async open => {
  const { host, guest } = await pair(open);
  await guest.at('leave').click();
  await guest.at('confirm-leave').click();
  await guest.sees('lobby');
  await host.playToEnd();
  await host.shot('3-left');
  assert.ok(Math.max(...(await host.said()).score.split('-').map(Number)) >= 1);
});

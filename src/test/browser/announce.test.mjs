import assert from 'node:assert/strict';
import { browserTest, seen } from './harness.mjs';
import { listenToLiveRegions } from './measures.mjs';

const TRICKS = 3;

const RANKS = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'jack',
  'queen', 'king', 'ace'];
const SUITS = { C: 'clubs', D: 'diamonds', H: 'hearts', S: 'spades' };
const spoken = ([rank, suit]) => `${RANKS['23456789TJQKA'.indexOf(rank)]} of ${SUITS[suit]}`;

browserTest('live regions announce whose turn it is, each card and who took the trick',
  async open => {
    const table = await open();
    const { page } = table;
    await page.evaluate(listenToLiveRegions);
    await table.playBots('Sara');
    const enough = () => table.told('trick_won').length >= TRICKS;
    assert.ok(await table.playUntil(enough), `no ${TRICKS} tricks were played`);
    // The page tells what it shows, and it shows a trick some time after it has heard of it.
    await page.waitForFunction(last => window.announced.some(each => each.includes(last)),
      `takes trick ${TRICKS}`);
    const announced = await page.evaluate(() => window.announced);
    const all = announced.join('\n');
    const { seat } = await table.said();
    const turns = table.told('card_played').filter(event => String(event.seat) === seat).length;
    const missing = table.told('card_played')
      .slice(0, 4 * TRICKS).filter(event => String(event.seat) !== seat)
      .map(({ card }) => spoken(card)).filter(label => !all.includes(label));
    assert.deepEqual(missing, [], `cards of others that were not announced in:\n${all}`);
    const mine = announced.filter(text => /your turn/i.test(text)).length;
    assert.ok(mine >= turns, `our turn was announced ${mine} times of ${turns} in:\n${all}`);
    const winners = announced.filter(text => /trick/i.test(text)).length;
    assert.ok(winners >= TRICKS, `tricks were announced ${winners} times in:\n${all}`);
    seen(`announced in ${TRICKS} tricks: ${announced.slice(-6).join(' | ')}`);
  });

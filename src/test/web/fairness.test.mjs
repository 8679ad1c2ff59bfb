// Run: node --test src/test/web. The figures come from hokm.rules.Fairness.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dealIsFair, deckOf } from '../../main/resources/web/fairness.js';

const SALTS = ['0a1b', '', 'ff', '00112233445566778899aabbccddeeff'];
const DECK = ('AC,JS,TS,AD,4S,TD,9S,TC,QH,9H,QS,JH,9D,2S,7C,KC,6D,TH,7D,6S,4C,JC,6C,8C,JD,8H,6H,KH,'
  + '5D,2C,2D,3S,4D,3C,QD,AH,KD,4H,QC,3D,AS,5H,KS,5S,9C,7S,7H,8D,5C,3H,2H,8S').split(',');
const DEAL = {
  no: 3, secret: 'a secret of the server', salts: SALTS, deck: DECK,
  nonce: '1bab5a83229d0d6cd3b3e268c8ed60d5a9edbba9b3ee68ed69ab503002577549',
  secretCommit: '5a9486067a14caf0005cafae7cd2dab39a06fb8424738230361922187333a329',
  commit: '935cf72f68ca7674eae3dd7ca57e94ec4c200d3f0c044e54b1d1fad93da71c6e',
};

test('the browser shuffles as the server does', async () => {
  assert.deepEqual(await deckOf(DEAL.secret, 3, 1, SALTS), DECK);
});

test('a deal that is what was committed to is fair', async () => {
  assert.equal(await dealIsFair(DEAL, 0, ['0a1b']), true);
  assert.equal(await dealIsFair(DEAL, 1, null), true);
});

test('a salt of mine that came a deal late is mine all the same', async () => {
  assert.equal(await dealIsFair(DEAL, 0, ['0a1b', 'beef']), true);
});

test('another secret, deck, nonce or salt is noticed', async () => {
  const swapped = [DECK[1], DECK[0], ...DECK.slice(2)];
  assert.equal(await dealIsFair({ ...DEAL, secret: 'another' }, 0, ['0a1b']), false);
  assert.equal(await dealIsFair({ ...DEAL, deck: swapped }, 0, ['0a1b']), false);
  assert.equal(await dealIsFair({ ...DEAL, deck: swapped, commit: null }, 0, ['0a1b']), false);
  assert.equal(await dealIsFair({ ...DEAL, nonce: '00' }, 0, ['0a1b']), false);
  assert.equal(await dealIsFair(DEAL, 0, ['beef']), false);
});

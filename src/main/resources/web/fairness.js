// Checks a revealed deal: the secret is the one committed to before the salts were known, my salt
// is among the salts, the deck follows from both, and it is the deck committed to.

import { DECK } from './cards.js';
import { hex, hmac, sha256 } from './sha256.js';

/** Fisher–Yates from the last place down; a word that would favour some places is passed over. */
export function deckOf(secret, no, attempt, salts) {
  const message = [no, attempt, ...salts].join('|');
  let words = [];
  let blocks = 0;
  const deck = [...DECK];
  for (let last = deck.length - 1; last > 0; last--) {
    const bound = last + 1;
    const fair = Math.floor(2 ** 32 / bound) * bound;
    let word = fair;
    while (word >= fair) {
      if (words.length === 0) {
        const block = new DataView(hmac(secret, `${message}|${blocks++}`).buffer);
        words = Array.from({ length: 8 }, (_, i) => block.getUint32(4 * i));
      }
      word = words.shift();
    }
    [deck[last], deck[word % bound]] = [deck[word % bound], deck[last]];
  }
  return deck;
}

/** Five cards may be thrown in twice, so the deck in play is one of three. */
function attemptOf(secret, no, nonce) {
  const found = [0, 1, 2].find(attempt => hex(hmac(secret, `nonce|${no}|${attempt}`)) === nonce);
  return found ?? null;
}

/**
 * @param result as the state holds it after deck_revealed
 * @param mySalts those that this browser gave lately, of which one that was long on its way may
 *   have come to a later deal than it was meant for; null when it no longer has them
 */
export function dealIsFair(result, seat, mySalts) {
  const { no, deck, nonce, secret, salts } = result;
  if (mySalts && salts[seat] !== '' && !mySalts.includes(salts[seat])) return false;
  if (result.secretCommit && sha256(secret) !== result.secretCommit) return false;
  if (result.commit && sha256(`${deck.join(',')}|${nonce}`) !== result.commit) return false;
  const attempt = attemptOf(secret, no, nonce);
  if (attempt === null) return false;
  return deckOf(secret, no, attempt, salts).join() === deck.join();
}

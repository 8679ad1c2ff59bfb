// Checks a revealed deal: the secret is the one committed to before the salts were known, my salt
// is among the salts, the deck follows from both, and it is the deck committed to.

import { DECK } from './cards.js';

const bytes = text => new TextEncoder().encode(text);
const hex = buffer => [...new Uint8Array(buffer)]
  .map(byte => byte.toString(16).padStart(2, '0')).join('');
const sha256 = async text => hex(await crypto.subtle.digest('SHA-256', bytes(text)));

async function hmacWith(secret) {
  const key = await crypto.subtle.importKey('raw', bytes(secret),
    { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return message => crypto.subtle.sign('HMAC', key, bytes(message));
}

/** Fisher–Yates from the last place down; a word that would favour some places is passed over. */
export async function deckOf(secret, no, attempt, salts) {
  const hmac = await hmacWith(secret);
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
        const block = new DataView(await hmac(`${message}|${blocks++}`));
        words = Array.from({ length: 8 }, (_, i) => block.getUint32(4 * i));
      }
      word = words.shift();
    }
    [deck[last], deck[word % bound]] = [deck[word % bound], deck[last]];
  }
  return deck;
}

/** Five cards may be thrown in twice, so the deck in play is one of three. */
async function attemptOf(secret, no, nonce) {
  const hmac = await hmacWith(secret);
  for (const attempt of [0, 1, 2]) {
    if (hex(await hmac(`nonce|${no}|${attempt}`)) === nonce) return attempt;
  }
  return null;
}

/**
 * @param result as the state holds it after deck_revealed
 * @param mySalt null when this browser no longer has it
 * @return null where the browser offers no hashes, which it does on https and localhost only
 */
export async function dealIsFair(result, seat, mySalt) {
  if (!globalThis.crypto?.subtle) return null;
  const { no, deck, nonce, secret, salts } = result;
  if (mySalt && salts[seat] !== '' && salts[seat] !== mySalt) return false;
  if (result.secretCommit && await sha256(secret) !== result.secretCommit) return false;
  if (result.commit && await sha256(`${deck.join(',')}|${nonce}`) !== result.commit) return false;
  const attempt = await attemptOf(secret, no, nonce);
  if (attempt === null) return false;
  return (await deckOf(secret, no, attempt, salts)).join() === deck.join();
}

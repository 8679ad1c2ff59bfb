// What this browser remembers: who plays here, and what a reload must not forget. The device's
// secret is all that proves who somebody is; it never leaves for anywhere but the server.

const DEVICE = 'hokm.device';
const NAME = 'hokm.name';
const PLAYER = 'hokm.player';
const SALTS = 'hokm.salts';
const SALTS_KEPT = 8;
const SUITS = 'hokm.suits';

/** A browser that stores nothing can play; only a reload forgets the seat. */
const memory = new Map();

function read(storage, key) {
  try {
    return JSON.parse(storage().getItem(key)) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

function write(storage, key, value) {
  memory.set(key, value);
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, JSON.stringify(value));
  } catch {
    // The memory has it.
  }
}

const tab = () => sessionStorage;
const browser = () => localStorage;

/** 256 random bits as base64url, drawn once for this browser. */
export function device() {
  const known = read(browser, DEVICE);
  if (known !== null) return known;
  const drawn = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(String.fromCharCode(...drawn))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  write(browser, DEVICE, text);
  return text;
}

/** Whether this browser has played before. */
export const known = () => read(browser, PLAYER) !== null;
export const myName = () => read(browser, NAME);
export const rename = name => write(browser, NAME, name);
export const isPlayer = player => write(browser, PLAYER, player);

/** The salt of a deal, drawn once: a reload must not contribute another. */
export function saltFor(room, match, deal) {
  const held = mySalt(room, match, deal);
  if (held) return held;
  const drawn = crypto.getRandomValues(new Uint8Array(16));
  const salt = [...drawn].map(byte => byte.toString(16).padStart(2, '0')).join('');
  write(tab, SALTS, [...(read(tab, SALTS) ?? []), { room, match, deal, salt }].slice(-SALTS_KEPT));
  return salt;
}

const saltOf = (room, match, deal) => each =>
  each.room === room && each.match === match && each.deal === deal;

/** @return null when the salt of that deal is not remembered */
export const mySalt = (room, match, deal) =>
  (read(tab, SALTS) ?? []).find(saltOf(room, match, deal))?.salt ?? null;

/** @return those that were given in the room, up to that deal's; null when that is not remembered */
export function saltsUntil(room, match, deal) {
  const here = (read(tab, SALTS) ?? []).filter(each => each.room === room);
  const last = here.findIndex(saltOf(room, match, deal));
  return last < 0 ? null : here.slice(0, last + 1).map(each => each.salt);
}

/** In which order the suits of this deal's hand lie, so that a reload does not change it. */
export function keepSuits({ match, deal, suits }) {
  const held = read(tab, SUITS);
  if (held?.match === match && held.deal === deal && held.suits.join() === suits.join()) return;
  write(tab, SUITS, { match, deal, suits });
}

export function suitsOf(match, deal) {
  const held = read(tab, SUITS);
  return held !== null && held.match === match && held.deal === deal ? held.suits : null;
}

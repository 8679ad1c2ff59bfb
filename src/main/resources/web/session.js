// What this browser remembers. A tab has its own session, so that two tabs may be two players;
// the newest is kept beside it for a browser that was closed.

const KEY = 'hokm.session';

function read(storage, key) {
  try {
    return JSON.parse(storage().getItem(key));
  } catch {
    return null;
  }
}

function write(storage, key, value) {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, JSON.stringify(value));
  } catch {
    // A browser that stores nothing can play; only a reload forgets the seat.
  }
}

const tab = () => sessionStorage;
const browser = () => localStorage;

/** @return {token, name} of this tab, or null */
export const mySession = () => read(tab, KEY);
/** @return the session that some tab of this browser had last, or null */
export const lastSession = () => read(browser, KEY);

export function remember(session) {
  write(tab, KEY, session);
  write(browser, KEY, session);
}

export function forget() {
  if (lastSession()?.token === mySession()?.token) write(browser, KEY, null);
  write(tab, KEY, null);
}

/** The salt of a deal, drawn once: a reload must not contribute another. */
export function saltFor(room, match, deal) {
  const held = mySalt(room, match, deal);
  if (held) return held;
  const drawn = crypto.getRandomValues(new Uint8Array(16));
  const salt = [...drawn].map(byte => byte.toString(16).padStart(2, '0')).join('');
  write(tab, 'hokm.salt', { room, match, deal, salt });
  return salt;
}

/** @return null when the salt of that deal is not remembered */
export function mySalt(room, match, deal) {
  const held = read(tab, 'hokm.salt');
  const same = held?.room === room && held.match === match && held.deal === deal;
  return same ? held.salt : null;
}

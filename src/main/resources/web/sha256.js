// SHA-256 (FIPS 180-4) and HMAC over it (RFC 2104), of text as UTF-8, in hex. Browsers have their
// own, but keep it from pages that came over plain http, such as those of a friend's machine.

const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab,
  0x5be0cd19];

/** The first 32 bits of the fractions of the cube roots of the first 64 primes. */
const K = (() => {
  const primes = [];
  for (let n = 2; primes.length < 64; n++) {
    if (primes.every(prime => n % prime !== 0)) primes.push(n);
  }
  return primes.map(prime => ((Math.cbrt(prime) % 1) * 2 ** 32) >>> 0);
})();

const utf8 = text => new TextEncoder().encode(text);
const turn = (word, by) => (word >>> by) | (word << (32 - by));

function padded(bytes) {
  const all = new Uint8Array((bytes.length + 72) & ~63);
  all.set(bytes);
  all[bytes.length] = 0x80;
  new DataView(all.buffer).setBigUint64(all.length - 8, BigInt(bytes.length) * 8n);
  return new DataView(all.buffer);
}

function schedule(data, at) {
  const w = Array.from({ length: 16 }, (_, i) => data.getUint32(at + 4 * i));
  for (let i = 16; i < 64; i++) {
    const low = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
    const high = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
    w.push((w[i - 16] + low + w[i - 7] + high) | 0);
  }
  return w;
}

function block(state, w) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (state[i] + word) | 0);
}

function digest(bytes) {
  const data = padded(bytes);
  let state = START;
  for (let at = 0; at < data.byteLength; at += 64) state = block(state, schedule(data, at));
  const out = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => out.setInt32(4 * i, word));
  return new Uint8Array(out.buffer);
}

const joined = (one, other) => {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
};

export const hex = bytes => [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
export const sha256 = text => hex(digest(utf8(text)));

/** @return 32 bytes */
export function hmac(key, message) {
  const long = utf8(key);
  const pad = new Uint8Array(64);
  pad.set(long.length > 64 ? digest(long) : long);
  const inner = digest(joined(pad.map(byte => byte ^ 0x36), utf8(message)));
  return digest(joined(pad.map(byte => byte ^ 0x5c), inner));
}

import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import { hex, hmac, sha256 } from '../../main/resources/web/sha256.js';

test('texts of every length around a block have the hash that Node.js gives', () => {
  for (let length = 0; length < 200; length++) {
    const text = 'حکم ♠'.repeat(9).slice(0, length % 30) + 'x'.repeat(length);
    assert.equal(sha256(text), createHash('sha256').update(text).digest('hex'), `${length}`);
  }
  const long = 'deal '.repeat(40_000);
  assert.equal(sha256(long), createHash('sha256').update(long).digest('hex'));
});

test('short and long keys give the HMAC that Node.js gives', () => {
  for (const key of ['', 'k', 'k'.repeat(63), 'k'.repeat(64), 'k'.repeat(65), 'راز'.repeat(50)]) {
    assert.equal(hex(hmac(key, `1|0|${key}`)),
      createHmac('sha256', key).update(`1|0|${key}`).digest('hex'), key);
  }
});

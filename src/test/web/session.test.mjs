import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as session from '../../main/resources/web/session.js';

test('the salt of a deal is drawn once', () => {
  const salt = session.saltFor('K7PM2Q', 'm1', 1);
  assert.match(salt, /^[0-9a-f]{32}$/);
  assert.equal(session.saltFor('K7PM2Q', 'm1', 1), salt);
  assert.notEqual(session.saltFor('K7PM2Q', 'm1', 2), salt);
});

test('a deal may have any salt that was given in its room until then', () => {
  const first = session.saltFor('ABC234', 'm1', 1);
  session.saltFor('XYZ234', 'm9', 1);
  const second = session.saltFor('ABC234', 'm1', 2);
  session.saltFor('ABC234', 'm2', 1);
  assert.deepEqual(session.saltsUntil('ABC234', 'm1', 2), [first, second]);
  assert.equal(session.saltsUntil('ABC234', 'm1', 3), null);
});

test('a device has one secret of 256 bits, as the protocol wants it', () => {
  assert.match(session.device(), /^[A-Za-z0-9_-]{43}$/);
  assert.equal(session.device(), session.device());
});

test('the suits lie as they lay, in their deal alone', () => {
  session.keepSuits({ match: 'm1', deal: 1, suits: ['D', 'S', 'H', 'C'] });
  assert.deepEqual(session.suitsOf('m1', 1), ['D', 'S', 'H', 'C']);
  assert.equal(session.suitsOf('m1', 2), null);
  assert.equal(session.suitsOf(undefined, undefined), null);
});

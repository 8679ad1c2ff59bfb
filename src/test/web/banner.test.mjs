import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lightOf } from '../../main/resources/web/banner.js';

const well = { displaced: false, status: 'connected', online: true, paused: false, why: null,
  seated: true };
const of = facts => lightOf({ ...well, ...facts });

test('the light says what is true, and the banner only what is not as it should be', () => {
  assert.deepEqual(of({}), { light: 'connected', banner: null });
  assert.deepEqual(of({ status: 'idle' }), { light: 'idle', banner: null });
  assert.deepEqual(of({ paused: true }), { light: 'moving', banner: 'owner_lost' });
  assert.deepEqual(of({ paused: true, why: 'store_away' }),
    { light: 'moving', banner: 'store_away' });
  assert.deepEqual(of({ status: 'reconnecting' }), { light: 'reconnecting', banner: 'reconnecting' });
  assert.equal(of({ status: 'reconnecting', seated: false }).banner, 'reconnecting.lobby');
});

test('a device without a network is offline, unless the server is heard all the same', () => {
  assert.equal(of({ status: 'reconnecting', online: false }).light, 'offline');
  assert.equal(of({ online: false }).light, 'connected');
  assert.equal(of({ status: 'idle', online: false }).light, 'idle');
});

test('a seat that is open elsewhere is told before anything else', () => {
  assert.deepEqual(of({ displaced: true, status: 'idle', online: false }),
    { light: 'displaced', banner: null });
});

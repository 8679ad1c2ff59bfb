import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from '../../main/resources/web/client.js';

const DEVICE = 'd'.repeat(43);

/** A client on a connection that a test plays the server of. */
function scene() {
  const sent = [];
  const heard = { refused: [], rooms: [], table: [] };
  let listener;
  const connection = {
    open: false,
    start() {
      this.open = true;
      listener.changed('connected');
      listener.opened();
    },
    stop() {
      this.open = false;
      listener.changed('idle');
    },
    restart() {
      this.stop();
      this.start();
    },
    send(frame) {
      sent.push(frame);
      return true;
    },
  };
  const me = { device: () => DEVICE, isPlayer: id => { heard.player = id; } };
  const client = new Client(made => {
    listener = made;
    return connection;
  }, me, {
    table: frame => heard.table.push(frame), status: () => {},
    signedIn: room => heard.rooms.push(room), refused: frame => heard.refused.push(frame.code),
  });
  return {
    client, sent, heard, connection,
    told: frame => listener.heard(frame),
    last: () => sent.at(-1),
    broken() {
      listener.changed('reconnecting');
      listener.changed('connected');
      listener.opened();
    },
  };
}

const welcome = { type: 'welcome', player: 'p1', name: 'Sara', token: DEVICE };

test('a new player signs in with the secret of the device', async () => {
  const { client, told, last, heard } = scene();
  const signed = client.signIn('Sara');
  assert.deepEqual(last(), { type: 'sign_in', version: 1, name: 'Sara', device: DEVICE });
  told(welcome);
  await signed;
  assert.equal(heard.player, 'p1');
  assert.deepEqual(heard.rooms, [null]);
});

test('after a break the player comes back under the same secret', () => {
  const { client, told, last, broken } = scene();
  client.signIn('Sara');
  told(welcome);
  broken();
  assert.deepEqual(last(), { type: 'resume', version: 1, token: DEVICE });
});

test('who sits somewhere when signing in comes back there', () => {
  const { client, told, last, heard } = scene();
  client.signIn('Sara');
  told({ ...welcome, room: 'K7PM2Q' });
  assert.equal(last().type, 'resume');
  told({ type: 'resumed', player: 'p1', name: 'Sara', room: 'K7PM2Q' });
  assert.deepEqual(heard.rooms, ['K7PM2Q']);
});

test('who is not known any more is signed in anew, once', () => {
  const { client, told, sent, last } = scene();
  client.resume('Sara');
  told({ type: 'error', code: 'bad_token' });
  assert.equal(last().type, 'sign_in');
  assert.equal(sent.filter(frame => frame.type === 'sign_in').length, 1);
});

test('a command that was not answered is sent again under its id', async () => {
  const { client, told, sent, last, broken } = scene();
  client.resume('Sara');
  told({ type: 'resumed', player: 'p1', name: 'Sara', room: 'K7PM2Q' });
  const played = client.ask('play_card', { card: 'AS', deal: 1, match: 'm1' });
  const first = last();
  broken();
  told({ type: 'resumed', player: 'p1', name: 'Sara', room: 'K7PM2Q' });
  assert.deepEqual(last(), first);
  told({ type: 'accepted', id: first.id });
  assert.equal((await played).id, first.id);
  broken();
  told({ type: 'resumed', player: 'p1', name: 'Sara', room: 'K7PM2Q' });
  assert.equal(sent.filter(frame => frame.id === first.id).length, 2);
});

test('a refusal is told to the player, unless it was expected', async () => {
  const { client, told, last, heard } = scene();
  client.resume('Sara');
  told({ type: 'resumed', player: 'p1', name: 'Sara' });
  const loud = client.ask('join_room', { room: 'AAAAAA' });
  told({ type: 'error', id: last().id, code: 'no_room' });
  await assert.rejects(loud, { code: 'no_room' });
  const quiet = client.ask('leave', {}, ['not_in_room']);
  told({ type: 'error', id: last().id, code: 'not_in_room' });
  await assert.rejects(quiet, { code: 'not_in_room' });
  assert.deepEqual(heard.refused, ['no_room']);
});

test('a seat that is played elsewhere is not fought for', () => {
  const { client, told, connection, heard } = scene();
  client.resume('Sara');
  told({ type: 'resumed', player: 'p1', name: 'Sara', room: 'K7PM2Q' });
  told({ type: 'error', code: 'displaced' });
  assert.equal(connection.open, false);
  assert.deepEqual(heard.refused, ['displaced']);
});

test('whoever is banned is told so and does not come again and again', () => {
  const { client, told, connection, heard } = scene();
  client.resume('Sara');
  told({ type: 'error', code: 'banned', message: 'You may not play here now.' });
  assert.equal(connection.open, false);
  assert.deepEqual(heard.refused, ['banned']);
});

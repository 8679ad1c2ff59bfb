// Before a match: the name, the ways to a table, the queue, and the room that waits for players.

import { $, el, fill, say } from './dom.js';

const ROOM = /([2-9A-HJ-NP-Z]{6})\s*$/i;

/** @return the code in a typed code, a pasted link, or the page's own address; else null */
export const roomIn = text => ROOM.exec(text)?.[1].toUpperCase() ?? null;

/** @param act {playBots, quickMatch, createRoom, join(code), comeBack}, each after the name */
export function wireLobby(act, last) {
  const name = $('name');
  const named = then => event => {
    event.preventDefault();
    if ($('lobby-form').reportValidity()) then(name.value.trim());
  };
  name.value = last?.name ?? '';
  $('code').value = roomIn(location.hash) ?? '';
  $('lobby-form').addEventListener('submit', named(act.playBots));
  $('quick-match').addEventListener('click', named(act.quickMatch));
  $('create-room').addEventListener('click', named(act.createRoom));
  $('join-room').addEventListener('click', named(who => act.join(who, roomIn($('code').value))));
  $('code').addEventListener('keydown', event => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    $('join-room').click();
  });
  addEventListener('hashchange', () => {
    if (roomIn(location.hash)) $('code').value = roomIn(location.hash);
  });
  $('come-back').addEventListener('click', act.comeBack);
}

/** Emphasises joining for those who followed a link. */
export function showLobby(last) {
  const invited = roomIn($('code').value) !== null;
  $('join-room').classList.toggle('main', invited);
  $('come-back').hidden = last === null;
  if (last) say($('come-back'), `Come back to my table as ${last.name}`);
}

export function wireWaiting(act) {
  $('fill-bots').addEventListener('click', act.addBots);
  $('cancel-queue').addEventListener('click', act.cancelQueue);
  $('copy-link').addEventListener('click', async () => {
    $('room-link').select();
    // The clipboard is there on https and localhost only; elsewhere the selection must do.
    await navigator.clipboard?.writeText($('room-link').value);
    say($('copy-link'), 'Copied');
  });
}

export function showWaiting(state) {
  say($('room-code'), state.room);
  $('room-link').value = `${location.origin}${location.pathname}#room=${state.room}`;
  fill($('waiting-seats'), [state.seats, state.seat], () => state.seats.map((who, seat) =>
    el('li', { className: who ? 'taken' : 'free' }, who ? who.name : 'free',
      seat === state.seat ? ' (you)' : '', who && !who.connected ? ' (away)' : '')));
}

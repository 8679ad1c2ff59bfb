// Before a match: the name, the ways to a table, the queue, and the room that waits for players.

import { $, el, fill, say, toast } from './dom.js';
import { language, t } from './i18n.js';
import * as session from './session.js';
import { placeOf, watching } from './state.js';
import { nameOf } from './table.js';

const ROOM = /([2-9A-HJ-NP-Z]{6})\s*$/i;
const TARGETS = [7, 5, 3, 1];
const GUESTS = 9_000;
const LEVELS = ['easy', 'normal', 'hard'];
const RULES = [1, 2, 3, 4, 5, 6, 7];

/** @return the code in a typed code, a pasted link, or the page's own address; else null */
export const roomIn = text => ROOM.exec(text)?.[1].toUpperCase() ?? null;

/** Nobody has to think of a name: a guest gets a number, and keeps it. */
export function chosenName(input) {
  const typed = input.value.trim();
  if (typed !== '') session.rename(typed);
  else if (session.myName() === null) {
    session.rename(t('guest', { n: 1_000 + Math.floor(Math.random() * GUESTS) }));
  }
  return session.myName();
}

/** @param act {quickMatch, playBots(level), createRoom(target), look(code)}; a name comes first */
export function wireLobby(act) {
  const name = $('name');
  name.value = session.myName() ?? '';
  $('guest-name').value = name.value;
  $('target').append(...TARGETS.map(n => el('option', { value: n })));
  [$('level'), $('fill-level')].forEach(select => {
    select.append(...LEVELS.map(level =>
      el('option', { value: level, data: { t: `level.${level}` } })));
    select.value = 'normal';
  });
  $('code').value = roomIn(location.hash) ?? '';
  const named = then => event => {
    event.preventDefault();
    then(chosenName(name));
  };
  const look = () => {
    const code = roomIn($('code').value);
    if (code === null) toast(t('toast.code'));
    else act.look(chosenName(name), code);
  };
  $('lobby-form').addEventListener('submit', named(act.quickMatch));
  $('play-bots').addEventListener('click', named(who => act.playBots(who, $('level').value)));
  $('create-room').addEventListener('click',
    named(who => act.createRoom(who, Number($('target').value))));
  $('join-room').addEventListener('click', look);
  $('code').addEventListener('keydown', event => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    look();
  });
  addEventListener('hashchange', () => {
    const code = roomIn(location.hash);
    if (code !== null) act.look(chosenName(name), code);
  });
}

export function showLobby() {
  fill($('rules'), language(), () => RULES.map(no => el('li', {}, t(`rules.${no}`))));
  [...$('target').children].forEach(option =>
    say(option, t('lobby.target.n', { n: Number(option.value) })));
}

/** @param act {sit(name, seat), addBots(level), leave, cancelQueue, watch} */
export function wireWaiting(act) {
  $('fill-bots').addEventListener('click', () => act.addBots($('fill-level').value));
  $('cancel-queue').addEventListener('click', act.cancelQueue);
  $('leave-room').addEventListener('click', act.leave);
  $('copy-link').addEventListener('click', share);
  $('waiting-seats').addEventListener('click', event => {
    const seat = event.target.closest('button')?.dataset.seat;
    if (seat !== undefined) act.sit(chosenName($('guest-name')), Number(seat));
  });
}

/** A phone offers its own ways to send a link; elsewhere it is copied. */
async function share() {
  const url = $('room-link').value;
  if (navigator.share && matchMedia('(pointer: coarse)').matches) {
    await navigator.share({ title: t('brand'), text: t('room.message'), url }).catch(() => {});
    return;
  }
  $('room-link').select();
  // The clipboard is there on https and localhost only; elsewhere the selection must do.
  await navigator.clipboard?.writeText(url).catch(() => {});
  say($('copy-link'), t('room.copied'));
}

/** Who sits where; free seats are buttons. Whoever looks on is invited to take one. */
export function showWaiting(state) {
  const guest = watching(state);
  const full = state.seats.every(who => who !== null);
  say($('room-code'), state.room);
  $('room-link').value = `${location.origin}/#room=${state.room}`;
  say($('room-note'), t(!guest ? 'room.wait' : full ? 'room.invited.full' : 'room.invited'));
  $('room-name').hidden = !guest;
  $('guest-name').placeholder = session.myName() ?? '';
  $('room-share').hidden = guest;
  fill($('waiting-seats'), [state.seats, state.seat, language()], () => {
    say($('copy-link'), t(navigator.share && matchMedia('(pointer: coarse)').matches
      ? 'room.send' : 'room.copy'));
    return state.seats.map((who, seat) => seatBox(state, who, seat, guest));
  });
}

function seatBox(state, who, seat, guest) {
  const data = { seat, place: placeOf(state, seat), testid: `seat-${seat}` };
  if (who === null) {
    return el('button', { type: 'button', className: 'free', data }, t('room.seat.free'));
  }
  const mine = seat === state.seat;
  const partner = !guest && (seat + 2) % 4 === state.seat;
  return el('div', { className: mine ? 'taken mine' : 'taken', data },
    el('span', { className: 'name', dir: 'auto' }, nameOf(state, seat)),
    mine ? el('small', {}, t('room.seat.you')) : null,
    partner ? el('small', {}, t('room.seat.partner')) : null,
    who.connected ? null : el('small', { className: 'warn' }, t('seat.away')));
}

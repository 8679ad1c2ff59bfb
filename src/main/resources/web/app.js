// Puts the parts together: the client's frames change the state, the state is drawn, and what the
// player does is asked of the client.

import { Client } from './client.js';
import { Connection } from './connection.js';
import { $, say, toast } from './dom.js';
import { dealIsFair } from './fairness.js';
import { roomIn, showLobby, showWaiting, wireLobby, wireWaiting } from './lobby.js';
import { drawOverlay } from './overlays.js';
import * as session from './session.js';
import {
  afterEvents, atTurn, emptyTable, fromView, mayPlay, paused, resumed, saltAsked,
} from './state.js';
import { drawClock, drawTable } from './table.js';

/** How long a result stays before the next deal is asked for; the server waits a little longer. */
const RESULT_MS = 2_500;

let state = emptyTable();
let status = 'idle';
/** Whether this tab's player is being recognised, and a view of the table may follow. */
let coming = session.mySession() !== null;
let queued = false;
let displaced = false;
/** The card that was asked for and not answered yet. */
let sent = null;
/** The deal for which a timer or a click has sent the salt over this socket. */
let saltedDeal = null;
let saltTimer = null;
/** What the check of a revealed deck found: {of, fair}. */
let checked = { of: '', fair: null };

const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
const client = new Client(listener => new Connection(url, listener), session, {
  table: onFrame, status: onStatus, signedIn: onSignedIn, refused: onRefused,
});

const ON = {
  view: frame => {
    state = fromView(frame, Date.now(), state);
    coming = false;
    queued = false;
    history.replaceState(null, '', `#room=${state.room}`);
  },
  events: frame => {
    const { state: next, gap } = afterEvents(state, frame, Date.now());
    state = next;
    if (gap) client.sync(state.n);
  },
  turn: frame => {
    state = atTurn(state, frame, Date.now());
  },
  room_paused: frame => {
    if (coming || frame.room === state.room) state = paused(state, Date.now());
  },
  room_resumed: frame => {
    if (coming || frame.room === state.room) state = resumed(state, Date.now());
  },
  room_closed: frame => {
    if (frame.room !== state.room || state.phase === 'over') return;
    leaveTable();
    toast('Your room was closed, because all had left it.');
  },
  queued: () => {
    queued = true;
  },
  matched: () => {
    queued = false;
  },
};

function onFrame(frame) {
  ON[frame.type]?.(frame);
  if (sent !== null && !state.hand.includes(sent)) sent = null;
  contributeSalt();
  checkDeal();
  draw();
}

function onStatus(now) {
  status = now;
  if (now === 'connected') saltedDeal = null;
  draw();
}

function onSignedIn(room) {
  displaced = false;
  coming = room !== null && state.room !== room;
  if (room === null && state.room !== null && state.phase !== 'over') leaveTable();
  else if (room === null && queued) ask('quick_match');
  draw();
}

function onRefused(frame) {
  if (['bad_token', 'no_room', 'not_in_room'].includes(frame.code)) coming = false;
  if (frame.code === 'displaced') displaced = true;
  else toast(frame.message);
  draw();
}

/** A refusal is shown by onRefused; here it only ends the chain. */
const ask = (...command) => client.ask(...command).catch(() => null);

/** Signs in under the name, then does what was clicked. */
const enter = then => async (name, ...more) => {
  try {
    await client.signIn(name);
    await then(...more);
  } catch (refusal) {
    if (!refusal.code) throw refusal;
  }
};

wireLobby({
  playBots: enter(async () => {
    await client.ask('create_room');
    await client.ask('add_bots');
  }),
  quickMatch: enter(() => client.ask('quick_match')),
  createRoom: enter(() => client.ask('create_room')),
  join: (name, code) => (code ? enter(() => client.ask('join_room', { room: code }))(name)
    : toast('A room code has six letters and digits.')),
  comeBack: () => {
    session.remember(session.lastSession());
    coming = true;
    client.resumeHere();
  },
}, session.mySession() ?? session.lastSession());

wireWaiting({
  addBots: () => ask('add_bots'),
  cancelQueue: async () => {
    queued = false;
    await ask('cancel_quick_match');
    draw();
  },
});

$('start-anew').addEventListener('click', () => {
  client.signOut();
  coming = false;
  leaveTable();
  draw();
});
$('use-here').addEventListener('click', () => {
  displaced = false;
  client.resumeHere();
});
$('leave').addEventListener('click', () => {
  if (state.match === null || state.phase === 'over') leave();
  else $('confirm-leave').showModal();
});
$('confirm-leave').addEventListener('close', () => {
  if ($('confirm-leave').returnValue === 'leave') leave();
  $('confirm-leave').returnValue = '';
});

/** A room that is gone is left as well. */
async function leave() {
  const gone = ['not_in_room', 'no_room'];
  try {
    await client.ask('leave', {}, gone);
  } catch (refusal) {
    if (!gone.includes(refusal.code)) return;
  }
  leaveTable();
  draw();
}

function leaveTable() {
  state = emptyTable();
  queued = false;
  sent = null;
  clearTimeout(saltTimer);
  saltTimer = null;
  $('code').value = '';
  history.replaceState(null, '', location.pathname);
}

async function play(card) {
  if (!mayPlay(state, card) || sent !== null) return;
  sent = card;
  draw();
  if (await ask('play_card', { card, deal: state.deal }) === null) sent = null;
  draw();
}

/** At once when there is nothing to look at; else when the player goes on, or after a while. */
function contributeSalt() {
  if (!saltAsked(state) || saltedDeal === state.deal || saltTimer !== null) return;
  const looking = state.result !== null || state.draw !== null;
  if (looking) saltTimer = setTimeout(sendSalt, RESULT_MS);
  else sendSalt();
}

function sendSalt() {
  clearTimeout(saltTimer);
  saltTimer = null;
  if (!saltAsked(state) || saltedDeal === state.deal) return;
  saltedDeal = state.deal;
  const salt = session.saltFor(state.room, state.match, state.deal);
  // When the deal began in the very moment when the salt was sent, nothing was lost.
  ask('salt', { salt }, ['salt_not_asked']);
}

async function checkDeal() {
  const { result, match, room, seat } = state;
  const of = dealId();
  if (!result?.deck || checked.of === of) return;
  checked = { of, fair: null };
  const fair = await dealIsFair(result, seat, session.mySalt(room, match, result.no));
  if (checked.of !== of) return;
  checked = { of, fair };
  draw();
}

const dealId = () => `${state.match} ${state.result?.no}`;

function draw() {
  const atTable = state.room !== null && state.match !== null;
  const waiting = state.room !== null && state.match === null;
  const seated = atTable || waiting;
  $('coming').hidden = !coming || seated;
  $('queue').hidden = !queued || coming || seated;
  $('lobby').hidden = coming || queued || seated;
  $('waiting').hidden = !waiting;
  $('table').hidden = !atTable;
  $('leave').hidden = state.room === null;
  $('displaced').hidden = !displaced;
  drawLight();
  if (waiting) showWaiting(state);
  else if (atTable) drawMatch();
  else showLobby(session.mySession() ? null : session.lastSession());
}

function drawMatch() {
  drawTable(state, sent, play);
  drawClock(state, Date.now());
  drawOverlay(state, checked.of === dealId() ? checked.fair : null, {
    nameTrump: suit => ask('name_trump', { suit, deal: state.deal }),
    throwIn: () => ask('throw_in', { deal: state.deal }),
    nextDeal: sendSalt,
    playAgain: leave,
  });
}

function drawLight() {
  const light = displaced ? 'displaced'
    : status === 'connected' && state.paused ? 'moving' : status;
  $('light').dataset.state = light;
  say($('light'), {
    idle: '', connecting: 'connecting', connected: 'connected', reconnecting: 'reconnecting',
    moving: 'one moment, your table is moving to another server',
    displaced: 'this seat is open in another tab',
  }[light]);
}

setInterval(() => drawClock(state, Date.now()), 250);
// A tab that sits at a table comes back to it, whatever the link says.
if (session.mySession()) client.resume();
else if (roomIn(location.hash)) $('name').focus();
draw();

// Puts the parts together: the client's frames change the table, what is seen of it follows at a
// pace that can be followed, and what the player does is asked of the client.

import { sentences } from './announce.js';
import { drawLight } from './banner.js';
import { drawBar } from './chrome.js';
import { suitOf } from './cards.js';
import { Client } from './client.js';
import { Connection } from './connection.js';
import { $, say, toast } from './dom.js';
import { drawEmotes, showEmote } from './emotes.js';
import { suitText } from './faces.js';
import { checkDeal, fairSoFar, openFair } from './fair.js';
import { focusHand, wireHand } from './hand.js';
import { applyTexts, digits, hasText, loadTexts, onLanguage, t } from './i18n.js';
import { chosenName, roomIn, showLobby, showWaiting, wireLobby, wireWaiting } from './lobby.js';
import { drawOverlay } from './overlays.js';
import { Presenter } from './presenter.js';
import * as session from './session.js';
import { wireSettings } from './settings.js';
import { sound } from './sound.js';
import {
  afterEvents, atTurn, emptyTable, fromView, illegal, isMyTurn, mayPlay, myTeam, paused, resumed,
  saltAsked, watching,
} from './state.js';
import { drawClock, drawHero, drawLastTrick, drawTable, nameOf } from './table.js';
import { closePopovers, wireTools } from './tools.js';

/** How long a result stays before the next deal is asked for; the server waits a little longer. */
const RESULT_MS = 3_400;
const PARTS = ['lobby', 'coming', 'queue', 'waiting', 'table'];

await loadTexts('common', 'table', 'errors');

/** The table as it is. */
let state = emptyTable();
/** The table as it is seen: the same, or a moment before. */
let seen = emptyTable();
let status = 'idle';
/** Whether this browser's player is being recognised, and a view of the table may follow. */
let coming = session.known();
let queued = false;
let displaced = false;
let why = null;
/** The card that was asked for and not answered yet. */
let sent = null;
/** The deal for which a timer or a click has sent the salt over this socket. */
let saltedDeal = null;
let saltTimer = null;
/** The room of the link that was followed, until it is left. */
let invitedTo = roomIn(location.hash);

const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
const client = new Client(listener => new Connection(url, listener), session, {
  table: onFrame, status: onStatus, signedIn: onSignedIn, refused: onRefused,
});
const presenter = new Presenter({ step: onStep, settled: draw }, {
  now: () => Date.now(),
  after: (ms, what) => setTimeout(what, ms),
  cancel: timer => clearTimeout(timer),
});

/** How a frame changes a table, that which is and that which is seen. */
const CHANGES = {
  view: (of, frame, at) =>
    fromView(frame, at, of, session.suitsOf(frame.match, frame.state?.deal)),
  events: (of, frame, at) => afterEvents(of, frame, at).state,
  turn: (of, frame, at) => atTurn(of, frame, at),
  room_paused: (of, frame, at) => (frame.room === of.room ? paused(of, at) : of),
  room_resumed: (of, frame, at) => (frame.room === of.room ? resumed(of, at) : of),
};

const ON = {
  view: frame => {
    coming = false;
    queued = false;
    history.replaceState(null, '', `${location.search}#room=${frame.room}`);
  },
  events: frame => {
    if (afterEvents(state, frame, 0).gap) client.sync(state.n);
  },
  room_paused: frame => {
    why = frame.why ?? null;
  },
  room_closed: frame => {
    if (frame.room !== state.room || state.phase === 'over') return;
    leaveTable();
    toast(frame.reason ?? t('toast.closed'));
  },
  queued: () => {
    queued = true;
  },
  matched: () => {
    queued = false;
  },
  emote: frame => {
    if (frame.room !== state.room) return;
    const said = showEmote(state, frame);
    if (said !== null) say($('announcer'), said);
  },
};

function onFrame(frame) {
  const stranger = ['room_paused', 'room_resumed'].includes(frame.type)
    && frame.room !== state.room;
  ON[frame.type]?.(frame);
  if (frame.type in CHANGES && !stranger) {
    const now = Date.now();
    state = CHANGES[frame.type](state, frame, now);
    if (frame.type.startsWith('room_')) seen = CHANGES[frame.type](seen, frame, now);
    else presenter.push(frame);
    if (document.hidden) presenter.flush();
  }
  if (sent !== null && !state.hand.includes(sent)) sent = null;
  if (state.match !== null) session.keepSuits(state);
  contributeSalt();
  checkDeal(state).then(found => found && draw());
  draw();
}

/** One step of what is seen. */
function onStep(frame, at) {
  const before = seen;
  seen = CHANGES[frame.type](seen, frame, at);
  const events = frame.events ?? [];
  const said = sentences(before, seen, events);
  if (said.length > 0) say($('announcer'), said.join(' '));
  events.forEach(event => hear(event));
  const mine = seen.turn !== null && seen.turn.seat === seen.seat;
  if (mine && before.turn?.seat !== seen.seat) sound('turn');
  draw();
  if (isMyTurn(seen, 'play_card') && !isMyTurn(before, 'play_card')) focusHand();
}

const SOUNDS = { card_played: 'card', trick_won: 'trick', cards_dealt: 'deal' };

function hear(event) {
  if (event.event in SOUNDS) sound(SOUNDS[event.event]);
  if (event.event === 'time_given_back' && event.millis >= 500) {
    const seconds = digits((event.millis / 1000).toFixed(1));
    toast(event.seat === seen.seat ? t('toast.given.you', { seconds })
      : t('toast.given', { name: nameOf(seen, event.seat), seconds }), 'news');
  }
  if (event.event !== 'deal_ended') return;
  const ours = event.winner === myTeam(seen);
  sound(event.kind !== 'win' ? 'kot' : ours ? 'won' : 'lost');
}

function onStatus(now) {
  status = now;
  if (now === 'connected') saltedDeal = null;
  draw();
}

function onSignedIn(room) {
  displaced = false;
  coming = room !== null && state.room !== room;
  if (room === null && watching(state)) ask('watch', { room: state.room });
  else if (room === null && state.room !== null && state.phase !== 'over') leaveTable();
  else if (room === null && queued) ask('quick_match');
  else if (room === null && invitedTo !== null && state.room === null) look(invitedTo);
  draw();
}

function onRefused(frame) {
  if (['bad_token', 'no_room', 'not_in_room'].includes(frame.code)) coming = false;
  if (frame.code === 'displaced') displaced = true;
  else if (frame.code !== 'bad_token') toast(errorText(frame));
  draw();
}

const errorText = ({ code, message }) => (hasText(`error.${code}`) ? t(`error.${code}`) : message);

/** A refusal is shown by onRefused; here it only ends the chain. */
const ask = (...command) => client.ask(...command).catch(() => null);

/** Signs in under the name, then does what was clicked. */
const enter = then => async (name, ...more) => {
  try {
    await client.signIn(name);
    if (state.room === null) await then(...more);
  } catch (refusal) {
    if (!refusal.code) throw refusal;
  }
};

/** Who sits there is shown before one takes a seat. */
async function look(room) {
  invitedTo = room;
  const answer = await client.ask('watch', { room }, ['no_room']).catch(refusal => refusal);
  if (answer.code !== 'no_room') return;
  invitedTo = null;
  history.replaceState(null, '', location.pathname + location.search);
  onRefused(answer);
}

wireLobby({
  quickMatch: enter(() => client.ask('quick_match')),
  playBots: enter(async level => {
    await client.ask('create_room');
    await addBots(level);
  }),
  createRoom: enter(target => client.ask('create_room', { target })),
  look: enter(look),
});

/** The default is not said, which every server understands. */
const addBots = level => client.ask('add_bots', level === 'normal' ? {} : { level });

wireWaiting({
  addBots: level => addBots(level).catch(() => null),
  cancelQueue: async () => {
    queued = false;
    await ask('cancel_quick_match');
    draw();
  },
  leave,
  sit: async (name, seat) => {
    const { room } = state;
    if (!watching(state)) {
      await ask('change_seat', { seat });
      return;
    }
    await ask('leave');
    state = emptyTable();
    await enter(() => client.ask('join_room', { room, seat }))(name);
    if (state.room === null) look(room);
  },
});

wireHand(card => {
  presenter.flush();
  if (mayPlay(state, card) && sent === null) {
    play(card);
    return true;
  }
  if (sent === null && illegal(state, card)) {
    toast(t('toast.follow', { suit: suitText(suitOf(state.trick.cards[0])) }));
  }
  return false;
});
wireSettings(() => openFair(state));

$('start-anew').addEventListener('click', async () => {
  coming = false;
  await leave();
});
$('use-here').addEventListener('click', () => {
  displaced = false;
  client.resumeHere();
});
$('felt').addEventListener('click', event => {
  if (event.target.closest('button, .popover, .box')) return;
  presenter.skip();
  closePopovers();
});
$('confirm-leave').addEventListener('close', () => {
  if ($('confirm-leave').returnValue === 'leave') leave();
  $('confirm-leave').returnValue = '';
});

wireTools({
  changed: () => draw(),
  settings: () => $('settings-dialog').showModal(),
  leave: () => {
    if (state.match === null || state.phase === 'over' || watching(state)) return leave();
    const others = state.seats.filter((who, seat) => who && !who.bot && seat !== state.seat);
    say($('confirm-text'), t(others.length > 0 ? 'leave.match' : 'leave.last'));
    return $('confirm-leave').showModal();
  },
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
  seen = emptyTable();
  queued = false;
  coming = false;
  sent = null;
  invitedTo = null;
  clearTimeout(saltTimer);
  saltTimer = null;
  closePopovers();
  $('code').value = '';
  history.replaceState(null, '', location.pathname + location.search);
}

/** The deal that a move is for: one that is long on its way must count in no other. */
function meant() {
  return { deal: state.deal, match: state.match };
}

async function play(card) {
  sent = card;
  draw();
  if (await ask('play_card', { card, ...meant() }) === null) sent = null;
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

/** Which of the page's parts is shown. */
function place() {
  if (seen.room !== null && (seen.match !== null)) return 'table';
  if (seen.room !== null) return 'waiting';
  return coming ? 'coming' : queued ? 'queue' : 'lobby';
}

function draw() {
  const at = place();
  document.body.dataset.at = at;
  PARTS.forEach(name => { $(name).hidden = name !== at; });
  $('tools').hidden = at !== 'table';
  $('displaced').hidden = !displaced;
  light();
  title();
  if (at === 'waiting') showWaiting(seen);
  else if (at === 'table') drawMatch();
  else showLobby();
}

function light() {
  drawLight({ displaced, status, online: navigator.onLine, paused: state.paused, why,
    seated: state.room !== null }, Date.now());
}

/** Whoever is elsewhere meanwhile sees it on the tab. */
function title() {
  const mine = seen.turn !== null && seen.seat !== null && seen.turn.seat === seen.seat;
  document.title = t(document.hidden && mine ? 'turn.title' : 'title.play');
}

function drawMatch() {
  const held = presenter.holding === 'trick_won';
  drawTable(seen, held, sent);
  drawClock(seen, Date.now());
  drawLastTrick(seen);
  drawEmotes(seen, word => {
    closePopovers();
    ask('emote', { emote: word });
  });
  // The last trick of a deal is seen before its result covers it.
  drawOverlay(held ? { ...seen, phase: 'playing', turn: null } : seen, fairSoFar(seen), {
    nameTrump: suit => ask('name_trump', { suit, ...meant() }),
    throwIn: () => ask('throw_in', meant()),
    nextDeal: () => {
      presenter.flush();
      sendSalt();
    },
    rematch: () => ask('rematch', { match: state.match }),
    toLobby: leave,
  });
}

setInterval(() => {
  if (place() === 'table') drawClock(seen, Date.now());
  light();
}, 250);
document.addEventListener('visibilitychange', () => {
  presenter.flush();
  title();
});
onLanguage(draw);
drawBar('play');
drawHero();
applyTexts(document);
if (session.known()) client.resume(session.myName());
else if (invitedTo !== null) client.signIn(chosenName($('name'))).catch(() => null);
if ('serviceWorker' in navigator) navigator.serviceWorker.register('/sw.js').catch(() => {});
draw();

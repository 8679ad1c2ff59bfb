// Draws the table from the state, as it is seen from my seat. The geometry is the same in both
// languages: the seat that plays after me is always at my right.

import { $, el, fill, say } from './dom.js';
import { suitOf } from './cards.js';
import { backNode, cardNode, suitNode, suitText } from './faces.js';
import { digits, t } from './i18n.js';
import { icon } from './icons.js';
import { comeFrom, goTo } from './motion.js';
import { drawHand } from './hand.js';
import {
  isMyTurn, myTeam, placeOf, playsOf, shownTrick, timeLeft, watching,
} from './state.js';

const TRICKS = 7;

/** Bots have a name of ours, which is told in the language of the page. */
export function nameOf(state, seat) {
  const who = state.seats[seat];
  if (!who) return t('seat.empty');
  return who.bot ? t('bot.name', { n: seat + 1 }) : who.name;
}

/** How a team is called by whoever looks at it. */
export function teamName(state, team) {
  if (watching(state)) return t('team.one', { name: nameOf(state, team) });
  return t(team === myTeam(state) ? 'team.us' : 'team.them');
}

/** @param of result, for a deal, or end, for a match */
export function wonText(state, of, winner) {
  if (watching(state)) return t(`${of}.team`, { name: nameOf(state, winner) });
  return t(`${of}.${winner === myTeam(state) ? 'won' : 'lost'}`);
}

export const seatNode = place => document.querySelector(`.seat[data-place="${place}"]`);

/** @param held whether the trick that was won still lies there */
export function drawTable(state, held, sent) {
  const root = $('table');
  Object.assign(root.dataset, {
    phase: state.phase ?? '', match: state.match ?? '', room: state.room, seat: state.seat ?? '',
    deal: state.deal, score: state.score.join('-'), tricks: state.tricksWon.join('-'),
    cards: state.trick?.cards.length ?? 0,
  });
  root.classList.toggle('paused', state.paused);
  root.classList.toggle('watching', watching(state));
  drawScores(state);
  state.seats.forEach((_, seat) => drawSeat(state, seat));
  drawTrump(state);
  drawTrick(state, held);
  drawTurn(state);
  drawHand(state, sent);
}

function drawScores(state) {
  const { score, tricksWon, rules, deal } = state;
  const teams = [myTeam(state), 1 - myTeam(state)];
  const labels = teams.map(team => t('score.label', { team: teamName(state, team),
    points: score[team], target: rules.target, tricks: tricksWon[team] }));
  fill($('scores'), [labels, deal], () => teams.map((team, i) => {
    const who = i === 0 ? 'us' : 'them';
    return el('div', { className: `team ${who}`, role: 'group', aria: { label: labels[i] } },
      el('span', { className: 'team-name' }, teamName(state, team)),
      el('b', { className: 'points', data: { testid: `score-${who}` } }, digits(score[team])),
      el('span', { className: 'of' }, t('score.of', { n: rules.target })),
      el('span', { className: 'pips', data: { testid: `tricks-${who}`, tricks: tricksWon[team] } },
        ...Array.from({ length: TRICKS }, (_, n) =>
          el('i', { className: n < tricksWon[team] ? 'won' : '' }))));
  }));
}

function drawSeat(state, seat) {
  const node = seatNode(placeOf(state, seat));
  const who = state.seats[seat];
  const inTurn = state.turn?.seat === seat;
  const leads = state.trick?.leader === seat;
  node.dataset.seat = seat;
  node.classList.toggle('in-turn', inTurn);
  node.classList.toggle('away', who !== null && !who.connected);
  node.classList.toggle('dealer', state.dealer === seat);
  const mine = seat === state.seat;
  const content = [nameOf(state, seat), who, mine, state.handSizes[seat], state.hakem === seat,
    leads, t('seat.hakem')];
  fill(node, content, () => [
    el('span', { className: 'who' },
      state.hakem === seat ? crown() : null,
      leads ? el('span', { className: 'leads', title: t('seat.leads') },
        el('span', {}, t('seat.leads'))) : null,
      el('span', { className: 'name', dir: 'auto' }, nameOf(state, seat))),
    mine ? el('span', { className: 'badge' }, t('seat.you')) : null,
    who?.bot ? el('span', { className: 'badge' }, botText(who)) : null,
    who && !who.connected ? el('span', { className: 'badge gone' }, t('seat.away')) : null,
    mine ? null : fan(state.handSizes[seat]),
    el('span', { className: 'bar-left', aria: { hidden: 'true' } }),
  ]);
}

const botText = who => (who.level && who.level !== 'normal'
  ? t('seat.bot.level', { level: t(`level.${who.level}`) }) : t('seat.bot'));

function crown() {
  const node = el('span', { className: 'crown', role: 'img', title: t('seat.hakem'),
    aria: { label: t('seat.hakem') } });
  node.append(icon('crown'));
  return node;
}

function fan(count) {
  const text = t('seat.cards', { n: count });
  return el('span', { className: 'count', title: text, role: 'img', aria: { label: text },
    data: { testid: 'count', count } },
  ...Array.from({ length: Math.min(count, 13) }, () => el('i', {})),
  el('b', {}, digits(count)));
}

/** Cards that stay are kept; new ones come from their seat, and a trick goes to who won it. */
function drawTrick(state, held) {
  const felt = $('trick');
  const { done, plays } = shownTrick(state, held);
  const there = new Map([...felt.children].filter(node => !node.classList.contains('going'))
    .map(node => [node.dataset.card, node]));
  for (const [card, node] of there) {
    if (plays.some(play => play.card === card)) continue;
    const winner = state.lastTrick?.cards.includes(card) ? state.lastTrick.winner : null;
    if (winner === null) node.remove();
    else goTo(node, seatNode(placeOf(state, winner)).getBoundingClientRect());
  }
  for (const { seat, card, winning } of plays) {
    const node = there.get(card) ?? played(state, felt, seat, card);
    node.classList.toggle('winning', winning);
  }
  felt.classList.toggle('done', done);
}

function played(state, felt, seat, card) {
  const node = cardNode(card);
  node.dataset.place = placeOf(state, seat);
  const from = seat === state.seat
    ? $('hand').querySelector(`[data-card="${card}"]`)?.getBoundingClientRect() : null;
  felt.append(node);
  comeFrom(node, from ?? seatNode(placeOf(state, seat)).getBoundingClientRect());
  return node;
}

/** On demand; goes by itself with the next deal. */
export function drawLastTrick(state) {
  const box = $('last-trick');
  if (box.hidden) return;
  const last = state.lastTrick;
  fill(box, [last, state.seats, t('last.none')], () => (last === null
    ? [el('p', { className: 'note' }, t('last.none'))]
    : [el('h3', {}, t('last.title', { name: nameOf(state, last.winner) })),
      el('div', { className: 'shown-trick' }, ...playsOf(last).map(({ seat, card, winning }) =>
        el('figure', {}, cardNode(card, 'span', winning ? 'winning' : ''),
          el('figcaption', { dir: 'auto' }, nameOf(state, seat)))))]));
}

function drawTrump(state) {
  $('trump').hidden = state.trump === null;
  $('trump').dataset.suit = state.trump ?? '';
  if (state.trump === null) return;
  fill($('trump'), [state.trump, t('trump')], () => [
    el('span', { className: 'label' }, t('trump')),
    el('span', { className: 'chip' }, suitNode(state.trump)),
    el('span', { className: 'spoken' }, suitText(state.trump))]);
}

function drawTurn(state) {
  $('turn').dataset.mine = String(state.turn !== null && state.turn.seat === state.seat);
  say($('turn'), turnText(state));
}

export function turnText(state) {
  if (state.paused) return t('turn.paused');
  if (watching(state)) return t(state.match === null ? 'watching.wait' : 'watching');
  if (isMyTurn(state, 'name_trump')) return t('turn.name');
  if (isMyTurn(state, 'play_card')) return myTurn(state);
  if (state.turn !== null) {
    return t(state.turn.act === 'name_trump' ? 'turn.naming' : 'turn.other',
      { name: nameOf(state, state.turn.seat) });
  }
  return t(state.phase === 'over' ? 'turn.over' : 'turn.preparing');
}

function myTurn(state) {
  const cards = state.trick?.cards ?? [];
  if (cards.length === 0) return t('turn.lead');
  const led = suitOf(cards[0]);
  const follows = (state.turn.legal ?? []).every(card => suitOf(card) === led);
  return follows ? t('turn.follow', { suit: suitText(led) }) : t('turn.any');
}

/** What the seat in turn has left; drawn by a clock, not by events. */
export function drawClock(state, now) {
  const bot = state.turn !== null && state.seats[state.turn.seat]?.bot;
  const left = bot ? null : timeLeft(state, now);
  const short = left !== null && left.own + (left.bank ?? 0) < 8_000;
  say($('clock'), left === null ? '' : clockText(left));
  $('clock').classList.toggle('short', short);
  const place = state.turn === null || left === null ? null : placeOf(state, state.turn.seat);
  for (const node of document.querySelectorAll('.seat')) {
    const bar = node.querySelector('.bar-left');
    if (!bar) continue;
    const mine = node.dataset.place === place;
    bar.style.scale = mine ? `${share(left)} 1` : '0 1';
    bar.classList.toggle('short', mine && short);
  }
}

/** Of a full turn, for the bar; what is full is what was left when the bar was first drawn. */
let full = 1;
function share({ own, bank }) {
  const all = own > 0 ? own : bank ?? 0;
  if (all > full || own === 0) full = Math.max(all, own === 0 ? full : 1);
  return Math.max(0, Math.min(1, all / Math.max(full, 1)));
}

function clockText({ own, bank }) {
  const texts = own > 0 || bank === null ? [t('clock.seconds', { n: Math.ceil(own / 1000) })] : [];
  if (bank !== null && (own === 0 || own < 10_000)) {
    texts.push(t('clock.bank', { n: Math.ceil(bank / 1000) }));
  }
  return texts.join(' ');
}

/** For the start page: what the game looks like. */
export function drawHero() {
  const cards = ['JS', 'QH', 'KC', 'AD', 'AS'].map(card => cardNode(card));
  $('hero-cards').replaceChildren(backNode(), ...cards);
}

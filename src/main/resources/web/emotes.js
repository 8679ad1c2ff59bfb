// A few words to the table. There is no free chat, and whoever tires of somebody's words mutes him.

import { $, el, fill } from './dom.js';
import { language, t } from './i18n.js';
import { placeOf, watching } from './state.js';
import { nameOf, seatNode } from './table.js';

const WORDS = ['hello', 'good_luck', 'well_played', 'thanks', 'wow', 'laugh', 'sorry', 'hurry'];
const SHOWN_MS = 3_500;

const muted = new Set();
const key = (state, seat) => `${state.room} ${seat} ${state.seats[seat]?.name}`;

/** @param say(word) is told what the player chose */
export function drawEmotes(state, said) {
  const menu = $('emote-menu');
  if (menu.hidden) return;
  const others = state.seats.map((who, seat) => ({ who, seat }))
    .filter(({ who, seat }) => who !== null && !who.bot && seat !== state.seat);
  fill(menu, [state.seats, state.seat, [...muted], language()], () => [
    watching(state) ? null : el('div', { className: 'words' }, ...WORDS.map(word =>
      el('button', { type: 'button', data: { testid: `emote-${word}` },
        onclick: () => said(word) }, t(`emote.${word}`)))),
    ...others.map(({ seat }) => muteButton(state, seat, said)),
  ]);
}

function muteButton(state, seat, said) {
  const node = el('button', { type: 'button', className: 'quiet',
    data: { testid: `mute-${seat}` } }, t('emote.mute', { name: nameOf(state, seat) }));
  node.setAttribute('aria-pressed', String(muted.has(key(state, seat))));
  node.addEventListener('click', () => {
    if (!muted.delete(key(state, seat))) muted.add(key(state, seat));
    drawEmotes(state, said);
  });
  return node;
}

/** @return what is to be announced, or null where that seat is muted */
export function showEmote(state, { seat, emote }) {
  if (muted.has(key(state, seat)) || !WORDS.includes(emote)) return null;
  const words = t(`emote.${emote}`);
  const bubble = el('span', { className: 'bubble', data: { testid: 'bubble', emote } }, words);
  const box = seatNode(placeOf(state, seat)).getBoundingClientRect();
  bubble.dataset.place = placeOf(state, seat);
  document.body.append(bubble);
  bubble.style.left = `${box.left + box.width / 2}px`;
  bubble.style.top = `${box.top + box.height / 2}px`;
  setTimeout(() => bubble.remove(), SHOWN_MS);
  return t('emote.says', { name: nameOf(state, seat), words });
}

// Tells those who don't look what has happened: one sentence an event, from what was told.

import { digits, t } from './i18n.js';
import { letterOf } from './cards.js';
import { cardText, suitText } from './faces.js';
import { nameOf, wonText } from './table.js';
import { myTeam, sortedHand } from './state.js';

const score = (state, pair) => digits(`${pair[myTeam(state)]}–${pair[1 - myTeam(state)]}`);

/** What is said of an event, by its kind; `s` is the table after it. */
const SENTENCES = {
  seat_taken: (s, e) => t('say.sat', { name: nameOf(s, e.seat) }),
  seat_left: (s, e) => t('say.left', { name: nameOf(s, e.seat) }),
  seat_away: (s, e) => t('say.away', { name: nameOf(s, e.seat) }),
  seat_back: (s, e) => t('say.back', { name: nameOf(s, e.seat) }),
  trump_named: (s, e) =>
    t('say.trump', { name: nameOf(s, e.seat), suit: suitText(letterOf(e.suit)) }),
  card_played: (s, e) => t('say.card', { name: nameOf(s, e.seat), card: cardText(e.card) }),
  trick_won: (s, e) => t('say.trick', { name: nameOf(s, e.seat), n: e.no }),
  deal_ended: (s, e) => t('say.deal', { what: wonText(s, 'result', e.winner),
    tricks: score(s, e.tricks), score: score(s, e.score) }),
  match_ended: (s, e) => t('say.match', { what: wonText(s, 'end', e.winner),
    score: score(s, e.score) }),
};

/** @return what to say of these events, in order; @param before the table before them */
export function sentences(before, after, events) {
  const said = events.filter(event => event.event in SENTENCES).map(event =>
    SENTENCES[event.event](event.event === 'seat_left' ? before : after, event));
  if (events.some(event => event.event === 'cards_dealt' && event.cards)) {
    said.push(t('say.dealt', { cards: sortedHand(after).map(cardText).join(t('list.comma')) }));
  }
  return said;
}

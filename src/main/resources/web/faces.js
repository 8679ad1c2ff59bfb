// How a card looks: large index, one large suit, a motif for the honours. Drawn as SVG, so that it
// is sharp at any size; colours come from the style sheet, in two colours or four.

import { rankSign, suitName, suitOf } from './cards.js';
import { t } from './i18n.js';

const SVG = 'http://www.w3.org/2000/svg';

/** In a box of 24. */
const SUITS = {
  H: 'M12 21.5C5 16 2 12 2 7.8 2 4.6 4.3 2.5 7 2.5c2.1 0 4 1.2 5 3.2 1-2 2.9-3.2 5-3.2 2.7 0 5 '
    + '2.1 5 5.3 0 4.2-3 8.2-10 13.7Z',
  D: 'M12 1.2c2 3.8 4.8 7.4 8 10.8-3.2 3.4-6 7-8 10.8-2-3.8-4.8-7.4-8-10.8 3.2-3.4 6-7 8-10.8Z',
  S: 'M12 1.8C10.4 6 2.8 9 2.8 14.3c0 2.7 2 4.5 4.4 4.5 1.7 0 3.1-.8 4-2.1-.2 2.4-1 4.2-2.7 5.5h7'
    + 'c-1.7-1.3-2.5-3.1-2.7-5.5.9 1.3 2.3 2.1 4 2.1 2.4 0 4.4-1.8 4.4-4.5C21.2 9 13.6 6 12 1.8Z',
  C: 'M12 1.8a4.7 4.7 0 0 0-3.7 7.6 4.7 4.7 0 1 0 2.9 6.9c-.2 2.6-1 4.6-2.7 5.9h7c-1.7-1.3-2.5-3.3'
    + '-2.7-5.9a4.7 4.7 0 1 0 2.9-6.9A4.7 4.7 0 0 0 12 1.8Z',
};

/** Behind the index of the honours, in the same box: a crown, a tulip, a plume, a star. */
const MOTIFS = {
  K: 'M3 18h18v3H3zM3 7l4.5 4L12 3l4.5 8L21 7l-1.6 9H4.6Z',
  Q: 'M12 2c-2 3-2 6 0 9 2-3 2-6 0-9ZM4 5c.3 5 2.8 9 8 9s7.7-4 8-9c-3 1-5 3-5.5 6.5L12 8.5'
    + ' 9.5 11.5C9 8 7 6 4 5ZM11 14h2v8h-2z',
  J: 'M5 21c0-7 1-12 7-18 1 2 1 3.5.5 5C15 6.5 17 6 20 6c-2 2-3 3-3.5 5 1 0 2 .3 3 1-6 1-9 '
    + '4-10.5 9Z',
  A: 'M12 1l2.7 4.5L20 4l-1.5 5.300L23 12l-4.5 2.7L20 20l-5.300-1.5L12 23l-2.7-4.5L4 20l'
    + '1.5-5.300L1 12l4.5-2.7L4 4l5.300 1.5Z',
};

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  node.append(...children);
  return node;
}

const shape = (d, transform, name) => svg('path', { d, transform, class: name });

/** In the language of the page. */
export const suitText = suit => t(`suit.${suitName(suit)}`);
export const cardText = card =>
  t('card', { rank: t(`rank.${card[0]}`), suit: suitText(suitOf(card)) });

function face(card) {
  const suit = SUITS[suitOf(card)];
  const motif = MOTIFS[card[0]];
  const wide = rankSign(card).length > 1;
  const rank = svg('text', {
    x: 22, y: 37, class: 'rank', 'text-anchor': 'middle', 'font-size': wide ? 35 : 40,
    ...(wide ? { textLength: 36, lengthAdjust: 'spacingAndGlyphs' } : {}),
  });
  rank.textContent = rankSign(card);
  return svg('svg', { viewBox: '0 0 100 142', 'aria-hidden': 'true', class: 'face' },
    ...(motif ? [shape(motif, 'translate(34 26) scale(2.5)', 'motif')] : []),
    rank,
    shape(suit, 'translate(8 46) scale(1.2)', 'small'),
    shape(suit, 'translate(34 78) scale(2.5)', 'large'));
}

/** A suit alone, as large as its text. */
export function suitNode(suit) {
  const node = svg('svg', { viewBox: '0 0 24 24', class: `suit suit-${suit}`, role: 'img' },
    svg('path', { d: SUITS[suit] }));
  node.setAttribute('aria-label', suitText(suit));
  return node;
}

/** @param tag button for a card that may be played, span for one that only lies there */
export function cardNode(card, tag = 'span', extra = '') {
  const node = document.createElement(tag);
  node.className = `card suit-${suitOf(card)} ${extra}`.trim();
  node.dataset.card = card;
  if (tag === 'button') node.type = 'button';
  else node.setAttribute('role', 'img');
  node.setAttribute('aria-label', cardText(card));
  node.append(face(card));
  return node;
}

/** A card whose face nobody may see. */
export function backNode(extra = '') {
  const node = document.createElement('span');
  node.className = `card back ${extra}`.trim();
  node.setAttribute('aria-hidden', 'true');
  return node;
}


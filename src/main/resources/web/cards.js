// Cards are text, rank then suit, as in frames: the ten of hearts is "TH".

const RANKS = '23456789TJQKA';
const RANK_NAMES = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten',
  'jack', 'queen', 'king', 'ace'];
const SUITS = {
  S: { name: 'spades', sign: '♠', red: false },
  H: { name: 'hearts', sign: '♥', red: true },
  C: { name: 'clubs', sign: '♣', red: false },
  D: { name: 'diamonds', sign: '♦', red: true },
};

/** All 52, clubs to spades, two to ace. */
export const DECK = [...'CDHS'].flatMap(suit => [...RANKS].map(rank => rank + suit));
export const SUIT_LETTERS = Object.keys(SUITS);

export const suitOf = card => card[1];
export const strength = card => RANKS.indexOf(card[0]);
export const rankSign = card => (card[0] === 'T' ? '10' : card[0]);
export const suitName = letter => SUITS[letter].name;
/** The variation selector keeps a phone from drawing an emoji. */
export const suitSign = letter => `${SUITS[letter].sign}\uFE0E`;
export const isRed = letter => SUITS[letter].red;
export const letterOf = name => SUIT_LETTERS.find(letter => SUITS[letter].name === name);
export const cardName = card => `${RANK_NAMES[strength(card)]} of ${suitName(suitOf(card))}`;

/** Trump first, then colours in turn as far as the suits held allow. */
export function suitOrder(held, trump) {
  const left = SUIT_LETTERS.filter(suit => held.includes(suit));
  const order = [];
  while (left.length > 0) {
    const reds = left.filter(isRed).length;
    const red = order.length > 0 ? !isRed(order.at(-1)) : reds * 2 > left.length;
    let next = left.findIndex(suit => isRed(suit) === red);
    if (order.length === 0 && left.includes(trump)) next = left.indexOf(trump);
    order.push(...left.splice(Math.max(next, 0), 1));
  }
  return order;
}

/** Who takes the cards that lie on the table; null before a lead. */
export function winningSeat({ leader, cards }, trump) {
  if (cards.length === 0) return null;
  const worth = card => {
    if (suitOf(card) === trump) return 100 + strength(card);
    return suitOf(card) === suitOf(cards[0]) ? strength(card) : -1;
  };
  const best = cards.reduce((top, card, i) => (worth(card) > worth(cards[top]) ? i : top), 0);
  return (leader + best) % 4;
}

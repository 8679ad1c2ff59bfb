// Plays a little better than by chance, so that a match may be won: takes a trick that it can
// take cheaply, and wastes nothing on one that is the partner's already.

const RANKS = '23456789TJQKA';
const SUITS = { clubs: 'C', diamonds: 'D', hearts: 'H', spades: 'S' };

/**
 * @param playable cards that may be played, at least one
 * @param trick cards on the table in their order
 * @param trump by its name
 */
export function choose(playable, trick, trump) {
  const strength = card => RANKS.indexOf(card[0]) + (card[1] === SUITS[trump] ? 20 : 0);
  const power = card => (card[1] === trick[0][1] || card[1] === SUITS[trump] ? strength(card) : -1);
  const rising = [...playable].sort((one, other) => strength(one) - strength(other));
  if (trick.length === 0) {
    const plain = rising.filter(card => card[1] !== SUITS[trump]);
    return plain.findLast(card => card[0] === 'A') ?? plain[0] ?? rising.at(-1);
  }
  const best = Math.max(...trick.map(power));
  const partners = trick.length >= 2 && power(trick.at(-2)) === best;
  const takes = rising.filter(card => power(card) > best);
  if (partners || takes.length === 0) return rising[0];
  return trick.length === 3 ? takes[0] : takes.at(-1);
}

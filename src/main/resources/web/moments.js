// A finished match as moments that can be shown one after the other. What the table looked like at
// any of them follows from the log alone. All hands are open, since the match is over.

import { DECK, winningSeat } from './cards.js';

const SEATS = [0, 1, 2, 3];

/** A log that can't be shown from this line on. */
export class Unreadable extends Error {
  constructor(line) {
    super(`line ${line}`);
    this.line = line;
  }
}

/** What is shown of a line. */
const NEEDED = {
  game: ['rules'], draw: ['start', 'cards'], hakem: ['seat'], hand: ['hakem'],
  deal: ['seat', 'cards'], redeal: ['seat'], trump: ['seat', 'suit'], play: ['seat', 'card'],
  trick: ['no', 'winner'], hand_end: ['winner', 'tricks', 'points', 'kind', 'score'],
  forfeit: ['seat'], match_end: ['winner', 'score'],
};

function object(text, line) {
  try {
    const json = JSON.parse(text);
    const cards = [json.card ?? [], json.cards ?? []].flat();
    const seat = json.seat ?? json.start ?? json.winner ?? 0;
    const has = (NEEDED[json.t] ?? []).every(name => json[name] !== undefined);
    const fits = SEATS.includes(seat) && cards.every(card => DECK.includes(card));
    if (has && fits) return { ...json, line };
  } catch {
    // As what is no card and no seat.
  }
  throw new Unreadable(line);
}

const objects = text => text.split(/\r?\n/).map((line, i) => [line, i + 1])
  .filter(([line]) => line.trim() !== '').map(([line, no]) => object(line, no));

/**
 * Lines that are one moment to a viewer come together: a turn of packets, the end of a deal and
 * what was revealed. A moment is {kind, lines}.
 */
function moments(lines) {
  const all = [];
  for (const line of lines) {
    const last = all.at(-1);
    const packets = line.t === 'deal' && last?.kind === 'deal' && last.lines.length < 11;
    const told = last && line.t === 'reveal' || last?.kind === 'draw' && line.t === 'hakem';
    if (packets || told) {
      last.lines.push(line);
    } else {
      all.push({ kind: line.t === 'hakem' ? 'draw' : line.t, lines: [line] });
    }
  }
  return all;
}

/**
 * @param text a whole log
 * @return {rules, deals: [{no, score, moments}], winner, score}; the draw for the hakem belongs to
 *   the first deal, and what ends the match to the last
 */
export function readMatch(text) {
  const lines = objects(text);
  if (lines[0]?.t !== 'game') throw new Unreadable(1);
  const match = { rules: lines[0].rules, deals: [], winner: null, score: [0, 0] };
  let opening = [];
  let deal = null;
  for (const line of lines.slice(1)) {
    if (line.t === 'hand' || deal === null && line.t === 'forfeit') {
      deal = { no: match.deals.length + 1, score: [...match.score], lines: opening };
      opening = [];
      match.deals.push(deal);
    }
    (deal?.lines ?? opening).push(line);
    if (line.t === 'hand_end') match.score = line.score;
    if (line.t === 'match_end') match.winner = line.winner;
  }
  if (match.winner === null) throw new Unreadable(lines.at(-1).line);
  match.deals = match.deals.map(({ lines: own, ...rest }) => ({ ...rest, moments: moments(own) }));
  match.deals.forEach(each => each.moments.forEach((_, step) => positionAt(match, each.no, step)));
  return match;
}

function empty(deal) {
  return {
    deal: deal.no, hakem: null, trump: null, hands: SEATS.map(() => []), trick: null, turn: null,
    tricks: [0, 0], score: deal.score, draw: null, told: null, winner: null,
  };
}

const give = (hands, seat, cards) =>
  hands.map((hand, i) => (i === seat ? [...hand, ...cards] : hand));
const take = (hands, seat, card) =>
  hands.map((hand, i) => (i === seat ? hand.filter(held => held !== card) : hand));

/** What each line makes of a position. */
const AFTER = {
  draw: (at, line) => ({ ...at, draw: { start: line.start, cards: line.cards } }),
  hakem: (at, line) => ({ ...at, hakem: line.seat, draw: at.draw ?? { start: 0, cards: [] } }),
  hand: (at, line) => ({ ...at, hakem: line.hakem, draw: null }),
  deal: (at, line) => ({ ...at, hands: give(at.hands, line.seat, line.cards), turn: at.hakem }),
  redeal: at => ({ ...at, hands: SEATS.map(() => []) }),
  trump: (at, line) => ({ ...at, trump: line.suit }),
  play: (at, line) => {
    const trick = at.trick === null || at.trick.cards.length === 4
      ? { leader: line.seat, cards: [] } : at.trick;
    const cards = [...trick.cards, line.card];
    return {
      ...at, hands: take(at.hands, line.seat, line.card), trick: { ...trick, cards },
      turn: cards.length === 4 ? null : (line.seat + 1) % 4,
    };
  },
  trick: (at, line) => ({
    ...at, trick: { leader: at.trick.leader, cards: at.trick.cards, won: line.winner },
    turn: line.winner, tricks: at.tricks.map((won, team) => won + Number(team === line.winner % 2)),
  }),
  hand_end: (at, line) => ({ ...at, trick: null, turn: null, score: line.score }),
  reveal: at => at,
  forfeit: at => ({ ...at, turn: null }),
  match_end: (at, line) => ({ ...at, turn: null, winner: line.winner }),
};

/** The cards of a trick that has been gathered are gone with the next moment. */
const gathered = at => (at.trick?.won === undefined ? at : { ...at, trick: null });

/**
 * The table as it was after a moment: who holds what, the trick that lies there, the tricks of the
 * teams in this deal, the score, and under `told` the moment itself.
 */
export function positionAt(match, no, step) {
  const deal = match.deals[no - 1];
  let at = empty(deal);
  deal.moments.slice(0, step + 1).forEach(moment => {
    at = gathered(at);
    moment.lines.forEach(line => {
      if (!Object.hasOwn(AFTER, line.t)) throw new Unreadable(line.line);
      try {
        at = AFTER[line.t](at, line);
      } catch {
        throw new Unreadable(line.line);
      }
    });
    at = { ...at, told: moment };
  });
  return at;
}

/** Who takes the trick as it lies; null where none does. */
export const takes = at => (at.trick === null ? null : winningSeat(at.trick, at.trump));

const clamp = (value, most) => Math.min(Math.max(Number.isNaN(value) ? 0 : value, 0), most);

/** A place {deal, step} that is in the match, whatever was asked for. */
export function placeIn(match, deal, step) {
  const no = clamp(deal, match.deals.length) || 1;
  return { deal: no, step: clamp(step, match.deals[no - 1].moments.length - 1) };
}

const START = { deal: 1, step: 0 };

export const first = () => START;
export function last(match) {
  return placeIn(match, match.deals.length, Infinity);
}

export function forward(match, { deal, step }) {
  if (step + 1 < match.deals[deal - 1].moments.length) return { deal, step: step + 1 };
  return deal < match.deals.length ? { deal: deal + 1, step: 0 } : { deal, step };
}

export function back(match, { deal, step }) {
  if (step > 0) return { deal, step: step - 1 };
  return deal > 1 ? placeIn(match, deal - 1, Infinity) : START;
}

/** After the next trick, or at the end of the deal. */
export function nextTrick(match, { deal, step }) {
  const { moments: own } = match.deals[deal - 1];
  const found = own.findIndex(({ kind }, i) => i > step && kind === 'trick');
  if (found >= 0) return { deal, step: found };
  return step < own.length - 1 ? { deal, step: own.length - 1 } : forward(match, { deal, step });
}

export function nextDeal(match, { deal }) {
  return deal < match.deals.length ? { deal: deal + 1, step: 0 } : last(match);
}

/** `#deal=3&step=17`, and back. */
export const hashOf = ({ deal, step }) => `#deal=${deal}&step=${step}`;
export function placeOf(match, hash) {
  const asked = new URLSearchParams(hash.replace(/^#/, ''));
  const number = name => Number.parseInt(asked.get(name) ?? '', 10);
  return placeIn(match, number('deal'), number('step'));
}

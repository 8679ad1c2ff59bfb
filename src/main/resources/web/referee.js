// Judges a match log by its text alone. The rules, the sums and the hashes are done again here; it
// believes nothing that it can work out, and it needs no page, so that it can be tried without one.
//
// Each step that it takes is {line, deal, check, ok, values}: ok is true or false, or null where
// nobody could say. One step a line that holds, one for each fault of a line that doesn't. After a
// line that makes no sense nothing can be judged, and a step says so.

import { DECK } from './cards.js';
import { RefereedDeal, fault, faults } from './refereed-deal.js';

const SEAT = value => Number.isInteger(value) && value >= 0 && value <= 3;
const CARD = value => DECK.includes(value);
const TEXT = value => typeof value === 'string';
const COUNT = value => Number.isInteger(value) && value >= 0 && value < 1000;
const LIST = (is, size) => value =>
  Array.isArray(value) && value.every(is) && (size === undefined || value.length === size);
const KINDS = ['win', 'kot', 'hakem_kot'];

/** Leaves a line that can't be read, or one out of place. */
class Halt extends Error {
  constructor(check, values) {
    super(check);
    this.fault = fault(check, values);
  }
}

/** @return the field's value; what is not so can't be read */
function want(json, name, is) {
  if (!is(json[name])) throw new Halt('field', { name });
  return json[name];
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

class Referee {
  steps = [];
  #next = ['game'];
  #line = 0;
  #rules = { target: 7, hakem: 'first_ace', redeal: 'none' };
  #drawn = null;
  #hakem = null;
  #deals = 0;
  #deal = null;
  #score = [0, 0];
  #forfeiter = null;

  read(text, line) {
    this.#line = line;
    let json;
    try {
      json = JSON.parse(text);
    } catch {
      throw new Halt('json', {});
    }
    const kind = json?.t;
    if (!this.#next.includes(kind)) {
      throw new Halt('order', { kind: String(kind), may: this.#next.join(', ') });
    }
    this.#next = this[kind](json);
  }

  /** @param found the faults of the line; without any it holds */
  #tell(check, values, found) {
    if (found.length === 0) this.#step({ check, values }, true);
    else found.forEach(each => this.#step(each, false));
  }

  #step({ check, values }, ok) {
    this.steps.push({ line: this.#line, deal: this.#deals, check, ok, values });
  }

  game(json) {
    const rules = want(json, 'rules', value => value !== null && typeof value === 'object');
    this.#rules = { ...this.#rules, ...rules };
    const { target, hakem, redeal } = this.#rules;
    this.#tell('game', { target, hakem, redeal }, faults(
      [json.players === 4, fault('players', { told: String(json.players) })],
      [COUNT(target) && target >= 1 && target <= 13, fault('target', { told: String(target) })],
      [['first_ace', 'random'].includes(hakem) && ['none', 'low_five'].includes(redeal),
        fault('rules')]));
    return [hakem === 'first_ace' ? 'draw' : 'hakem'];
  }

  draw(json) {
    const cards = want(json, 'cards', LIST(CARD));
    this.#drawn = (want(json, 'start', SEAT) + cards.length - 1) % 4;
    this.#tell('draw', { card: cards.at(-1) ?? '' }, faults(
      [new Set(cards).size === cards.length, fault('drawTwice')],
      [cards.findIndex(card => card[0] === 'A') === cards.length - 1 && cards.length > 0,
        fault('drawAce')]));
    return ['hakem'];
  }

  hakem(json) {
    this.#hakem = want(json, 'seat', SEAT);
    if (this.#drawn === null) this.#step(fault('hakemDrawn', { seat: this.#hakem }), null);
    else {
      this.#tell('hakem', { seat: this.#hakem }, faults(
        [this.#hakem === this.#drawn, fault('hakem', { seat: this.#hakem, right: this.#drawn })]));
    }
    return ['hand', 'forfeit'];
  }

  hand(json) {
    this.#deals++;
    const dealer = (this.#hakem + 3) % 4;
    const hakem = want(json, 'hakem', SEAT);
    this.#deal = new RefereedDeal(this.#deals, this.#hakem, json.secretCommit);
    const cards = want(json, 'deck', LIST(CARD));
    this.#tell('hand', { no: this.#deals, seat: this.#hakem }, [
      ...faults(
        [json.no === this.#deals, fault('dealNo', { right: this.#deals, told: String(json.no) })],
        [hakem === this.#hakem, fault('dealHakem', { right: this.#hakem, seat: hakem })],
        [json.dealer === dealer, fault('dealer', { right: dealer, told: String(json.dealer) })]),
      ...this.#deal.deck(cards, want(json, 'commit', TEXT)),
    ]);
    return ['deal'];
  }

  deal(json) {
    const seat = want(json, 'seat', SEAT);
    const cards = want(json, 'cards', LIST(CARD));
    this.#tell('packet', { seat, n: cards.length }, this.#deal.packet(seat, cards));
    if (this.#deal.packets === 1) {
      return ['trump', ...(this.#rules.redeal === 'low_five' ? ['redeal'] : []), 'forfeit'];
    }
    return this.#deal.packets === 12 ? ['play', 'forfeit'] : ['deal'];
  }

  redeal(json) {
    const seat = want(json, 'seat', SEAT);
    this.#tell('throwIn', { seat }, this.#deal.throwIn(seat, want(json, 'deck', LIST(CARD)),
      want(json, 'commit', TEXT)));
    return ['deal'];
  }

  trump(json) {
    const seat = want(json, 'seat', SEAT);
    this.#deal.trump = want(json, 'suit', value => TEXT(value) && /^[CDHS]$/.test(value));
    this.#tell('trump', { seat, suit: this.#deal.trump }, faults(
      [seat === this.#hakem, fault('trump', { seat, right: this.#hakem })]));
    return ['deal'];
  }

  play(json) {
    const seat = want(json, 'seat', SEAT);
    const card = want(json, 'card', CARD);
    this.#tell('play', { seat, card }, this.#deal.play(seat, card));
    return this.#deal.table.length === 4 ? ['trick'] : ['play', 'forfeit'];
  }

  trick(json) {
    const told = want(json, 'winner', SEAT);
    const cards = this.#deal.table.join(' ');
    const right = this.#deal.takeTrick();
    const n = this.#deal.tricks;
    this.#tell('trick', { seat: told, n }, faults(
      [json.no === n, fault('trickNo', { right: n, told: String(json.no) })],
      [told === right, fault('trickWinner', { seat: told, right, cards })]));
    return this.#deal.winner() >= 0 ? ['hand_end'] : ['play', 'forfeit'];
  }

  hand_end(json) {
    const winner = this.#deal.winner();
    const { won } = this.#deal;
    const points = won[1 - winner] > 0 ? 1 : 2 + Number(winner !== this.#hakem % 2);
    const kind = KINDS[points - 1];
    this.#score[winner] += points;
    this.#tell('handEnd', { team: winner, tricks: won.join('–'), points, score: this.score() },
      faults(
        [json.winner === winner, fault('dealWinner', { team: winner })],
        [same(json.tricks, won), fault('tricks', { right: won.join('–') })],
        [json.points === points && json.kind === kind, fault('points', { right: points })],
        [same(json.score, this.#score), fault('score', { right: this.score() })]));
    if (winner !== this.#hakem % 2) this.#hakem = (this.#hakem + 1) % 4;
    return ['reveal'];
  }

  score() {
    return this.#score.join('–');
  }

  reveal(json) {
    const deck = want(json, 'deck', LIST(CARD));
    const secret = json.secret === undefined ? undefined : want(json, 'secret', TEXT);
    const salts = secret === undefined ? [] : want(json, 'salts', LIST(TEXT, 4));
    this.#deal.reveal(deck, want(json, 'nonce', TEXT), secret, salts)
      .forEach(({ ok, ...step }) => this.#step(step, ok));
    this.#deal = null;
    const over = this.#forfeiter !== null || this.#score.some(won => won >= this.#rules.target);
    return over ? ['match_end'] : ['hand', 'forfeit'];
  }

  forfeit(json) {
    this.#forfeiter = want(json, 'seat', SEAT);
    this.#tell('forfeit', { seat: this.#forfeiter }, faults(
      [TEXT(json.reason) && json.reason !== '', fault('reason')]));
    return [this.#deal === null ? 'match_end' : 'reveal'];
  }

  match_end(json) {
    const winner = this.#forfeiter === null ? Number(this.#score[0] < this.#rules.target)
      : 1 - (this.#forfeiter % 2);
    this.#tell('matchEnd', { team: winner, score: this.score() }, faults(
      [json.winner === winner, fault('matchWinner', { team: winner })],
      [same(json.score, this.#score), fault('matchScore', { right: this.score() })]));
    return [];
  }

  whole() {
    const holds = this.#next.length === 0;
    this.#step(fault('whole', { may: this.#next.join(', ') }), holds);
  }

  halted({ check, values }, left) {
    this.#step({ check, values }, false);
    if (left > 0) this.#step(fault('rest', { n: left }), false);
  }
}

/**
 * @param text a log, one JSON object a line; empty lines don't count
 * @return {steps, failed: how many, first: the line of the first that failed or null, lines}
 */
export function judge(text) {
  const lines = text.split(/\r?\n/).map((line, i) => [line, i + 1])
    .filter(([line]) => line.trim() !== '');
  const referee = new Referee();
  let read = 0;
  try {
    for (const [line, no] of lines) {
      referee.read(line, no);
      read++;
    }
    referee.whole();
  } catch (halt) {
    if (!(halt instanceof Halt)) throw halt;
    referee.halted(halt.fault, lines.length - read - 1);
  }
  const failed = referee.steps.filter(step => step.ok === false);
  return {
    steps: referee.steps, failed: failed.length, first: failed[0]?.line ?? null,
    lines: lines.length,
  };
}

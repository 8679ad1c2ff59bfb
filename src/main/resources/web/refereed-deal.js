// One deal under the eyes of the referee: what the log says goes in, faults come out. A fault is
// {check, values}; what a check found right is told by the referee.

import { deckOf } from './fairness.js';
import { strength, suitOf, winningSeat } from './cards.js';
import { hex, hmac, sha256 } from './sha256.js';

/** Ranks from the jack on; five cards without one may be thrown in where the rules allow it. */
const HONOUR = 9;

/** @return the faults among pairs of what must hold and {check, values} */
export const faults = (...pairs) => pairs.filter(([holds]) => !holds).map(([, fault]) => fault);
export const fault = (check, values = {}) => ({ check, values });
const same = (one, other) => one.join() === other.join();

export class RefereedDeal {
  no;
  hakem;
  trump = null;
  packets = 0;
  tricks = 0;
  won = [0, 0];
  table = [];
  #secretCommit;
  #decks = [];
  #hands = [new Set(), new Set(), new Set(), new Set()];
  #taken = 0;
  #leader;

  /** @param secretCommit undefined where the log does not tell it */
  constructor(no, hakem, secretCommit) {
    this.no = no;
    this.hakem = hakem;
    this.#leader = hakem;
    this.#secretCommit = secretCommit;
  }

  deck(cards, commit) {
    this.#decks.push({ cards, commit });
    this.packets = 0;
    this.#taken = 0;
    return faults([cards.length === 52 && new Set(cards).size === 52, fault('deck')]);
  }

  throwIn(seat, cards, commit) {
    const low = [...this.#hands[this.hakem]].every(card => strength(card) < HONOUR);
    const found = faults(
      [seat === this.hakem, fault('throwSeat', { seat, right: this.hakem })],
      [this.#decks.length < 3, fault('throwTwice')],
      [low, fault('throwLow')]);
    this.#hands[this.hakem].clear();
    return [...found, ...this.deck(cards, commit)];
  }

  /** Five to the hakem; fives to the others; then two turns of four, the hakem first. */
  packet(seat, cards) {
    const size = this.packets < 4 ? 5 : 4;
    const due = (this.hakem + this.packets) % 4;
    const next = this.#decks.at(-1).cards.slice(this.#taken, this.#taken + size);
    cards.forEach(card => this.#hands[seat].add(card));
    this.#taken += size;
    this.packets++;
    return faults(
      [seat === due, fault('packetSeat', { seat, right: due })],
      [same(cards, next), fault('packetCards', { right: next.join(' '), told: cards.join(' ') })]);
  }

  play(seat, card) {
    const turn = (this.#leader + this.table.length) % 4;
    const hand = this.#hands[seat];
    const led = this.table.length > 0 ? suitOf(this.table[0]) : suitOf(card);
    const could = [...hand].some(held => suitOf(held) === led);
    const found = faults(
      [seat === turn, fault('turn', { seat, card, right: turn })],
      [hand.has(card), fault('held', { seat, card })],
      [suitOf(card) === led || !could, fault('follow', { seat, card, suit: led })]);
    hand.delete(card);
    this.table.push(card);
    return found;
  }

  /** @return the seat that wins the four cards on the table */
  takeTrick() {
    this.#leader = winningSeat({ leader: this.#leader, cards: this.table }, this.trump);
    this.won[this.#leader % 2]++;
    this.tricks++;
    this.table = [];
    return this.#leader;
  }

  /** The team with seven tricks, or -1. */
  winner() {
    return this.won.indexOf(7);
  }

  /** @return each thing that was revealed with {check, ok, values}; ok null where it can't be said */
  reveal(deck, nonce, secret, salts) {
    const last = this.#decks.length - 1;
    const { cards, commit } = this.#decks[last];
    const right = sha256(`${deck.join(',')}|${nonce}`);
    const told = [
      { check: 'revealed', ok: same(deck, cards), values: {} },
      { check: 'commit', ok: right === commit, values: { right, told: commit } },
    ];
    if (secret === undefined) return [...told, { check: 'secret', ok: null, values: {} }];
    const secretRight = sha256(secret);
    told.push({
      check: 'secretCommit', ok: secretRight === this.#secretCommit,
      values: { right: secretRight, told: this.#secretCommit ?? '' },
    });
    for (let attempt = 0; attempt <= last; attempt++) {
      told.push(...this.#shuffled(attempt, secret, salts, attempt === last ? nonce : null));
    }
    return told;
  }

  /** @param nonce null for a deck that was thrown in, whose own was never told */
  #shuffled(attempt, secret, salts, nonce) {
    const { cards, commit } = this.#decks[attempt];
    const own = hex(hmac(secret, `nonce|${this.no}|${attempt}`));
    const bound = sha256(`${cards.join(',')}|${own}`);
    return [
      nonce === null
        ? { check: 'thrownCommit', ok: bound === commit, values: { right: bound, told: commit } }
        : { check: 'nonce', ok: own === nonce, values: { right: own, told: nonce } },
      {
        check: 'shuffle', ok: same(deckOf(secret, this.no, attempt, salts), cards),
        values: { salts: salts.map(salt => salt || '–').join(' ') },
      },
    ];
  }
}

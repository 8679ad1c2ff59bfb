// The page as its tests know it: by its test ids, and by what its table says of itself.

import assert from 'node:assert/strict';
import { faintTexts, still } from './measures.mjs';

/** HOKM_PATIENCE=3 waits three times as long, on machines that do much else. */
export const PATIENCE = Number(process.env.HOKM_PATIENCE ?? 1);
const STEP_MS = 20_000 * PATIENCE;
const CLICK_MS = 2_000 * PATIENCE;
const HURRY_MS = 50;
const PAUSE_MS = 500;
/** Of the felt, where nothing lies. */
const CORNER = { x: 4, y: 4 };
const SUITS = { C: 'clubs', D: 'diamonds', H: 'hearts', S: 'spades' };
const NEXT = ['.hand .playable', '[data-testid=naming]', '[data-testid=next-deal]',
  '[data-testid=match-end]'].join(', ');

/** A click may come to nothing when the server acts for a slow seat; then the loop goes on. */
const clicked = (locator, how = {}) =>
  locator.click({ timeout: CLICK_MS, ...how }).then(() => true, () => false);

export class Table {
  /** The node of the page's socket, by its own id. */
  node = null;
  /** The events that the page was told, in order. */
  events = [];
  /** What the server has refused it. */
  refusals = [];
  /** Whether what the page shows for a while is looked at, and not skipped by a tap. */
  patient = false;
  /** Bytes of all frames both ways. */
  frameBytes = 0;

  /** @param snap keeps a picture of the page as it is in this moment */
  constructor(page, home, snap) {
    this.page = page;
    this.home = home;
    this.snap = snap;
    page.on('websocket', socket => {
      socket.on('framesent', ({ payload }) => this.#counts(payload));
      socket.on('framereceived', ({ payload }) => {
        this.#counts(payload);
        const frame = JSON.parse(payload);
        if (frame.node) this.node = frame.node;
        if (frame.type === 'events') this.events.push(...frame.events);
        if (frame.type === 'error') this.refusals.push(payload);
      });
    });
  }

  #counts(payload) {
    this.frameBytes += Buffer.byteLength(payload);
  }

  told(event) {
    return this.events.filter(each => each.event === event);
  }

  at(id) {
    return this.page.getByTestId(id);
  }

  /** Waits until it is seen. */
  async sees(id) {
    await this.at(id).waitFor({ timeout: STEP_MS });
  }

  async goHome() {
    await this.page.goto(this.home);
    await this.sees('lobby');
  }

  async name(who) {
    await this.at('name').fill(who);
  }

  async playBots(who = 'Sara') {
    await this.name(who);
    await this.at('play-bots').click();
    await this.sees('table');
  }

  /** @return the room's link */
  async createRoom(who = 'Sara') {
    await this.name(who);
    await this.at('create-room').click();
    await this.sees('room-code');
    return this.at('room-link').inputValue();
  }

  /** Behind a room's link: takes a seat. */
  async sit(who, seat) {
    await this.at('guest-name').fill(who);
    await this.at(`seat-${seat}`).click();
    await this.sees('fill-bots');
  }

  async cardsOf(place) {
    return this.page.locator(`[data-testid=${place}] .card:not(.going)`)
      .evaluateAll(cards => cards.map(card => card.dataset.card));
  }

  said() {
    return this.at('table').evaluate(node => ({ ...node.dataset }));
  }

  /** What must be the same after anything that the player has no part in. */
  async look() {
    const { match, room, seat, deal, score, tricks, cards } = await this.said();
    return {
      match, room, seat, deal, score, tricks, cards,
      trump: await this.at('trump').getAttribute('data-suit'),
      trick: await this.cardsOf('trick'), hand: await this.cardsOf('hand'),
    };
  }

  /** Waits until nothing moves. */
  still() {
    return this.page.evaluate(still);
  }

  /** A picture for people. */
  shot = async name => {
    await this.still();
    await this.snap(name);
  };

  /** Every text that is seen now has the contrast of WCAG's AA. */
  async standsOut(where) {
    await this.still();
    assert.deepEqual(await this.page.evaluate(faintTexts), [], where);
  }

  light() {
    return this.at('light').getAttribute('data-state');
  }

  async myTurn() {
    await this.page.locator('.hand .playable').first().waitFor({ timeout: STEP_MS });
  }

  /** Waits until the player has something to do; what can be skipped is. @return what */
  async next() {
    const next = this.page.locator(NEXT).first();
    const deadline = Date.now() + STEP_MS;
    while (!await next.isVisible() && Date.now() < deadline) {
      if (!this.patient && await this.at('table').isVisible()) {
        await clicked(this.page.locator('.felt'), { position: CORNER });
      }
      await next.waitFor({ timeout: HURRY_MS }).catch(() => {});
    }
    await next.waitFor({ timeout: CLICK_MS });
    for (const id of ['match-end', 'next-deal', 'naming']) {
      if (await this.at(id).isVisible()) return id;
    }
    return 'play';
  }

  /** Does the next thing. @return false at the match's end */
  async step(pick) {
    const what = await this.next();
    if (what === 'next-deal') await this.nextDeal();
    if (what === 'naming') await this.nameTrump();
    if (what === 'play') await this.playCard(pick);
    return what !== 'match-end';
  }

  /** @return whether it came to this before the match's end */
  async playUntil(enough, pick) {
    while (!await enough()) if (!await this.step(pick)) return false;
    return true;
  }

  /** In its turn, with cards of others on the table. */
  async playIntoTrick(pick) {
    const middle = async () =>
      await this.next() === 'play' && Number((await this.said()).cards) > 0;
    assert.ok(await this.playUntil(middle, pick), 'no trick came in which others played first');
  }

  /** Does what there is to do until it is enough or the match is over. */
  async playWhile(wanted) {
    const next = this.page.locator(NEXT).first();
    while (wanted() && !await this.at('match-end').isVisible()) {
      if (await next.isVisible()) await this.step();
      else await next.waitFor({ timeout: PAUSE_MS }).catch(() => {});
    }
  }

  async playToEnd(pick) {
    await this.playUntil(() => false, pick);
  }

  /**
   * @param pick chooses from the cards that may be played, those on the table, and the trump
   * @return the card, once it has left the hand; null when the server acted first
   */
  async playCard(pick = playable => playable.at(-1)) {
    const [playable, trick, trump] = await Promise.all([
      this.page.locator('.hand .playable').evaluateAll(all => all.map(node => node.dataset.card)),
      this.cardsOf('trick'), this.at('trump').getAttribute('data-suit')]);
    if (playable.length === 0) return null;
    const { cards } = await this.said();
    const card = pick(playable, trick.slice(0, Number(cards)), trump);
    const node = this.page.locator(`.hand [data-card="${card}"]`);
    if (!await clicked(node)) return null;
    await node.waitFor({ state: 'detached', timeout: STEP_MS });
    return card;
  }

  /** Where the suit is named of which most cards are held. */
  async bestTrump() {
    const suits = (await this.cardsOf('hand')).map(card => card[1]);
    const many = suit => suits.filter(each => each === suit).length;
    const best = suits.reduce((so, suit) => (many(suit) > many(so) ? suit : so));
    return `[data-testid=trump-choice][data-suit=${SUITS[best]}]`;
  }

  async nameTrump() {
    const choice = this.page.locator(await this.bestTrump());
    if (await clicked(choice)) await choice.waitFor({ state: 'detached', timeout: STEP_MS });
  }

  async nextDeal() {
    await clicked(this.at('next-deal'));
    await this.at('next-deal').waitFor({ state: 'detached', timeout: STEP_MS });
  }

  /** From now on all that the light says is kept, for {@link lights}. */
  async listen() {
    await this.at('light').evaluate(light => {
      window.lights = [light.dataset.state];
      new MutationObserver(() => {
        if (window.lights.at(-1) !== light.dataset.state) window.lights.push(light.dataset.state);
      }).observe(light, { attributes: true, attributeFilter: ['data-state'] });
    });
  }

  /** What the light has said since, each once in its turn. */
  lights() {
    return this.page.evaluate(() => window.lights);
  }
}

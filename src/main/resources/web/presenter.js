// What happens may come faster than it can be followed: a trick that is won stays for a while
// before the next card is shown. So frames are cut into steps, and each step stays its time. The table as
// it *is* is kept elsewhere; this is only about what is seen of it, and it is never far behind.

export const HOLDS = { trick_won: 1_200, card_played: 200, cards_dealt: 120 };
/** More than this much behind, all is shown at once. */
const FARTHEST_MS = 4_000;

/** @return {frame, hold, why} of each step of an events frame; only the last has the turn */
export function stepsOf(frame) {
  if (frame.type !== 'events' || frame.events.length === 0) return [{ frame, hold: 0, why: null }];
  const steps = [];
  let part = [];
  frame.events.forEach((event, i) => {
    part.push(event);
    const next = frame.events[i + 1]?.event;
    // The fourth card and who won are one moment, as are the packets of one dealing.
    if (!(event.event in HOLDS) || next === 'trick_won' || next === 'cards_dealt') return;
    steps.push({ frame: { ...frame, events: part, turn: null },
      hold: HOLDS[event.event], why: event.event });
    part = [];
  });
  if (part.length > 0 || steps.length === 0) {
    steps.push({ frame: { ...frame, events: part }, hold: 0, why: null });
  } else {
    steps.at(-1).frame.turn = frame.turn ?? null;
  }
  return steps;
}

export class Presenter {
  #show;
  #clock;
  #queue = [];
  #timer = null;
  #why = null;

  /**
   * @param show {step(frame, at) takes what is next, settled() is told when a hold has ended}
   * @param clock {now(), after(ms, what), cancel(timer)}
   */
  constructor(show, clock) {
    this.#show = show;
    this.#clock = clock;
  }

  /** What keeps the table as it is seen now: an event's name, or null. */
  get holding() {
    return this.#why;
  }

  push(frame) {
    const at = this.#clock.now();
    if (frame.type === 'view') this.#clear();
    stepsOf(frame).forEach(step => this.#queue.push({ ...step, at }));
    if (at - this.#queue[0]?.at > FARTHEST_MS) this.flush();
    else this.#run();
  }

  /** Goes on to the next step. */
  skip() {
    if (this.#timer === null) return;
    this.#clock.cancel(this.#timer);
    this.#ended();
  }

  /** Shows all that has happened. */
  flush() {
    this.#clock.cancel(this.#timer);
    this.#timer = null;
    this.#why = null;
    while (this.#queue.length > 0) this.#next();
    this.#show.settled();
  }

  #clear() {
    this.#clock.cancel(this.#timer);
    this.#timer = null;
    this.#why = null;
    this.#queue = [];
  }

  #run() {
    while (this.#timer === null && this.#queue.length > 0) {
      const { hold, why } = this.#queue[0];
      if (hold > 0) {
        this.#why = why;
        this.#timer = this.#clock.after(hold, () => this.#ended());
      }
      this.#next();
    }
  }

  #next() {
    const { frame, at } = this.#queue.shift();
    this.#show.step(frame, at);
  }

  #ended() {
    this.#timer = null;
    this.#why = null;
    this.#show.settled();
    this.#run();
  }
}

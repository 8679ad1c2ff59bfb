// Speaks the protocol for one player: signs in or resumes on every new socket, gives each command
// an id, and sends a command that got no answer again under the same id, which has one effect.

const VERSION = 1;
const RETRIES = 8;
const RETRY_MS = 500;
const ENTERING = ['create_room', 'join_room', 'quick_match'];
/** Refusals that say: not now, the same again in a moment. */
const PASSING = ['busy', 'unavailable', 'too_fast'];
/** After these a new socket would do harm, or meet the same. */
const FINAL = ['displaced', 'banned'];
/** The socket closes after these, and the next one may reach another node. */
const LEAVING = ['server_leaving', 'too_many_connections'];

export class Client {
  #connection;
  #me;
  #listener;
  #ready = false;
  #name = null;
  #signingIn = false;
  #welcomed = null;
  #pending = new Map();
  // Two loads of the page must not use the same ids: the room would take them for resends.
  #prefix = [...crypto.getRandomValues(new Uint8Array(4))].map(b => b.toString(36)).join('');
  #count = 0;

  /**
   * @param dial makes the connection from its listener
   * @param me {device(), isPlayer(id)}
   * @param listener {table(frame), status(text), signedIn(room), refused(frame)}
   */
  constructor(dial, me, listener) {
    this.#me = me;
    this.#listener = listener;
    this.#connection = dial({
      opened: () => this.#greet(),
      heard: frame => this.#hear(frame),
      changed: status => this.#changed(status),
    });
  }

  /** Comes back as whoever played in this browser, to the seat where there is one. */
  resume(name) {
    this.#name = name;
    this.#connection.start();
  }

  resumeHere() {
    this.#connection.restart();
  }

  /** @return resolves when the server knows this player under this name */
  signIn(name) {
    if (this.#ready && this.#name === name) return Promise.resolve();
    this.#name = name;
    this.#signingIn = true;
    this.#ready = false;
    const welcome = new Promise((resolve, reject) => {
      this.#welcomed = { resolve, reject };
    });
    this.#connection.restart();
    return welcome;
  }

  /**
   * @param quiet the codes whose refusal need not be told to the player
   * @return resolves with the frame that accepts it, rejects with the error frame
   */
  ask(type, fields = {}, quiet = []) {
    const id = `${this.#prefix}-${++this.#count}`;
    return new Promise((resolve, reject) => {
      const frame = { type, id, ...fields };
      this.#pending.set(id, { frame, resolve, reject, quiet, retries: 0 });
      if (this.#ready) this.#connection.send(frame);
    });
  }

  /** Asks for what followed this event. */
  sync(lastSeen) {
    if (this.#ready) this.#connection.send({ type: 'sync', lastSeen });
  }

  #changed(status) {
    if (status !== 'connected') this.#ready = false;
    this.#listener.status(status);
  }

  /** Under a new name the player signs in; otherwise it comes back, which a seat lasts through. */
  #greet() {
    const token = this.#me.device();
    if (this.#signingIn) {
      this.#connection.send({ type: 'sign_in', version: VERSION, name: this.#name, device: token });
    } else {
      this.#connection.send({ type: 'resume', version: VERSION, token });
    }
  }

  #hear(frame) {
    if (frame.type === 'welcome') return this.#welcome(frame);
    if (frame.type === 'resumed') return this.#isReady(frame.room ?? null);
    if (frame.type === 'accepted' || frame.type === 'queued') {
      this.#take(frame.id)?.resolve(frame);
      if (frame.type === 'queued') this.#listener.table(frame);
      return undefined;
    }
    return frame.type === 'error' ? this.#error(frame) : this.#listener.table(frame);
  }

  /** Whoever sits somewhere already comes back there, as after any break. */
  #welcome(frame) {
    this.#me.isPlayer(frame.player);
    this.#signingIn = false;
    if (frame.room) this.#connection.restart();
    else this.#isReady(null);
  }

  #isReady(room) {
    this.#ready = true;
    this.#welcomed?.resolve();
    this.#welcomed = null;
    this.#listener.signedIn(room);
    for (const [id, { frame, resolve }] of this.#pending) {
      if (room !== null && ENTERING.includes(frame.type)) {
        this.#pending.delete(id);
        resolve({ type: 'accepted', id, room });
      } else {
        this.#connection.send(frame);
      }
    }
  }

  #error(frame) {
    if (FINAL.includes(frame.code)) this.#connection.stop();
    if (frame.code === 'bad_token') return this.#badToken(frame);
    if (LEAVING.includes(frame.code)) return undefined;
    const waiting = this.#pending.get(frame.id);
    if (waiting && PASSING.includes(frame.code) && waiting.retries++ < RETRIES) {
      setTimeout(() => this.#again(frame.id), RETRY_MS * (0.5 + Math.random()));
      return undefined;
    }
    this.#take(frame.id)?.reject(frame);
    if (!this.#ready && frame.code !== 'displaced') this.#notGreeted(frame);
    return waiting?.quiet.includes(frame.code) ? undefined : this.#listener.refused(frame);
  }

  /** A server that can't sign anyone in now is asked again; one that refuses the name is not. */
  #notGreeted(frame) {
    if (PASSING.includes(frame.code)) {
      setTimeout(() => this.#ready || this.#greet(), 2 * RETRY_MS);
      return;
    }
    this.#welcomed?.reject(frame);
    this.#welcomed = null;
    this.#signingIn = false;
    this.#connection.stop();
  }

  #again(id) {
    const waiting = this.#pending.get(id);
    if (waiting && this.#ready) this.#connection.send(waiting.frame);
  }

  /** The server has forgotten the player, or never heard of him: he is made anew. */
  #badToken(frame) {
    this.#pending.forEach(({ reject }) => reject(frame));
    this.#pending.clear();
    if (this.#welcomed === null) this.#listener.refused(frame);
    this.#signingIn = true;
    this.#connection.restart();
  }

  #take(id) {
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    return waiting;
  }
}

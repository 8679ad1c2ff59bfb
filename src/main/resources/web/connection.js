// One socket at a time to the server. It is dialled again whenever it is lost, and given up for
// lost when nothing was heard for a while: a dead network tells nobody.

const PING_MS = 5_000;
const SILENCE_MS = 12_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

export class Connection {
  #url;
  #listener;
  #socket = null;
  #wanted = false;
  #failures = 0;
  #heardAt = 0;
  #pulse = null;
  #redial = null;

  /** @param listener {opened(), heard(frame), changed(status)} */
  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
    addEventListener('online', () => this.#hurry());
  }

  start() {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#dial();
  }

  stop() {
    this.#wanted = false;
    this.#drop();
    clearTimeout(this.#redial);
    this.#listener.changed('idle');
  }

  restart() {
    this.stop();
    this.#failures = 0;
    this.start();
  }

  /** @return whether a socket took it; what it did not take must be sent again when one opens */
  send(frame) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #dial() {
    this.#listener.changed(this.#failures === 0 ? 'connecting' : 'reconnecting');
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#heardAt = Date.now();
    socket.onopen = () => {
      this.#listener.changed('connected');
      this.#listener.opened();
    };
    socket.onmessage = message => this.#hear(JSON.parse(message.data));
    socket.onclose = () => this.#lost();
    this.#pulse = setInterval(() => this.#beat(), PING_MS);
  }

  #hear(frame) {
    this.#heardAt = Date.now();
    this.#failures = 0;
    if (frame.type === 'ping') this.send({ type: 'pong' });
    else if (frame.type !== 'pong') this.#listener.heard(frame);
  }

  #beat() {
    if (Date.now() - this.#heardAt > SILENCE_MS) this.#lost();
    else this.send({ type: 'ping' });
  }

  /** Jitter, so that the tables of a lost node do not all come back in the same moment. */
  #lost() {
    this.#drop();
    if (!this.#wanted) return;
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures++);
    this.#listener.changed('reconnecting');
    clearTimeout(this.#redial);
    this.#redial = setTimeout(() => this.#dial(), longest / 2 + Math.random() * longest / 2);
  }

  #hurry() {
    if (!this.#wanted || this.#socket !== null) return;
    clearTimeout(this.#redial);
    this.#dial();
  }

  #drop() {
    clearInterval(this.#pulse);
    if (this.#socket === null) return;
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.#socket = null;
  }
}

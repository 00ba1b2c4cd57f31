// One WebSocket that is kept open: comes back after losses, notices silence, subscribes anew.
import { Backoff } from "./backoff.js";

const SILENCE = 60_000; // The server speaks every 25 seconds; after this the line is dead, whatever it says itself.
const LOOK_EVERY = 5_000;
const PATIENCE = 10_000; // between attempts that the person caused
const UNAVAILABLE = 5_000; // before a stream is asked for again
const SIGNED_OUT = 4003;
const REFUSALS = 2; // After so many refused handshakes in a row it is not chance: something on the way forbids sockets.

export class Line {
  constructor(url, { hear, become }) {
    this.url = url;
    this.hear = hear;
    this.become = become;
    this.wanted = new Set();
    this.backoff = new Backoff();
    this.refused = 0;
    this.looking = setInterval(() => this.look(), LOOK_EVERY);
    this.waking = () => this.wake();
    addEventListener("online", this.waking);
    document.addEventListener("visibilitychange", this.waking);
    this.open();
  }

  // Hear exactly these streams.
  want(streams) {
    const before = this.wanted;
    this.wanted = new Set(streams);
    for (const stream of before) if (!this.wanted.has(stream)) this.say({ type: "unsubscribe", stream });
    for (const stream of this.wanted) if (!before.has(stream)) this.say({ type: "subscribe", stream });
  }

  say(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  close() {
    this.ended = true;
    clearInterval(this.looking);
    clearTimeout(this.retry);
    removeEventListener("online", this.waking);
    document.removeEventListener("visibilitychange", this.waking);
    this.drop();
  }

  open() {
    this.retry = null;
    this.heardAt = this.triedAt = Date.now();
    const socket = (this.socket = new WebSocket(this.url));
    let accepted = false;
    socket.onopen = () => {
      accepted = true;
      this.refused = 0;
      this.signedOut = false;
      this.backoff.opened();
      for (const stream of this.wanted) this.say({ type: "subscribe", stream });
      this.become("live");
    };
    socket.onmessage = ({ data }) => {
      this.heardAt = Date.now();
      const message = JSON.parse(data);
      if (message.type === "revoked") this.wanted.delete(message.stream);
      if (message.code === "unavailable") setTimeout(() => this.ask(message.stream), UNAVAILABLE * (1 + Math.random()));
      this.hear(message);
    };
    socket.onclose = ({ code }) => this.lost(accepted, code);
  }

  lost(accepted, code) {
    this.socket = null;
    this.backoff.closed();
    if (this.ended) return;
    if (!accepted) this.refused += 1;
    if (!accepted && this.signedOut) return this.become("over");
    this.signedOut = code === SIGNED_OUT;
    this.become(this.refused >= REFUSALS ? "polling" : "connecting");
    this.retry = setTimeout(() => this.open(), this.backoff.next());
  }

  ask(stream) {
    if (this.wanted.has(stream)) this.say({ type: "subscribe", stream });
  }

  // Timers sleep with the computer: what the clock on the wall says counts.
  look() {
    if (!this.socket || Date.now() - this.heardAt < SILENCE) return;
    this.drop();
    this.lost(true);
  }

  // Somebody is back, or the network is: no need to wait for the end of a long pause.
  wake() {
    this.look();
    if (document.hidden || !navigator.onLine || !this.retry || Date.now() - this.triedAt < PATIENCE) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.open(), Math.random() * 1_000);
  }

  drop() {
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }
}

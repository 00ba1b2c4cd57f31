// The tabs of one browser share a line: one of them leads and holds the socket, the others speak through it.
// Leading is holding a lock that the browser gives back when the tab is gone, however it went.
const FORGOTTEN = 150_000; // Hidden tabs may be slowed down to one word a minute.
const SAID_EVERY = 45_000;

export class Tabs {
  // `lead()` is called once this tab holds the socket; `told(word)` with what other tabs say.
  constructor(name, { lead, told }) {
    this.name = name;
    this.me = Math.random().toString(36).slice(2);
    this.lead = lead;
    this.told = told;
    this.others = new Map(); // tab: { streams, at }
  }

  get shared() {
    return "locks" in navigator && "BroadcastChannel" in window;
  }

  enter() {
    if (!this.shared) return this.lead();
    this.channel = new BroadcastChannel(this.name);
    this.channel.onmessage = ({ data }) => this.hear(data);
    this.saying = setInterval(() => this.announce?.(), SAID_EVERY);
    this.leaving = new AbortController();
    navigator.locks
      .request(this.name, { signal: this.leaving.signal }, () => {
        this.lead();
        return new Promise((resolve) => (this.release = resolve));
      })
      .catch(() => {}); // Left before it was our turn.
  }

  leave() {
    if (!this.channel) return;
    this.post({ bye: true });
    clearInterval(this.saying);
    this.leaving.abort();
    this.release?.();
    this.channel.close();
    this.channel = null;
    this.others.clear();
  }

  post(word) {
    this.channel?.postMessage({ ...word, from: this.me });
  }

  // What any other tab wants to hear.
  wanted() {
    const now = Date.now();
    for (const [tab, { at }] of this.others) if (now - at > FORGOTTEN) this.others.delete(tab);
    return [...this.others.values()].flatMap(({ streams }) => streams);
  }

  hear(word) {
    if (word.want) this.others.set(word.from, { streams: word.want, at: Date.now() });
    if (word.bye) this.others.delete(word.from);
    this.told(word);
  }
}

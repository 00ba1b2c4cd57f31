// Without a socket: ask by HTTP, with answers that are held back until there is something new. Each tab asks for
// itself, and only while somebody looks at it.
const HELD = 25; // seconds
const SHORT = 500;
const LONG = 15_000; // After an empty answer that nobody held back, and after a failure.

export class Polling {
  constructor(listenersOf) {
    this.listenersOf = listenersOf;
    this.running = new Map();
  }

  // Ask about exactly these streams.
  want(streams) {
    for (const [stream, stop] of this.running) {
      if (!streams.includes(stream)) {
        stop.abort();
        this.running.delete(stream);
      }
    }
    for (const stream of streams) {
      if (this.running.has(stream)) continue;
      const stop = new AbortController();
      this.running.set(stream, stop);
      this.ask(stream, stop.signal);
    }
  }

  async ask(stream, signal) {
    while (!signal.aborted) {
      await visible();
      const started = Date.now();
      let pause = LONG;
      try {
        const asked = this.listenersOf(stream).map((listener) => listener.catchUp?.({ wait: HELD, signal }));
        const news = (await Promise.all(asked)).some(Boolean);
        if (news || Date.now() - started > (HELD * 1000) / 2) pause = SHORT;
      } catch {
        // Refused or offline; the listener has said so on its page.
      }
      await sleep(pause * (0.75 + Math.random() / 2));
    }
  }
}

function visible() {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// How far we are in a room. Events come in any order, twice or not at all; what is applied is complete and in order.
//
// `head` is the number up to which we have everything. The next event has exactly the next number; a lower one is
// known already; a higher one means that something is missing. Whatever is missing comes by HTTP, always the same way:
// after a gap, after a reconnect, when nothing arrives by itself.
import { sleep } from "./common.js";

const LONGEST_PAUSE = 30_000;

export class Cursor {
  constructor(head, { url, apply }) {
    this.head = head;
    this.url = url;
    this.apply = apply;
    this.fetching = null;
  }

  event(event) {
    if (event.rev <= this.head) return;
    if (event.rev === this.head + 1) this.take([event], event.rev);
    else this.repair();
  }

  // Somebody says how far the room has moved.
  seen(head) {
    if (head > this.head) this.repair();
  }

  // The page shows only what was there at `head`.
  rewind(head) {
    if (head >= this.head) return;
    this.head = head;
    this.repair();
  }

  // Fetches what is missing until it is there; while one is at it, others join in.
  repair() {
    this.fetching ??= this.insist().finally(() => (this.fetching = null));
    return this.fetching;
  }

  async insist() {
    for (let pause = 500; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        return await this.catchUp();
      } catch (trouble) {
        if (trouble.final) return false;
        await sleep(pause * (0.5 + Math.random()));
      }
    }
  }

  // One fetch, or several where much is new; `wait` lets the server hold an empty answer so many seconds. Resolves
  // to whether something was new, rejects when there was no answer; `final` means that asking again is of no use.
  async catchUp({ wait = 0, signal } = {}) {
    let news = false;
    for (let more = true; more; ) {
      const after = this.head;
      const reply = await fetch(`${this.url}?after=${after}${wait && !news ? `&wait=${wait}` : ""}`, { signal });
      if (!reply.ok) throw Object.assign(new Error(`status ${reply.status}`), { final: [403, 404].includes(reply.status) });
      const { head, events, more: left } = await reply.json();
      if (head < after) return location.reload(); // An older database was brought back: begin anew.
      news = this.take(events, left ? events.at(-1).rev : head) || news;
      more = left;
    }
    return news;
  }

  // Meanwhile others may have brought a part of it.
  take(events, head) {
    const fresh = events.filter((event) => event.rev > this.head);
    this.head = Math.max(this.head, head);
    if (fresh.length) this.apply(fresh);
    return fresh.length > 0;
  }
}

// What was said and is not yet stored: kept in this browser, over reloads and without a connection, sent in order.
//
// Every entry has the key under which the server stores it once, however often it arrives.
import { handIn } from "../uploads/handing-in.js";
import { blobOf, dropBlob } from "./blobs.js";
import { memory, post, sleep, words } from "./common.js";

const LONGEST_PAUSE = 60_000;
const PUT_ASIDE = ["failed", "asks"];
const TRY_LATER = [429, 502, 503, 504];

export class Outbox {
  // `changed()` is called when entries or their states change, `stored(entry, answer)` when the server has one,
  // `progress(key, share)` while the files of an entry are on their way.
  constructor(room, { changed, stored, progress }) {
    this.place = `rooms:outbox:${room.me}:${room.dataset.room}`;
    this.url = `${room.dataset.address}nachrichten/`;
    this.changed = changed;
    this.stored = stored;
    this.progress = progress;
    this.sending = false;
    this.resume = () => {};
    addEventListener("online", () => this.goOn());
    addEventListener("storage", (event) => event.key === this.place && this.changed());
  }

  // Oldest first: { key, text, reply_to, files, alt, state, reason, until }; states: waiting, sending, failed, and
  // asks: it speaks to everyone, and one has to say so (to_all). Of the files
  // { key, name }: the bytes are kept apart.
  entries() {
    try {
      return JSON.parse(memory.getItem(this.place)) ?? [];
    } catch {
      return [];
    }
  }

  add(entry) {
    this.write([...this.entries(), { ...entry, state: "waiting" }]);
    this.send();
  }

  remove(key) {
    const [gone] = this.entries().filter((entry) => entry.key === key);
    if (!gone) return;
    (gone.files ?? []).forEach((file) => dropBlob(file.key));
    this.write(this.entries().filter((entry) => entry.key !== key));
  }

  again(key, changes = {}) {
    this.mark(key, { ...changes, state: "waiting", reason: "" });
    this.send();
  }

  mark(key, changes) {
    this.write(this.entries().map((entry) => (entry.key === key ? { ...entry, ...changes } : entry)));
  }

  write(entries) {
    if (entries.length) memory.setItem(this.place, JSON.stringify(entries));
    else memory.removeItem(this.place);
    this.changed();
  }

  // The line is back: what waits out a pause of our own goes on; where the house has said when, that holds.
  goOn() {
    this.resume();
    this.send();
  }

  // One at a time and in order. Without a connection it waits; what the server refuses is put aside and said.
  async send() {
    if (this.sending) return;
    this.sending = true;
    let pause = 1_000;
    for (let entry; (entry = this.entries().find(({ state }) => !PUT_ASIDE.includes(state))); ) {
      this.mark(entry.key, { state: "sending" });
      const { status, data } = await this.deliver(entry);
      if (status === 200 || status === 201) {
        pause = 1_000;
        this.remove(entry.key);
        this.stored(entry, data);
      } else if (status && !TRY_LATER.includes(status)) {
        this.mark(entry.key, { state: data.code === "confirm" ? "asks" : "failed", reason: data.detail ?? "" });
      } else {
        const asked = 1000 * (data.retry_after ?? 0); // The house says when; a room may be slow.
        this.mark(entry.key, { state: "waiting", reason: data.detail ?? "", until: asked && Date.now() + asked });
        await (asked ? sleep(asked + 250 * Math.random()) : this.pause(pause * (1 + Math.random() / 4)));
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    }
    this.sending = false;
  }

  // It is over after a while, or when the line is back.
  pause(milliseconds) {
    return Promise.race([sleep(milliseconds), new Promise((resolve) => (this.resume = resolve))]);
  }

  // Files first, each under its own key: what has arrived is not sent again.
  async deliver({ key, text, reply_to: answered, files = [], alt, to_all: all }) {
    const attachments = [];
    for (const [index, { key: fileKey, name }] of files.entries()) {
      const file = await blobOf(fileKey);
      if (!file) return { status: 410, data: { detail: words("fileGone", { name }) } };
      const progress = (share) => this.progress(key, (index + share) / files.length);
      const { status, data } = await handIn(file, { key: fileKey, name, progress });
      if (status !== 200 && status !== 201) return { status, data };
      attachments.push(data.id);
    }
    const fields = { key, text, attachments, ...(answered && { reply_to: answered }), ...(alt && { alt_text: alt }), ...(all && { to_all: "on" }) };
    return post(this.url, fields).catch(() => ({ status: 0, data: {} }));
  }
}

// How far one has read: told to the server, which tells the other devices, and to the other tabs, and what is new meanwhile, in title and at the end.
import { count } from "../js/badge.js";
import { listen } from "../live/bell.js";
import { memory, part, post, say, shorten, words } from "./common.js";

const AFTER = 700;

export class Reading {
  constructor(room, timeline) {
    this.room = room;
    this.timeline = timeline;
    this.below = part("below", room);
    this.new = [];
    this.told = timeline.last;
    this.tabs = "BroadcastChannel" in window ? new BroadcastChannel(`rooms:${room.me}`) : null;
    this.tabs?.addEventListener("message", ({ data }) => data.room === room.dataset.room && this.upTo(data.seq));
    listen("me", { event: ({ type, room: key, seq }) => type === "read" && String(key) === room.dataset.room && this.upTo(seq) });
    this.below.addEventListener("click", () => this.goToEnd());
    timeline.scroller.addEventListener("scroll", () => this.look(), { passive: true });
    document.addEventListener("visibilitychange", () => this.look());
    this.aloud();
    this.look();
  }

  // New messages have come onto the page; those of others are new to us.
  came(events) {
    const others = events.filter(({ author, removed }) => author.id !== this.room.me && !removed);
    this.new.push(...others.map(({ seq }) => seq));
    if (others.length && !this.quiet) this.announce(others);
    this.look();
  }

  announce(events) {
    const [{ author, html }] = events;
    const text = new DOMParser().parseFromString(html, "text/html").body.textContent;
    if (events.length > 1) say(words("newMessages", { n: events.length }));
    else say(words("spoken", { name: author.name, words: shorten(text, 300) }));
  }

  look() {
    const reading = !document.hidden && this.timeline.atEnd;
    if (reading) this.upTo(this.timeline.last);
    if (reading && this.timeline.last > this.told) this.tell();
    this.show();
  }

  upTo(seq) {
    this.new = this.new.filter((one) => one > seq);
    this.show();
  }

  tell() {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const seq = this.timeline.last;
      const { status } = await post(`${this.room.dataset.address}gelesen/`, { seq }).catch(() => ({}));
      if (status === 204) this.told = seq;
      this.tabs?.postMessage({ room: this.room.dataset.room, seq });
    }, AFTER);
  }

  show() {
    const n = this.new.length;
    count("room", n);
    this.below.hidden = !n && this.timeline.reachesEnd;
    this.below.querySelector("span").textContent = n === 1 ? words("newMessage") : words("newMessages", { n: n || "" });
    if (!n) this.below.hidden = true;
  }

  goToEnd() {
    if (!this.timeline.reachesEnd) return location.assign(`${this.room.dataset.address}#schreiben`);
    this.timeline.toEnd();
    this.look();
  }

  // New messages are read out politely, unless one wants quiet.
  aloud() {
    const place = `rooms:quiet:${this.room.me}`;
    const [line, button] = [part("aloud"), part("aloud")?.querySelector("button")];
    this.quiet = memory.getItem(place) === "1";
    if (!line) return;
    line.hidden = false;
    button.setAttribute("aria-pressed", String(this.quiet));
    button.addEventListener("click", () => {
      this.quiet = !this.quiet;
      if (this.quiet) memory.setItem(place, "1");
      else memory.removeItem(place);
      button.setAttribute("aria-pressed", String(this.quiet));
    });
  }
}

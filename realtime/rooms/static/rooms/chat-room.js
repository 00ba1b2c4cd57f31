// <chat-room>: hears what happens in a room, brings it onto the page, and sends what is said here.
import { listen } from "../live/bell.js";
import { actInPlace, moveByKeys } from "./acts.js";
import { part, say, words } from "./common.js";
import { Cards } from "./cards.js";
import { Company } from "./company.js";
import { Cursor } from "./cursor.js";
import { Lines } from "./lines.js";
import { askForMenus } from "./menus.js";
import { Outbox } from "./outbox.js";
import { Pending } from "./pending.js";
import { followPins } from "./pins.js";
import { Reading } from "./reading.js";
import { Timeline } from "./timeline.js";

class ChatRoom extends HTMLElement {
  connectedCallback() {
    this.me = Number(this.dataset.me);
    this.line = part("line", this);
    this.timeline = new Timeline(this);
    this.lines = new Lines(this, (lines) => this.timeline.refine(lines));
    this.cards = new Cards(this);
    this.reading = new Reading(this, this.timeline);
    this.company = new Company(this);
    this.cursor = new Cursor(Number(this.dataset.head), {
      url: `${this.dataset.address}ereignisse/`,
      apply: (events) => this.apply(events),
    });
    this.settle();
    addEventListener("hashchange", () => this.settle());
    actInPlace(this);
    askForMenus(this);
    moveByKeys(this);
    this.openOutbox();
    if (!("archived" in this.dataset)) this.listen();
  }

  get composer() {
    return this.querySelector("chat-composer");
  }

  // A message in the address is looked for inside the conversation; the window itself stays where it is.
  settle() {
    if (location.hash === "#raum-info" || getComputedStyle(this.timeline.scroller).overflowY !== "auto") return;
    const stay = () => requestAnimationFrame(() => scrollTo({ top: 0, behavior: "instant" }));
    if (document.readyState === "complete") stay();
    else addEventListener("load", stay, { once: true });
  }

  listen() {
    this.stop = listen(this.dataset.stream, {
      event: (event) => (event.type === "message" ? this.cursor.event(event) : this.company.hear(event)),
      head: (head) => this.cursor.seen(head),
      catchUp: (how) => this.cursor.catchUp(how),
      state: (state) => this.connection(state),
      revoked: (reason) => this.revoked(reason),
    });
  }

  apply(events) {
    const came = this.timeline.apply(events);
    for (const { key, author } of events) {
      if (author.id === this.me) this.outbox?.remove(key);
      this.company.stopped(author.id);
    }
    followPins(events);
    this.reading.came(came);
  }

  openOutbox() {
    this.pending = new Pending(this, {
      again: ({ key }) => this.outbox.again(key),
      all: ({ key }) => this.outbox.again(key, { to_all: true }),
      drop: ({ key }) => this.outbox.remove(key),
      back: async (entry) => {
        await this.composer?.take(entry);
        this.outbox.remove(entry.key);
      },
    });
    this.outbox = new Outbox(this, {
      changed: () => this.showPending(),
      stored: (_entry, { rev }) => {
        this.cursor.seen(rev);
        this.composer?.rest();
      },
      progress: (key, share) => this.pending.progress(key, share),
    });
    this.showPending();
    this.outbox.send();
  }

  showPending() {
    this.pending.show(this.outbox.entries());
  }

  // What the composer hands over. Who writes wants to see it: to the end.
  send(entry) {
    this.outbox.add(entry);
    if (this.timeline.reachesEnd) this.timeline.toEnd();
    else location.assign(`${this.dataset.address}#schreiben`);
  }

  connection(state) {
    this.dataset.state = state;
    const sentence = { live: "", connecting: "", polling: "polling", over: "over" }[state] ?? "";
    this.line.textContent = navigator.onLine ? sentence && words(sentence) : words("offline");
    if (state === "live") this.outbox?.goOn();
  }

  complain(sentence) {
    this.line.textContent = sentence;
    say(sentence);
  }

  revoked(reason) {
    this.complain(words(reason === "archived" ? "archived" : "left"));
    this.toggleAttribute("inert", reason !== "archived");
    if (reason === "archived") this.composer?.setAttribute("inert", "");
  }
}

customElements.define("chat-room", ChatRoom);

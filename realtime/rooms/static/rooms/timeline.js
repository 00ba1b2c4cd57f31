// The messages on the page: kept in order, and where one reads nothing jumps.
import { part } from "./common.js";
import { answer, build, countAnswers } from "./message.js";
import { Pages } from "./pages.js";

const GROUPED_WITHIN = 5 * 60 * 1000;
const NEAR = 80; // pixels from the end that still count as being there
const DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" });

export class Timeline {
  constructor(room) {
    this.room = room;
    this.list = part("messages", room);
    this.scroller = part("scroll", room);
    this.pages = new Pages(room, this);
    this.since = Number(room.dataset.head);
    this.counted = new Map(); // answers that came or changed since: whether they stand
  }

  get reachesEnd() {
    return "end" in this.room.dataset;
  }

  get last() {
    return Number(this.items().at(-1)?.dataset.seq ?? 0);
  }

  // The list is laid out from its end: there the way scrolled is 0.
  get atEnd() {
    return this.reachesEnd && Math.abs(this.scroller.scrollTop) < NEAR;
  }

  items() {
    return [...this.list.querySelectorAll(":scope > .message")];
  }

  // Brings events onto the page; returns those that were not there before.
  apply(events) {
    return this.keepingPlace(() => events.filter((event) => this.show(event)));
  }

  show(event) {
    const shown = document.getElementById(`nachricht-${event.seq}`);
    const item = build(event, this.room);
    this.answered(event, shown);
    if (shown) {
      countAnswers(item, Number(part("answers", shown)?.dataset.count ?? 0), this.room);
      item.classList.toggle("message--joined", shown.classList.contains("message--joined"));
      const focused = shown.contains(document.activeElement);
      part("cards", item)?.append(...(part("cards", shown)?.childNodes ?? []));
      shown.replaceWith(item);
      this.room.cards.came(item);
      if (focused) item.focus({ preventScroll: true });
      this.requote(item);
      return false;
    }
    if (!this.reachesEnd || event.seq < this.last) return event.seq > this.last && event.rev === event.seq;
    this.append(item);
    return true;
  }

  // Below what is answered stands how often; what is removed does not count. `shown` is the answer, if it is here.
  answered({ reply_to: seq, seq: own, removed }, shown) {
    const item = seq && document.getElementById(`nachricht-${seq}`);
    if (!item) return;
    const counted = this.counted.get(own) ?? (shown ? !shown.classList.contains("message--removed") : own <= this.since);
    this.counted.set(own, !removed);
    countAnswers(item, Number(part("answers", item)?.dataset.count ?? 0) + Number(!removed) - Number(counted), this.room);
  }

  // What others answered to it says what it says now.
  requote(item) {
    for (const link of this.list.querySelectorAll(`.message__context a[href$="#${item.id}"]`)) {
      part("answered", link).textContent = answer(item);
    }
  }

  append(item) {
    part("empty", this.room)?.remove();
    const before = this.items().at(-1);
    const moment = new Date(item.dataset.at);
    const day = DAY.format(moment);
    if (!before || DAY.format(new Date(before.dataset.at)) !== day) this.list.append(this.dayLine(day, moment));
    else item.classList.toggle("message--joined", joins(item, before, moment));
    this.list.append(item);
    this.room.cards.came(item);
  }

  dayLine(day, moment) {
    const line = part("day", this.room).content.firstElementChild.cloneNode(true);
    const format = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "Europe/Berlin" };
    line.dataset.day = day;
    line.firstElementChild.textContent = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "de", format).format(moment);
    return line;
  }

  // At the end one stays at the end; elsewhere what one reads stays where it is.
  keepingPlace(change) {
    const stay = this.atEnd;
    const anchor = stay ? null : this.firstVisible();
    const top = anchor?.getBoundingClientRect().top;
    const result = change();
    if (stay) {
      this.pages.trim("older");
      this.toEnd();
    } else if (anchor?.isConnected) {
      this.scroller.scrollTop += anchor.getBoundingClientRect().top - top;
    }
    return result;
  }

  toEnd() {
    this.scroller.scrollTop = 0;
  }

  firstVisible() {
    const top = this.scroller.getBoundingClientRect().top;
    return this.items().find((item) => item.getBoundingClientRect().bottom > top);
  }
}

function joins(item, before, moment) {
  return (
    item.dataset.author === before.dataset.author &&
    moment - new Date(before.dataset.at) < GROUPED_WITHIN &&
    !part("context", item)
  );
}

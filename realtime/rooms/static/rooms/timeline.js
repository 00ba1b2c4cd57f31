// The messages on the page: kept in order, and where one reads nothing jumps.
import { answersTo, gatherAnswers, noteAnswer, quote, quoteAnew } from "./answers.js";
import { part } from "./common.js";
import { differs, lineOf } from "./lines.js";
import { settle } from "./menus.js";
import { Pages } from "./pages.js";
import { insert, place } from "./placing.js";

const NEAR = 80; // pixels from the end that still count as being there

export class Timeline {
  constructor(room) {
    this.room = room;
    this.list = part("messages", room);
    this.scroller = part("scroll", room);
    this.pages = new Pages(room, this);
    this.items().forEach(settle);
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

  // Lines as this reader finds them on a page take the place of what everyone hears.
  refine(lines) {
    this.keepingPlace(() => lines.forEach((line) => this.put(line)));
    this.room.cards.follow();
  }

  show(event) {
    if (!event.item) return this.room.lines.ask(event.seq); // told by a process that is not yet of this version
    const line = lineOf(event, this.room);
    const shown = document.getElementById(line.id);
    const isNew = !shown && event.seq > this.last;
    const isComplete = quote(this.list, line, shown);
    if (shown) ["answers", "cards"].forEach((name) => keep(name, shown, line));
    this.put(line);
    this.room.cards.came(line);
    noteAnswer(this.list, event);
    quoteAnew(this.list, line);
    if (!isComplete || differs(line, this.room)) [line, ...answersTo(this.list, line)].forEach((one) => this.ask(one));
    return !shown && (line.isConnected || (isNew && event.rev === event.seq));
  }

  // Whether a message with this number stands between the first and the last of the page, or at one of its open ends.
  reaches(seq) {
    const [first] = this.items();
    const begins = part("older", this.room).hidden || (first && seq > Number(first.dataset.seq));
    return begins && (this.reachesEnd || seq < this.last);
  }

  ask(line) {
    if (line.isConnected) this.room.lines.ask(line.dataset.seq);
  }

  put(line) {
    const shown = document.getElementById(line.id);
    settle(line);
    if (shown) replace(shown, line);
    else if (this.reaches(Number(line.dataset.seq))) {
      part("empty", this.room)?.remove();
      insert(this.list, line);
      gatherAnswers(this.list, line);
    }
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

// What is later stays; so does where one is.
function replace(shown, line) {
  if (Number(shown.dataset.rev) > Number(line.dataset.rev)) return;
  const focused = shown.contains(document.activeElement);
  shown.replaceWith(line);
  place(line);
  if (focused) line.focus({ preventScroll: true });
}

// What events say nothing of: it is asked for, or counted here.
function keep(name, shown, line) {
  const [old, now] = [part(name, shown), part(name, line)];
  if (old && now) now.append(...old.childNodes);
  else if (old && name === "answers") part("acts", line).before(old);
}

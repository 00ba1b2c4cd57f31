// A conversation as its page and its events bring it: what `room.html`, `_message.html` and `_acts.html` say to scripts.
import { mock } from "node:test";
import { openPage } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";
import { parse } from "../house/html.mjs";

export const ME = 7;
const ADDRESS = "/raeume/3/";
const HEIGHT = 20; // of each message
const WINDOW = 100; // of the conversation: five messages are seen

const acts = (seq) => `<a data-act="reply" href="${ADDRESS}?antwort_auf=${seq}#schreiben"></a>
  <details class="message__menu"><summary></summary><ul class="message__choices" data-part="choices"><li data-act="react"><button></button></li>
    <li data-act="link"><a href="${ADDRESS}nachrichten/${seq}/"></a></li></ul></details>`;

// A message's line; without `alone` as everybody hears it, without words and acts.
export function line(seq, { rev = seq, author = 2, day = "2026-03-01", to, answered = "", removed = false, answers, cards, text, joins = false, sealedFor, alone = false } = {}) {
  const about = to ? `<p data-part="context" data-to="${to}"><span data-part="answered">${answered}</span></p>` : "";
  const counted = answers ? `<p data-part="answers" data-answers="${answers.join(" ")}"><a href=""><span>${answers.length}</span></a></p>` : "";
  const shown = removed ? '<p data-part="tombstone">entfernt</p>' : `<div data-part="text">${text ?? ""}</div>`;
  return `<li class="message" id="nachricht-${seq}" data-seq="${seq}" data-rev="${rev}" data-author="${author}" data-at="2026-03-01T10:00:00"
    data-day="${day}" data-day-words="Tag ${day}"${joins ? ' data-joins-since="2026-03-01T09:59:00"' : ""}${sealedFor ? ` data-sealed-for="${sealedFor}"` : ""} data-answerable data-as-answered="Antwort auf ${seq}">
    <a data-part="time" href="${ADDRESS}nachrichten/${seq}/"></a>${about}${shown}
    ${cards ? `<div data-part="cards" data-url="${ADDRESS}nachrichten/${seq}/karten/">${cards === true ? "" : cards}</div>` : ""}
    ${counted}<div data-part="acts">${alone ? acts(seq) : ""}</div></li>`;
}

// What is told when a message has come or changed.
export function event(seq, { html = `Wort ${seq}`, key = `k${seq}`, author = 2, to = null, removed = false, ...more } = {}) {
  const item = line(seq, { author, to, removed, ...more });
  return { type: "message", seq, rev: more.rev ?? seq, item, html: removed ? "" : html, key, author: { id: author, name: "Petra" }, reply_to: to, removed };
}

// A page of the conversation, as HTML.
export function page(lines, { head = 0, end = false, older = 0, newer = 0 } = {}) {
  return `<html><chat-room class="room" data-room="3" data-stream="room:3" data-head="${head}" data-me="${ME}" data-roles="${ME}"
    data-address="${ADDRESS}" data-writes${end ? " data-end" : ""}><div data-part="scroll"><p data-part="older"${older ? "" : " hidden"}><a
    href="?vor=${older}"></a></p><ol data-part="messages"><li class="day-line" data-day="2026-03-01"><span></span></li>${lines.join("")}</ol>
    <p data-part="newer"${newer ? "" : " hidden"}><a href="?nach=${newer}"></a></p><ol data-part="outbox" hidden></ol></div>
    <p data-part="typing"></p><p data-part="line"></p><button data-part="below" hidden><span></span></button></chat-room></html>`;
}

export const numbers = (from, to) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
export const lines = (from, to, more = {}) => numbers(from, to).map((seq) => line(seq, { alone: true, ...more }));

// A page that shows these lines; `body` stands beside the conversation. Returns the conversation.
export function openRoom(shown, { words = {}, body = [], ...where } = {}) {
  const [html] = parse(page(shown, { end: true, ...where }), (tag) => h(tag));
  const room = html.firstElementChild;
  const template = (part, text) => h("template", { "data-part": part }, ...parse(text, (tag) => h(tag)));
  room.append(
    template("day", '<li class="day-line"><span></span></li>'),
    template("acts-of-any", acts(0)),
    template("answers-line", '<p data-part="answers" data-answers="" data-count="0"><a href=""><span></span></a></p>'),
  );
  openPage({ words: { answersOne: "{n} Antwort", answers: "{n} Antworten", ...words }, body: [room, h("form", { id: "zeichen" }), ...body] });
  Object.assign(room, { me: ME, complain: mock.fn(), cards: { came: mock.fn(), follow: mock.fn() }, lines: { ask: mock.fn(), fetch: mock.fn(async () => []) } });
  room.cursor = { rewind: mock.fn(), seen: mock.fn() };
  layOut(room);
  return room;
}

export const shown = (room) => room.querySelectorAll(".message").filter((one) => one.dataset.seq).map(({ dataset }) => Number(dataset.seq));

// The conversation is laid out from its end: at 0 the last message stands at the lower edge, what is above has negative ways.
function layOut(room) {
  const scroller = room.querySelector('[data-part="scroll"]');
  Object.assign(scroller, { scrollTop: 0, getBoundingClientRect: () => ({ top: 0, bottom: WINDOW }) });
  Object.getPrototypeOf(scroller).getBoundingClientRect = function () {
    const items = this.parentElement.children.filter(({ classList }) => classList.contains("message"));
    const bottom = WINDOW - HEIGHT * (items.length - 1 - items.indexOf(this)) - scroller.scrollTop;
    return { top: bottom - HEIGHT, bottom };
  };
}

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load } from "../house/browser.mjs";
import { parse } from "../house/html.mjs";
import { h } from "../house/dom.mjs";
import { event, line, lines, ME, openRoom, shown } from "./talk.mjs";

let room, timeline;

beforeEach(() => open(lines(1, 20)));

async function open(found, where) {
  room = openRoom(found, where);
  const { Timeline } = await load("rooms/timeline.js");
  room.timeline = timeline = new Timeline(room);
}

const message = (seq) => room.querySelector(`#nachricht-${seq}`);
const part = (name, within) => within.querySelector(`[data-part="${name}"]`);
const seen = () => timeline.items().filter((item) => item.getBoundingClientRect().bottom > 0).map(({ dataset }) => Number(dataset.seq));
const apply = (...events) => timeline.apply(events).map(({ seq }) => seq);
const drawn = (html) => parse(html, (tag) => h(tag))[0];

test("what a page came with offers only what anybody can do, until its menu is asked for", () => {
  assert.deepEqual(room.querySelectorAll(".message__choices > li").map(({ dataset }) => dataset.act), Array(20).fill("link"));
});

test("a new message comes below the others and is news", () => {
  assert.deepEqual(apply(event(21), event(22)), [21, 22]);
  assert.deepEqual(shown(room).slice(-3), [20, 21, 22]);
  assert.equal(part("text", message(22)).textContent, "Wort 22");
  assert.equal(timeline.last, 22);
});

test("what came late stands in its place all the same", () => {
  apply(event(23), event(21), event(22));
  assert.deepEqual(shown(room).slice(-3), [21, 22, 23]);
});

test("it is mine or not, and I may answer it", () => {
  apply(event(21, { author: ME }), event(22));
  assert.deepEqual([21, 22].map((seq) => message(seq).classList.contains("message--own")), [true, false]);
  assert.equal(message(22).querySelector('[data-act="reply"]').href, "/raeume/3/?antwort_auf=22#schreiben");
});

test("a message that is changed changes where it stands, and is no news", () => {
  assert.deepEqual(apply(event(5, { rev: 21, html: "anders" })), []);
  assert.equal(part("text", message(5)).textContent, "anders");
  assert.deepEqual([shown(room).length, shown(room)[4]], [20, 5]);
});

test("what is later stays, whatever arrives after it", () => {
  apply(event(5, { rev: 22, html: "neuer" }));
  apply(event(5, { rev: 21, html: "älter" }));
  assert.equal(part("text", message(5)).textContent, "neuer");
});

test("a changed message stands together with what the same person said before, as it did", () => {
  apply(event(5, { rev: 21, joins: true }), event(6, { rev: 22, joins: true, author: 9 }));
  assert.deepEqual([5, 6].map((seq) => message(seq).classList.contains("message--joined")), [true, false]);
});

test("whoever stands in a message that changes stands there still", () => {
  part("time", message(5)).focus();
  apply(event(5, { rev: 21 }));
  assert.equal(document.activeElement, message(5));
  apply(event(6, { rev: 22 }));
  assert.equal(document.activeElement, message(5));
});

test("the first message takes away the words about the empty room", async () => {
  await open([]);
  part("scroll", room).prepend(h("div", { "data-part": "empty" }));
  assert.equal(timeline.last, 0);
  assert.deepEqual(apply(event(1)), [1]);
  assert.equal(part("empty", room), null);
  assert.deepEqual(shown(room), [1]);
});

test("a page that does not reach the end does not show what comes at it, but counts it", async () => {
  await open(lines(1, 20), { end: false, newer: 20 });
  assert.deepEqual(apply(event(31)), [31]);
  assert.deepEqual(shown(room).at(-1), 20);
  assert.deepEqual(apply(event(30, { rev: 32 })), []); // an older one was changed out there
  assert.equal(timeline.atEnd, false);
});

test("what is older than the page is not shown; the beginning belongs to it where nothing is older", async () => {
  await open(lines(11, 20), { older: 11 });
  assert.deepEqual([5, 10, 15, 25].map((seq) => timeline.reaches(seq)), [false, false, true, true]);
  assert.deepEqual(apply(event(5, { rev: 21 }), event(6)), []);
  assert.deepEqual(shown(room)[0], 11);
  await open(lines(11, 20), { end: false, newer: 20 });
  assert.deepEqual([5, 15, 25].map((seq) => timeline.reaches(seq)), [true, true, false]);
});

test("an answer says what it answers, and that one counts its answers", () => {
  apply(event(21, { to: 5 }), event(22, { to: 5 }));
  assert.equal(part("answered", message(21)).textContent, "Antwort auf 5");
  assert.deepEqual([part("answers", message(5)).dataset.answers, part("answers", message(5)).textContent], ["21 22", "2 Antworten"]);
  assert.equal(room.lines.ask.mock.callCount(), 0);
  apply(event(21, { rev: 23, to: 5, removed: true }));
  assert.equal(part("answers", message(5)).textContent, "1 Antwort");
});

test("what it answers is not here: the line is asked for", () => {
  apply(event(21, { to: 900 }));
  assert.deepEqual(room.lines.ask.mock.calls.map((call) => call.arguments), [["21"]]);
});

test("nothing is asked about a line that is not shown", async () => {
  await open(lines(1, 20), { end: false, newer: 20 });
  apply(event(31, { to: 900 }));
  assert.equal(room.lines.ask.mock.callCount(), 0);
});

test("what only some find in a line is asked for, and anew what its answers say of it", () => {
  apply(event(21, { to: 5 }), event(5, { rev: 22, removed: true, sealedFor: `2 ${ME}` }), event(6, { rev: 23, removed: true, sealedFor: "2" }));
  assert.deepEqual(room.lines.ask.mock.calls.map((call) => call.arguments), [["5"], ["21"]]);
});

test("when what is answered comes, its answers are told and counted", async () => {
  await open([line(1, { alone: true }), line(3, { alone: true, to: 2, answered: "früher" })]);
  apply(event(2, { rev: 4 }));
  assert.equal(part("answered", message(3)).textContent, "Antwort auf 2");
  assert.equal(part("answers", message(2)).dataset.answers, "3");
});

test("what an event says nothing of is kept: answers and cards", async () => {
  await open([line(1, { alone: true, answers: [2, 4], cards: "<b>Karte</b>" })]);
  apply(event(1, { rev: 5, cards: true }));
  assert.equal(part("answers", message(1)).dataset.answers, "2 4");
  assert.equal(part("cards", message(1)).textContent, "Karte");
  assert.equal(room.cards.came.mock.calls[0].arguments[0], message(1));
});

test("an event without a line is asked for, and comes as this reader finds it", () => {
  assert.deepEqual(apply({ seq: 21, rev: 21 }), []);
  assert.deepEqual(room.lines.ask.mock.calls[0].arguments, [21]);
  timeline.refine([drawn(line(21, { text: "für mich", alone: true }))]);
  assert.equal(part("text", message(21)).textContent, "für mich");
  assert.equal(message(21).querySelectorAll("[data-act=react]").length, 0);
  assert.equal(room.cards.follow.mock.callCount(), 1);
});

test("at the end one stays at the end", () => {
  timeline.scroller.scrollTop = -79;
  assert.equal(timeline.atEnd, true);
  apply(event(21), event(22));
  assert.deepEqual([timeline.scroller.scrollTop, seen().at(-1)], [0, 22]);
});

test("who reads further up loses nothing from sight", () => {
  timeline.scroller.scrollTop = -200;
  const before = seen();
  assert.equal(timeline.atEnd, false);
  apply(event(21), event(22));
  assert.deepEqual(seen().slice(0, before.length), before);
  assert.equal(timeline.scroller.scrollTop, -240);
});

test("what came late between two messages one sees moves only what is below the upper one", async () => {
  await open([...lines(1, 11), ...lines(13, 30)]);
  timeline.scroller.scrollTop = -270;
  const top = message(11).getBoundingClientRect().top;
  assert.equal(seen()[0], 11);
  apply(event(12, { rev: 31 }));
  assert.equal(message(11).getBoundingClientRect().top, top);
});

test("in a long conversation old messages go while one is at the end, none while one reads", async () => {
  await open(lines(1, 300));
  timeline.scroller.scrollTop = -200;
  apply(event(301));
  assert.deepEqual([shown(room).length, shown(room)[0]], [301, 1]);
  timeline.toEnd();
  apply(event(302));
  assert.deepEqual([shown(room).length, shown(room)[0], part("older", room).hidden], [300, 3, false]);
});

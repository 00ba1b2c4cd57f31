import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { answer, load, pass, tabsOfOneBrowser } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";
import { event, lines, ME, openRoom } from "./talk.mjs";

const WORDS = { newMessage: "1 neue Nachricht", newMessages: "{n} neue Nachrichten", spoken: "{name}: {words}" };
let room, timeline, reading, tower, aloud, modules;

async function open({ last = 20, atEnd = true, reachesEnd = true, quiet, silent = false } = {}) {
  aloud = h("p", { "data-part": "aloud", hidden: "" }, h("button"));
  room = openRoom(lines(20, 20), { words: WORDS, body: silent ? [] : [aloud] });
  if (quiet) localStorage.setItem(`rooms:quiet:${ME}`, "1");
  tabsOfOneBrowser();
  fetch.mock.mockImplementation(async () => answer(204));
  timeline = { last, atEnd, reachesEnd, scroller: h("div"), toEnd: mock.fn(() => (timeline.atEnd = true)) };
  modules = await load("live/bell.js", "rooms/reading.js");
  tower = modules.carry({ subscribe() {}, unsubscribe() {}, say() {} });
  reading = new modules.Reading(room, timeline);
}

beforeEach(() => open());

// Messages have come onto the page.
function come(...events) {
  timeline.last = events.at(-1).seq;
  reading.came(events);
}

const sent = () => fetch.mock.calls.map(({ arguments: [url, { body }] }) => `${url} ${body}`);
const below = () => room.querySelector('[data-part="below"]');
const said = () => document.getElementById("meldungen").textContent;
const state = () => [below().hidden, below().textContent, document.title];
const read = (seq, key = 3) => tower.deliver({ type: "read", stream: "me", room: key, seq });

test("what stood there when one came is told by the page itself, not anew", async () => {
  await pass(5_000);
  assert.deepEqual(sent(), []);
  assert.deepEqual(state(), [true, " neue Nachrichten", "Seite"]);
});

test("what comes while one is at the end is read, and that is told after a moment", async () => {
  come(event(21));
  await pass(699);
  assert.deepEqual(sent(), []);
  await pass(1);
  assert.deepEqual(sent(), ["/raeume/3/gelesen/ seq=21"]);
  assert.equal(below().hidden, true);
  reading.look();
  await pass(5_000);
  assert.equal(sent().length, 1);
});

test("many at once are told once, with the last", async () => {
  for (let seq = 21; seq < 26; seq++) {
    come(event(seq));
    await pass(100);
  }
  await pass(700);
  assert.deepEqual(sent(), ["/raeume/3/gelesen/ seq=25"]);
});

test("where the server did not take it, it is told again with the next look", async () => {
  fetch.mock.mockImplementationOnce(() => Promise.reject(new TypeError("offline")), 0);
  fetch.mock.mockImplementationOnce(async () => answer(503), 1);
  come(event(21));
  for (let n = 0; n < 4; n++) {
    await pass(700);
    reading.look();
  }
  assert.deepEqual(sent(), Array(3).fill("/raeume/3/gelesen/ seq=21"));
});

test("behind another window nothing is read; back in front it is", async () => {
  document.hidden = true;
  come(event(21));
  await pass(5_000);
  assert.deepEqual(sent(), []);
  assert.deepEqual(state(), [false, "1 neue Nachricht", "(1) Seite"]);
  document.hidden = false;
  document.dispatchEvent(new Event("visibilitychange"));
  await pass(700);
  assert.deepEqual(sent(), ["/raeume/3/gelesen/ seq=21"]);
  assert.deepEqual(state().slice(0, 1), [true]);
  assert.equal(document.title, "Seite");
});

test("who reads further up sees how much is new, until they are down again", async () => {
  timeline.atEnd = false;
  come(event(21), event(22));
  assert.deepEqual(state(), [false, "2 neue Nachrichten", "(2) Seite"]);
  await pass(5_000);
  assert.deepEqual(sent(), []);
  timeline.atEnd = true;
  timeline.scroller.dispatchEvent(new Event("scroll"));
  await pass(700);
  assert.deepEqual([...state(), sent().length], [true, " neue Nachrichten", "Seite", 1]);
});

test("what one says oneself is not new, nor what was taken away before one saw it", () => {
  timeline.atEnd = false;
  come(event(21, { author: ME }), event(22, { removed: true }));
  assert.deepEqual([below().hidden, document.title, said()], [true, "Seite", ""]);
});

test("read on another device up to a place: what is behind it is still new", () => {
  timeline.atEnd = false;
  come(event(21), event(22), event(23));
  read(22, 9);
  assert.equal(document.title, "(3) Seite");
  tower.deliver({ type: "bell", stream: "me", room: 3, seq: 22 });
  assert.equal(document.title, "(3) Seite");
  read(22);
  assert.deepEqual(state(), [false, "1 neue Nachricht", "(1) Seite"]);
  read(23);
  assert.equal(below().hidden, true);
});

test("the other tabs of this browser hear it at once", async () => {
  const other = new BroadcastChannel(`rooms:${ME}`);
  other.onmessage = mock.fn();
  timeline.atEnd = false;
  come(event(21), event(22));
  other.postMessage({ room: "4", seq: 22 });
  assert.equal(document.title, "(2) Seite");
  other.postMessage({ room: "3", seq: 22 });
  assert.equal(document.title, "Seite");
  timeline.atEnd = true;
  reading.look();
  await pass(700);
  assert.deepEqual(other.onmessage.mock.calls.map((call) => call.arguments[0].data), [{ room: "3", seq: 22 }]);
});

test("a browser without channels between its tabs reads all the same", async () => {
  delete globalThis.BroadcastChannel;
  room = openRoom(lines(20, 20), { words: WORDS });
  fetch.mock.mockImplementation(async () => answer(204));
  reading = new modules.Reading(room, timeline);
  come(event(21));
  await pass(700);
  assert.deepEqual(sent(), ["/raeume/3/gelesen/ seq=21"]);
});

test("one new message is read out with its words, several as a number", () => {
  come(event(21, { html: "<p>Gute  <b>Nachricht</b></p>" }));
  assert.equal(said(), "Petra: Gute Nachricht");
  come(event(22, { html: "x".repeat(400) }));
  assert.equal(said(), `Petra: ${"x".repeat(299)}…`);
  come(event(23), event(24, { author: ME }), event(25));
  assert.equal(said(), "2 neue Nachrichten");
});

test("who wants quiet gets it, here and on the next page, until they want it no more", async () => {
  const button = () => aloud.querySelector("button");
  assert.deepEqual([aloud.hidden, button().getAttribute("aria-pressed")], [false, "false"]);
  button().click();
  come(event(21));
  assert.deepEqual([said(), button().getAttribute("aria-pressed"), localStorage.getItem(`rooms:quiet:${ME}`)], ["", "true", "1"]);
  await open({ quiet: true });
  come(event(21));
  assert.deepEqual([said(), button().getAttribute("aria-pressed")], ["", "true"]);
  button().click();
  come(event(22));
  assert.deepEqual([said(), button().getAttribute("aria-pressed"), localStorage.getItem(`rooms:quiet:${ME}`)], ["Petra: Wort 22", "false", null]);
});

test("where the page has no such switch, quiet is kept all the same", async () => {
  await open({ quiet: true, silent: true });
  come(event(21));
  assert.equal(said(), "");
});

test("the button below leads to the end", async () => {
  timeline.atEnd = false;
  come(event(21));
  below().click();
  assert.equal(timeline.toEnd.mock.callCount(), 1);
  assert.equal(below().hidden, true);
});

test("where the end is not on the page, the button leads to the page that has it", async () => {
  await open({ atEnd: false, reachesEnd: false });
  assert.equal(below().hidden, true);
  come(event(21));
  below().click();
  assert.deepEqual(location.assign.mock.calls[0].arguments, ["/raeume/3/#schreiben"]);
  assert.equal(timeline.toEnd.mock.callCount(), 0);
});

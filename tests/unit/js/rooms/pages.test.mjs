import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { answer, load, settle } from "../house/browser.mjs";
import { line, lines, openRoom, page, shown } from "./talk.mjs";

let room, timeline, pages;

beforeEach(() => open(lines(41, 60), { older: 41 }));

async function open(found, where) {
  room = openRoom(found, where);
  timeline = { items: () => room.querySelectorAll(".message"), keepingPlace: mock.fn((change) => change()) };
  const { Pages } = await load("rooms/pages.js");
  pages = new Pages(room, timeline);
}

const part = (name) => room.querySelector(`[data-part="${name}"]`);
const link = (way) => part(way).querySelector("a");
const serve = (html) => fetch.mock.mockImplementation(async () => answer(200, html));
const asked = () => fetch.mock.calls.map(({ arguments: [url] }) => url);

async function turn(way) {
  link(way).click();
  await settle();
}

function press(way, keys) {
  const event = Object.assign(new Event("click", { bubbles: true, cancelable: true }), keys);
  link(way).dispatchEvent(event);
  return event.defaultPrevented;
}

test("older messages come above, and the link leads to still older ones", async () => {
  serve(page(lines(21, 40), { older: 21 }));
  await turn("older");
  assert.deepEqual([shown(room)[0], shown(room).at(-1), shown(room).length], [21, 60, 40]);
  serve(page(lines(1, 20)));
  await turn("older");
  assert.deepEqual(asked(), ["?vor=41", "?vor=21"]);
  assert.deepEqual([shown(room)[0], shown(room).length, part("older").hidden], [1, 60, true]);
});

test("a fragment is asked for, and what is read keeps its place", async () => {
  serve(page(lines(21, 40)));
  await turn("older");
  assert.deepEqual(fetch.mock.calls[0].arguments[1].headers, { "X-Fragment": "1" });
  assert.equal(timeline.keepingPlace.mock.callCount(), 1);
  assert.equal(room.cards.follow.mock.callCount(), 1);
});

test("their menus hold only what anybody can do, and days are said once", async () => {
  serve(page([line(39, { alone: true, day: "2026-02-28" }), line(40, { alone: true })]));
  await turn("older");
  assert.deepEqual(room.querySelectorAll(".message__choices > [data-act=react]").length, 20); // those of the page itself
  assert.deepEqual(room.querySelectorAll(".day-line").map(({ dataset }) => dataset.day), ["2026-02-28", "2026-03-01"]);
});

test("newer messages come below; the end is reached only when the page says so", async () => {
  await open(lines(1, 20), { end: false, newer: 20 });
  serve(page(lines(21, 40), { newer: 40, head: 90 }));
  await turn("newer");
  assert.deepEqual([shown(room).at(-1), "end" in room.dataset, room.cursor.rewind.mock.callCount()], [40, false, 0]);
  serve(page(lines(41, 60), { end: true, head: 91 }));
  await turn("newer");
  assert.deepEqual([shown(room).at(-1), "end" in room.dataset, part("newer").hidden], [60, true, true]);
  assert.deepEqual(room.cursor.rewind.mock.calls.map((call) => call.arguments), [[91]]);
});

test("who wants a tab of their own gets one", () => {
  for (const keys of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }]) assert.equal(press("older", keys), false);
  assert.equal(press("older", {}), true);
  assert.equal(fetch.mock.callCount(), 1);
});

test("a link without a question is a link like any other", () => {
  link("older").href = "/raeume/3/";
  assert.equal(press("older", {}), false);
  assert.equal(fetch.mock.callCount(), 0);
});

test("where nothing comes back, the browser goes there itself", async () => {
  await turn("older");
  fetch.mock.mockImplementation(async () => answer(502, ""));
  await turn("older");
  assert.deepEqual(location.assign.mock.calls.map((call) => call.arguments), [["?vor=41"], ["?vor=41"]]);
  assert.equal(shown(room).length, 20);
});

test("300 stay: what is far below goes, and a link leads back to it", async () => {
  await open(lines(51, 340), { older: 51 });
  serve(page(lines(31, 50), { older: 31 }));
  await turn("older");
  assert.deepEqual([shown(room)[0], shown(room).at(-1)], [31, 330]);
  assert.deepEqual([link("newer").search, part("newer").hidden, "end" in room.dataset], ["?nach=330", false, false]);
});

test("what is far above goes, too; the end is still the end", async () => {
  await open(lines(1, 300), { end: false, newer: 300 });
  serve(page(lines(301, 310), { end: true }));
  await turn("newer");
  assert.deepEqual([shown(room)[0], shown(room).at(-1)], [11, 310]);
  assert.deepEqual([link("older").search, part("older").hidden, "end" in room.dataset], ["?vor=11", false, true]);
  assert.equal(room.querySelector("li").dataset.day, "2026-03-01");
});

test("as many as may stay, stay, and nothing leads further than to what there is", async () => {
  await open(lines(1, 20));
  pages.trim("older");
  pages.trim("newer");
  assert.deepEqual([shown(room).length, part("older").hidden, part("newer").hidden, "end" in room.dataset], [20, true, true, true]);
});

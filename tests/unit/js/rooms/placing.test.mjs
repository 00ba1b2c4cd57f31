import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";
import { parse } from "../house/html.mjs";
import { line, openRoom } from "./talk.mjs";

let list, placing;

beforeEach(() => open());

async function open(...lines) {
  const room = openRoom(lines);
  list = room.querySelector('[data-part="messages"]');
  placing = await load("rooms/placing.js");
  if (!lines.length) list.replaceChildren();
}

const made = (seq, more) => parse(line(seq, more), (tag) => h(tag))[0];
const insert = (seq, more) => placing.insert(list, made(seq, more));
const MONDAY = { day: "2026-03-02" };

// Numbers of messages and, before them, days.
const order = () => list.children.map(({ dataset, className }) => (className === "day-line" ? dataset.day : Number(dataset.seq) || className));
const joined = () => list.querySelectorAll(".message--joined").map(({ dataset }) => Number(dataset.seq));

test("the first one opens its day, in the words of the server", () => {
  insert(1);
  assert.deepEqual(order(), ["2026-03-01", 1]);
  assert.equal(list.firstElementChild.textContent, "Tag 2026-03-01");
});

test("each stands by its number, whenever it comes", () => {
  for (const seq of [5, 1, 3, 9]) insert(seq);
  assert.deepEqual(order(), ["2026-03-01", 1, 3, 5, 9]);
  placing.arrange(list);
  assert.deepEqual(order(), ["2026-03-01", 1, 3, 5, 9]);
});

test("another day has a line of its own, wherever its first message comes", () => {
  insert(1);
  insert(5, MONDAY);
  insert(3, MONDAY);
  insert(2);
  assert.deepEqual(order(), ["2026-03-01", 1, 2, "2026-03-02", 3, 5]);
});

test("an older message of the same day stands below the line of that day", () => {
  insert(5, MONDAY);
  insert(3, MONDAY);
  assert.deepEqual(order(), ["2026-03-02", 3, 5]);
});

test("days between which nothing is left lose their lines", async () => {
  await open(line(1), line(2));
  list.append(...parse('<li class="day-line" data-day="2026-03-02"><span></span></li><li class="day-line" data-day="2026-03-03"><span></span></li>', (tag) => h(tag)));
  placing.arrange(list);
  assert.deepEqual(order(), ["2026-03-01", 1, 2]);
  insert(3, { day: "2026-03-03" });
  list.children[1].remove();
  list.children[1].remove();
  placing.arrange(list);
  assert.deepEqual(order(), ["2026-03-03", 3]);
});

test("what one person says in a row stands together, for as long as the server says", () => {
  insert(1);
  insert(2, { joins: true });
  insert(3, { joins: true, author: 9 });
  insert(4);
  assert.deepEqual(joined(), [2]);
  insert(5, { joins: true, ...MONDAY });
  assert.deepEqual(joined(), [2]);
});

test("what comes between two parts them", () => {
  insert(1);
  insert(5, { joins: true });
  assert.deepEqual(joined(), [5]);
  insert(3, { author: 9 });
  assert.deepEqual(joined(), []);
});

test("longer ago than one joins, it stands alone", () => {
  const early = made(1);
  early.dataset.at = "2026-03-01T09:58:59";
  placing.insert(list, early);
  insert(2, { joins: true });
  assert.deepEqual(joined(), []);
});

test("below the line that says what is new, nothing joins what is above", () => {
  insert(1);
  list.append(h("li.read-line"));
  insert(2, { joins: true });
  assert.deepEqual([order(), joined()], [["2026-03-01", 1, 2, "read-line"], [2]]);
  list.children[1].after(list.querySelector(".read-line"));
  placing.arrange(list);
  assert.deepEqual([order(), joined()], [["2026-03-01", 1, "read-line", 2], []]);
});

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load, openPage } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";

let list, mark, followPins;

const pinned = (seq, place) => ({ seq, pin: `<li data-pin="${seq}" data-place="${place}">Nachricht ${seq}</li>` });

beforeEach(async () => {
  list = h("ul", { "data-part": "pins" });
  mark = h("span", { "data-part": "pinned-here", hidden: "" }, h("span", {}, "0"));
  openPage({ body: [list, mark] });
  ({ followPins } = await load("rooms/pins.js"));
});

const order = () => list.children.map(({ dataset }) => Number(dataset.pin));
const counted = () => [mark.hidden, mark.textContent];

test("pinned messages stand in their order, and are counted", () => {
  followPins([pinned(3, 10), pinned(1, 30), pinned(2, 20)]);
  assert.deepEqual([order(), counted()], [[3, 2, 1], [false, "3"]]);
});

test("places are numbers, not words", () => {
  followPins([pinned(1, 9), pinned(2, 10)]);
  assert.deepEqual(order(), [1, 2]);
});

test("a pinned message that changes stands there once, as it is now", () => {
  followPins([pinned(1, 10), pinned(2, 20)]);
  followPins([{ ...pinned(1, 10), pin: pinned(1, 10).pin.replace("Nachricht", "Anders") }]);
  assert.deepEqual([order(), list.textContent], [[1, 2], "Anders 1Nachricht 2"]);
});

test("what is no longer pinned goes; with the last one the mark does", () => {
  followPins([pinned(1, 10), pinned(2, 20)]);
  followPins([{ seq: 1 }, pinned(3, 5)]);
  assert.deepEqual([order(), counted()], [[3, 2], [false, "2"]]);
  followPins([{ seq: 2 }, { seq: 9 }, { seq: 3 }]);
  assert.deepEqual([order(), counted()], [[], [true, "0"]]);
});

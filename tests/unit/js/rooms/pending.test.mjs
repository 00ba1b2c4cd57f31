import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { load, openPage } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";

let pending, list, ways;

beforeEach(async () => {
  const part = (name, ...nodes) => h("span", { "data-part": name }, ...nodes);
  const button = (way) => h("button", { "data-way": way });
  const item = h("li", {}, part("text"), part("names"), part("state"), part("ways", button("again"), button("all"), button("drop")));
  const room = h("chat-room", {}, h("ul", { "data-part": "outbox" }), h("template", { "data-part": "pending" }, item));
  openPage({ words: { waiting: "wartet", sending: "wird gesendet", failed: "nicht gesendet", asks: "an alle?", sentIn: "in {time}", sendingFiles: "{percent} %" }, body: [room] });
  ways = { again: mock.fn(), all: mock.fn(), drop: mock.fn() };
  const { Pending } = await load("rooms/pending.js");
  pending = new Pending(room, ways);
  list = room.querySelector('[data-part="outbox"]');
});

const words = () => list.children.map((item) => item.querySelector('[data-part="state"]').textContent);
const way = (name) => list.querySelector(`[data-way="${name}"]`);

test("nothing waits, nothing shows", () => {
  pending.show([{ key: "a", text: "x", state: "waiting" }]);
  assert.equal(list.hidden, false);
  pending.show([]);
  assert.equal(list.hidden, true);
  assert.equal(list.children.length, 0);
});

test("each entry has its place, which it keeps", () => {
  const entries = [{ key: "a", text: "eins", state: "sending" }, { key: "b", text: "zwei", state: "waiting", reason: "langsam" }];
  pending.show(entries);
  const [first, second] = list.children;
  pending.show(entries.slice(1));
  assert.deepEqual(list.children, [second]);
  assert.notEqual(first, second);
  assert.deepEqual(words(), ["wartet: langsam"]);
});

test("a refused message can be sent again; one to everyone has to be confirmed", () => {
  pending.show([{ key: "a", text: "x", state: "failed", reason: "zu lang" }]);
  assert.deepEqual([way("again").hidden, way("all").hidden], [false, true]);
  pending.show([{ key: "a", text: "x", state: "asks" }]);
  assert.deepEqual([way("again").hidden, way("all").hidden], [true, false]);
  assert.deepEqual(words(), ["an alle?"]);
});

test("a button does what it says, to its own entry", () => {
  pending.show([{ key: "a", text: "x", state: "failed" }, { key: "b", text: "y", state: "failed" }]);
  list.children[1].querySelector('[data-way="drop"]').click();
  assert.deepEqual(ways.drop.mock.calls[0].arguments[0], { key: "b", text: "y", state: "failed" });
});

test("what waits for the house counts down by itself", () => {
  pending.show([{ key: "a", text: "x", state: "waiting", until: Date.now() + 2_000 }]);
  assert.deepEqual(words(), ["in 0:02"]);
  mock.timers.tick(1_000);
  assert.deepEqual(words(), ["in 0:01"]);
  mock.timers.tick(1_000);
  assert.deepEqual(words(), ["wartet"]);
});

test("the way of files is shown as far as they have come", () => {
  pending.show([{ key: "a", text: "x", state: "sending", files: [{ name: "plan.pdf" }] }]);
  pending.progress("a", 0.429);
  pending.progress("gone", 0.5);
  assert.deepEqual(words(), ["42 %"]);
});

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load, openPage } from "../house/browser.mjs";

let memory;

beforeEach(async () => {
  openPage();
  const { Memory } = await load("delivery/memory.js");
  memory = new Memory();
});

const about = (stream) => [...memory.about(stream)];

test("of what nobody has heard of there is nothing to say", () => assert.deepEqual(about("a"), []));

test("heads only rise, except where everybody is told where things stand", () => {
  memory.note({ type: "head", stream: "a", head: 7 });
  memory.note({ type: "message", stream: "a", rev: 5 });
  assert.deepEqual(about("a"), [{ type: "subscribed", stream: "a", head: 7 }]);
  memory.note({ type: "heads", heads: { a: 3 } });
  assert.deepEqual(about("a"), [{ type: "subscribed", stream: "a", head: 3 }]);
});

test("the last word about who is there counts", () => {
  memory.note({ type: "presence", stream: "a", members: [1] });
  memory.note({ type: "presence", stream: "a", members: [1, 2] });
  assert.deepEqual(about("a"), [{ type: "presence", stream: "a", members: [1, 2] }]);
});

test("a right that is gone takes everything with it", () => {
  memory.note({ type: "head", stream: "a", head: 7 });
  memory.note({ type: "presence", stream: "a", members: [] });
  memory.note({ type: "revoked", stream: "a" });
  assert.deepEqual(about("a"), []);
});

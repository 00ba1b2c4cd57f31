import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { answer, load, openPage } from "../house/browser.mjs";

let common;

beforeEach(async () => {
  openPage({ words: { newMessages: "{n} neue in {room}" } });
  common = await load("rooms/common.js");
});

test("sentences are filled in, unknown ones are empty", () => {
  assert.equal(common.words("newMessages", { n: 3 }), "3 neue in ");
  assert.equal(common.words("nothing"), "");
});

test("a list is a field several times, and the token goes along", async () => {
  fetch.mock.mockImplementation(async () => answer(201, { seq: 1 }));
  assert.deepEqual(await common.post("/x/", { attachments: [1, 2], text: "a&b" }), { status: 201, data: { seq: 1 } });
  const [, { body, headers }] = fetch.mock.calls[0].arguments;
  assert.equal(String(body), "attachments=1&attachments=2&text=a%26b");
  assert.equal(headers["X-CSRFToken"], "abc");
});

test("an answer that is no JSON has a status all the same", async () => {
  fetch.mock.mockImplementation(async () => ({ status: 502, json: () => Promise.reject(new SyntaxError()) }));
  assert.deepEqual(await common.post("/x/"), { status: 502, data: {} });
});

test("keys are UUIDs, also where the page has no secure context", () => {
  const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(common.key(), pattern);
  const whole = Object.getOwnPropertyDescriptor(crypto, "randomUUID") ?? { value: undefined, configurable: true };
  Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
  assert.match(common.key(), pattern);
  whole.value ? Object.defineProperty(crypto, "randomUUID", whole) : delete crypto.randomUUID;
});

test("where the browser keeps nothing, the page remembers", async () => {
  openPage();
  localStorage.setItem = mock.fn(() => { throw new Error("forbidden"); });
  const { memory } = await load("rooms/common.js");
  memory.setItem("a", "1");
  assert.equal(memory.getItem("a"), "1");
  memory.removeItem("a");
  assert.equal(memory.getItem("a"), null);
});

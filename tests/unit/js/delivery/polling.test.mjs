import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { load, openPage, pass, settle } from "../house/browser.mjs";

let polling, catchUp;

beforeEach(async () => {
  openPage();
  catchUp = mock.fn(async () => false);
  const { Polling } = await load("delivery/polling.js");
  polling = new Polling(() => [{ catchUp }, {}]);
});

afterEach(() => polling.want([]));

test("news are followed at once by the next question", async () => {
  catchUp.mock.mockImplementation(async () => true);
  polling.want(["a"]);
  await settle();
  await pass(500);
  assert.equal(catchUp.mock.callCount(), 2);
});

test("an empty answer that nobody held back is followed by a long pause", async () => {
  polling.want(["a"]);
  await settle();
  await pass(14_999);
  assert.equal(catchUp.mock.callCount(), 1);
  await pass(1);
  assert.equal(catchUp.mock.callCount(), 2);
});

test("an empty answer that was held back is asked for again at once", async () => {
  catchUp.mock.mockImplementation(async () => (mock.timers.tick(20_000), false));
  polling.want(["a"]);
  await settle();
  await pass(500);
  assert.equal(catchUp.mock.callCount(), 2);
});

test("a refusal ends nothing", async () => {
  catchUp.mock.mockImplementation(() => Promise.reject(new Error("status 502")));
  polling.want(["a"]);
  await settle();
  await pass(15_000);
  assert.equal(catchUp.mock.callCount(), 2);
});

test("nobody looks, nobody asks", async () => {
  document.hidden = true;
  polling.want(["a"]);
  await pass(60_000);
  assert.equal(catchUp.mock.callCount(), 0);
  document.hidden = false;
  document.dispatchEvent(new Event("visibilitychange"));
  await settle();
  assert.equal(catchUp.mock.callCount(), 1);
});

test("what is not wanted any more is broken off", async () => {
  polling.want(["a"]);
  await settle();
  const [{ signal, wait }] = catchUp.mock.calls[0].arguments;
  assert.equal(wait, 25);
  polling.want([]);
  assert.ok(signal.aborted);
  await pass(60_000);
  assert.equal(catchUp.mock.callCount(), 1);
});

test("wanting the same again asks no second time", async () => {
  polling.want(["a"]);
  polling.want(["a"]);
  await settle();
  assert.equal(catchUp.mock.callCount(), 1);
});

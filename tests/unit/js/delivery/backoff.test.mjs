import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { load, openPage } from "../house/browser.mjs";

let backoff;

beforeEach(async () => {
  openPage();
  const { Backoff } = await load("delivery/backoff.js");
  backoff = new Backoff();
});

test("pauses double up to a minute", () => {
  const pauses = Array.from({ length: 6 }, () => backoff.next());
  assert.deepEqual(pauses, [2_500, 5_000, 10_000, 20_000, 30_000, 30_000]);
});

test("chance spreads a pause from nothing to its length", () => {
  Math.random.mock.mockImplementation(() => 0);
  assert.equal(backoff.next(), 0);
  Math.random.mock.mockImplementation(() => 0.999);
  assert.ok(backoff.next() > 9_900);
});

test("only a connection that lasts wipes the slate", () => {
  backoff.next();
  backoff.opened();
  mock.timers.tick(4_999);
  backoff.closed();
  mock.timers.tick(10_000);
  assert.equal(backoff.next(), 5_000);
  backoff.opened();
  mock.timers.tick(5_000);
  assert.equal(backoff.next(), 2_500);
});

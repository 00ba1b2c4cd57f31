import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { load, openPage } from "../house/browser.mjs";

let countdown, said;

beforeEach(async () => {
  openPage();
  said = [];
  const { Countdown } = await load("rooms/countdown.js");
  countdown = new Countdown((time) => said.push(time));
});

// One after the other: the clock is looked at each time.
function seconds(number) {
  while (number--) mock.timers.tick(1_000);
}

test("every second is said, and the end once", () => {
  countdown.to(Date.now() + 2_500);
  seconds(10);
  assert.deepEqual(said, ["0:03", "0:02", "0:01", ""]);
});

test("a new moment takes the place of the old one", () => {
  countdown.to(Date.now() + 90_000);
  countdown.to(Date.now() + 1_000);
  seconds(5);
  assert.deepEqual(said, ["1:30", "0:01", ""]);
});

test("a moment that has passed is over", () => {
  countdown.to(Date.now() - 1);
  assert.deepEqual(said, [""]);
});

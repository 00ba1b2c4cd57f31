import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { load, openPage, sockets } from "../house/browser.mjs";

let opened, heard, states, line;

beforeEach(async () => {
  openPage();
  opened = sockets();
  [heard, states] = [[], []];
  const { Line } = await load("delivery/line.js");
  line = new Line("wss://house.example/ws/", { hear: (message) => heard.push(message), become: (state) => states.push(state) });
});

afterEach(() => line.close());

const subscribe = (stream) => ({ type: "subscribe", stream });

test("what was wanted before the door opened is asked for behind it", () => {
  line.want(["room:1", "room:2"]);
  assert.deepEqual(opened[0].said, []);
  opened[0].accept();
  assert.deepEqual(opened[0].said, [subscribe("room:1"), subscribe("room:2")]);
  assert.deepEqual(states, ["live"]);
});

test("only the difference is said", () => {
  opened[0].accept();
  line.want(["a", "b"]);
  line.want(["b", "c"]);
  assert.deepEqual(opened[0].said.slice(2), [{ type: "unsubscribe", stream: "a" }, subscribe("c")]);
});

test("after a loss it comes back and subscribes anew", () => {
  opened[0].accept();
  line.want(["a"]);
  opened[0].end();
  assert.equal(states.at(-1), "connecting");
  mock.timers.tick(2_500);
  opened[1].accept();
  assert.deepEqual(opened[1].said, [subscribe("a")]);
});

test("a right that was taken is not asked for again", () => {
  opened[0].accept();
  line.want(["a", "b"]);
  opened[0].hear({ type: "revoked", stream: "a" });
  opened[0].end();
  mock.timers.tick(2_500);
  opened[1].accept();
  assert.deepEqual(opened[1].said, [subscribe("b")]);
});

test("silence for a minute is the end of a line, whatever it says itself", () => {
  opened[0].accept();
  mock.timers.tick(55_000);
  opened[0].hear({ type: "heads", heads: {} });
  mock.timers.tick(55_000);
  assert.equal(states.at(-1), "live");
  mock.timers.tick(5_000);
  assert.equal(states.at(-1), "connecting");
  assert.equal(opened[0].readyState, 3);
});

test("two refusals in a row mean polling, one is chance", () => {
  opened[0].end();
  assert.equal(states.at(-1), "connecting");
  mock.timers.tick(2_500);
  opened[1].end();
  assert.equal(states.at(-1), "polling");
  mock.timers.tick(5_000);
  opened[2].accept();
  opened[2].end();
  assert.equal(states.at(-1), "connecting");
});

test("signed out and refused at the door: over, and nobody knocks again", () => {
  opened[0].accept();
  opened[0].end(4003);
  mock.timers.tick(2_500);
  opened[1].end();
  assert.equal(states.at(-1), "over");
  mock.timers.tick(600_000);
  assert.equal(opened.length, 2);
});

test("signed in again meanwhile: it goes on", () => {
  opened[0].accept();
  opened[0].end(4003);
  mock.timers.tick(2_500);
  opened[1].accept();
  opened[1].end();
  mock.timers.tick(60_000);
  assert.equal(opened.length, 3);
});

test("a stream that cannot be had now is asked for a little later, if it is still wanted", () => {
  opened[0].accept();
  line.want(["a", "b"]);
  for (const stream of ["a", "b"]) opened[0].hear({ type: "error", code: "unavailable", stream });
  line.want(["a"]);
  mock.timers.tick(7_499);
  assert.equal(opened[0].said.length, 3);
  mock.timers.tick(1);
  assert.deepEqual(opened[0].said.slice(3), [subscribe("a")]);
});

test("back in the network, nobody waits for the end of a long pause", () => {
  for (let n = 0; n < 5; n++) {
    opened.at(-1).end();
    mock.timers.tick(30_000);
  }
  opened.at(-1).end();
  const before = opened.length;
  mock.timers.tick(10_000);
  dispatchEvent(new Event("online"));
  mock.timers.tick(500);
  assert.equal(opened.length, before + 1);
});

test("who switches windows quickly does not knock each time", () => {
  opened[0].end();
  mock.timers.tick(1_000);
  for (let n = 0; n < 9; n++) document.dispatchEvent(new Event("visibilitychange"));
  mock.timers.tick(1_499);
  assert.equal(opened.length, 1);
});

test("closed, it stays closed and deaf", () => {
  opened[0].accept();
  line.close();
  dispatchEvent(new Event("online"));
  mock.timers.tick(600_000);
  assert.equal(opened.length, 1);
  assert.equal(opened[0].onmessage, null);
});

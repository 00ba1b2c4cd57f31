import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { answer, load, settle } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";
import { parse } from "../house/html.mjs";
import { line, lines, openRoom } from "./talk.mjs";

let room, text;

beforeEach(async () => {
  room = openRoom(lines(1, 5), { words: { notDone: "Das ging nicht." } });
  text = h("textarea");
  room.append(text);
  room.composer = { answer: mock.fn(), text };
  room.timeline = { items: () => room.querySelectorAll(".message") };
  const { actInPlace, moveByKeys } = await load("rooms/acts.js");
  actInPlace(room);
  moveByKeys(room);
});

const message = (seq) => room.querySelector(`#nachricht-${seq}`);
const menu = (seq) => message(seq).querySelector("details");
const here = () => document.activeElement;

// A button of the form "zeichen", in the menu of a message.
async function press(seq, attributes = {}) {
  const button = Object.assign(h("button"), { name: "", formAction: `/raeume/3/nachrichten/${seq}/anheften/`, ...attributes });
  menu(seq).append(button);
  const event = Object.assign(new Event("submit", { cancelable: true }), { submitter: button });
  document.getElementById("zeichen").dispatchEvent(event);
  await settle();
  return event.defaultPrevented;
}

function click(target, keys) {
  const event = Object.assign(new Event("click", { bubbles: true, cancelable: true }), keys);
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

function type(key, target, more = {}) {
  const event = Object.assign(new Event("keydown", { bubbles: true, cancelable: true }), { key, altKey: false, ...more });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

test("a mark is sent in the background, with its kind; what follows is fetched", async () => {
  fetch.mock.mockImplementation(async () => answer(200, { rev: 12 }));
  assert.equal(await press(3, { name: "kind", value: "thanks", formAction: "/raeume/3/nachrichten/3/reaktion/" }), true);
  const [url, { body }] = fetch.mock.calls[0].arguments;
  assert.deepEqual([url, String(body)], ["/raeume/3/nachrichten/3/reaktion/", "kind=thanks"]);
  assert.deepEqual(room.cursor.seen.mock.calls[0].arguments, [12]);
  assert.equal(room.complain.mock.callCount(), 0);
});

test("a button without a name sends nothing but itself", async () => {
  fetch.mock.mockImplementation(async () => answer(200, { rev: 12 }));
  await press(3);
  assert.equal(String(fetch.mock.calls[0].arguments[1].body), "");
});

test("its menu closes, and one stands at it", async () => {
  menu(3).open = true;
  await press(3);
  assert.equal(menu(3).open, false);
  assert.equal(here(), menu(3).querySelector("summary"));
});

test("a no is said with its reason; without one, or without an answer, that it did not work", async () => {
  fetch.mock.mockImplementationOnce(async () => answer(403, { detail: "Der Raum ist archiviert." }));
  fetch.mock.mockImplementationOnce(async () => answer(500), 1);
  for (let n = 0; n < 3; n++) await press(3);
  assert.deepEqual(room.complain.mock.calls.map((call) => call.arguments[0]), ["Der Raum ist archiviert.", "Das ging nicht.", "Das ging nicht."]);
  assert.equal(room.cursor.seen.mock.callCount(), 0);
});

test("what unfolds in a message comes into sight, what folds does not", () => {
  const moved = mock.method(message(2), "scrollIntoView");
  const told = () => menu(2).dispatchEvent(new Event("toggle", { bubbles: true }));
  menu(2).open = true;
  told();
  assert.deepEqual(moved.mock.calls[0].arguments, [{ block: "nearest" }]);
  menu(2).open = false;
  told();
  assert.equal(moved.mock.callCount(), 1);
});

test("an answer is written in the text box of this page", () => {
  menu(4).open = true;
  const inMenu = h("li", { "data-act": "reply" }, h("a"));
  menu(4).append(inMenu);
  assert.equal(click(inMenu.firstElementChild), true);
  assert.deepEqual([room.composer.answer.mock.calls[0].arguments[0], menu(4).open], [message(4), false]);
  assert.equal(click(message(5).querySelector("[data-act=reply]")), true);
  assert.equal(room.composer.answer.mock.calls[1].arguments[0], message(5));
});

test("who wants to answer in another tab, or cannot write here, follows the link", () => {
  const link = message(5).querySelector("[data-act=reply]");
  assert.deepEqual([click(link, { ctrlKey: true }), click(link, { metaKey: true })], [false, false]);
  room.composer = null;
  assert.equal(click(link), false);
  assert.equal(click(menu(5).querySelector("summary")), false);
});

test("Alt with an arrow leads from the text box to the last message, the arrows from there on", () => {
  assert.equal(type("ArrowUp", text), false);
  const moved = mock.method(message(5), "scrollIntoView");
  assert.equal(type("ArrowUp", text, { altKey: true }), true);
  assert.equal(here(), message(5));
  assert.deepEqual(moved.mock.calls[0].arguments, [{ block: "nearest" }]);
  type("ArrowUp", here());
  type("ArrowUp", here());
  assert.equal(here(), message(3));
  type("ArrowDown", here());
  assert.equal(here(), message(4));
});

test("above the first there is nothing, below the last the text box", () => {
  message(1).focus();
  assert.equal(type("ArrowUp", message(1)), true);
  assert.equal(here(), message(1));
  type("ArrowDown", message(5));
  assert.equal(here(), text);
  room.composer = null;
  message(5).focus();
  type("ArrowDown", message(5));
  assert.equal(here(), message(5));
});

test("inside of a message arrows do what they always do, with Alt they lead on", () => {
  const time = message(3).querySelector("[data-part=time]");
  assert.equal(type("ArrowDown", time), false);
  assert.equal(type("ArrowDown", time, { altKey: true }), true);
  assert.equal(here(), message(4));
});

test('"a" answers the message one stands at; written somewhere, it is a letter', () => {
  assert.equal(type("a", message(2)), true);
  assert.equal(room.composer.answer.mock.calls[0].arguments[0], message(2));
  assert.equal(type("a", text), false);
  assert.equal(type("a", message(2).querySelector("[data-part=time]")), false);
  message(2).querySelector("[data-act=reply]").remove();
  assert.equal(type("a", message(2)), false);
  assert.equal(room.composer.answer.mock.callCount(), 1);
});

test("Escape leads back to the text box, but first closes a menu that is open", () => {
  menu(2).open = true;
  type("Escape", message(2));
  assert.equal(here(), null);
  menu(2).open = false;
  type("Escape", message(2).querySelector("[data-part=time]"));
  assert.equal(here(), text);
});

test("Enter opens the menu with what this reader may do, and leads into it", async () => {
  room.lines.fetch.mock.mockImplementation(async () => parse(line(2, { alone: true }), (tag) => h(tag)));
  assert.equal(type("Enter", message(2)), true);
  await settle();
  assert.deepEqual(room.lines.fetch.mock.calls[0].arguments, [["2"]]);
  assert.equal(menu(2).open, true);
  assert.equal(here(), menu(2).querySelector("[data-act=react] > button"));
  assert.equal(type("Enter", text), false);
});

test("a message that goes while its menu is asked for leads nowhere", async () => {
  type("Enter", message(2));
  message(2).remove();
  await settle();
  assert.equal(here(), null);
});

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load, settle } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";
import { parse } from "../house/html.mjs";
import { line, lines, openRoom } from "./talk.mjs";

let room, menus;

beforeEach(async () => {
  room = openRoom(lines(1, 3));
  menus = await load("rooms/menus.js");
  menus.askForMenus(room);
  room.querySelectorAll(".message").forEach(menus.settle);
  answers(line(2, { alone: true }));
});

const answers = (html) => room.lines.fetch.mock.mockImplementation(async () => parse(html, (tag) => h(tag)));
const menu = (seq) => room.querySelector(`#nachricht-${seq}`).querySelector("details");
const choices = (seq) => menu(seq).querySelectorAll("li").map(({ dataset }) => dataset.act);

function click(target) {
  const event = new Event("click", { bubbles: true, cancelable: true });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

test("closed, a menu holds what anybody can always do", () => {
  assert.deepEqual(choices(2), ["link"]);
});

test("it opens with what this reader may do now, and forgets it when it closes", async () => {
  assert.equal(click(menu(2).querySelector("summary")), true);
  assert.equal(menu(2).open, false);
  await settle();
  assert.deepEqual([menu(2).open, choices(2), room.lines.fetch.mock.calls[0].arguments], [true, ["react", "link"], [["2"]]]);
  assert.equal(click(menu(2).querySelector("summary")), false);
  menu(2).open = false;
  menu(2).dispatchEvent(new Event("toggle", { bubbles: true }));
  assert.deepEqual(choices(2), ["link"]);
});

test("what it holds stays while it is open", async () => {
  await menus.openMenu(menu(2), room);
  menu(2).dispatchEvent(new Event("toggle", { bubbles: true }));
  assert.deepEqual(choices(2), ["react", "link"]);
});

test("without a connection it opens with what is left", async () => {
  answers("");
  const opened = await menus.openMenu(menu(2), room);
  assert.deepEqual([opened, menu(2).open, choices(1), choices(2)], [menu(2), true, ["link"], ["link"]]);
});

test("where the line was drawn anew meanwhile, the menu of the new one opens", async () => {
  const former = menu(2);
  const opening = menus.openMenu(former, room);
  const fresh = parse(line(2, { alone: true }), (tag) => h(tag))[0];
  former.closest(".message").replaceWith(fresh);
  menus.settle(fresh);
  assert.equal(await opening, menu(2));
  assert.deepEqual([former.open, menu(2).open], [false, true]);
});

test("a message that went has no menu", async () => {
  const opening = menus.openMenu(menu(2), room);
  room.querySelector("#nachricht-2").remove();
  assert.equal(await opening, undefined);
});

test("other clicks and other foldings are none of its business", () => {
  const other = h("details", {}, h("summary"));
  room.append(other);
  assert.equal(click(other.firstElementChild), false);
  other.dispatchEvent(new Event("toggle", { bubbles: true }));
  assert.equal(room.lines.fetch.mock.callCount(), 0);
});

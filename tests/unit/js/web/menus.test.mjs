import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load, openPage } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";

let first, second, other, beside;

beforeEach(async () => {
  const menu = (attributes) => h("details", attributes, h("summary"), h("a"));
  [first, second, other] = [menu({ "data-closes": "", open: "" }), menu({ "data-closes": "", open: "" }), menu({ open: "" })];
  beside = h("p");
  openPage({ body: [first, second, other, beside] });
  await load("js/menus.js");
});

const open = () => [first, second, other].map((menu) => menu.open);
const tell = (type, target, more = {}) => target.dispatchEvent(Object.assign(new Event(type, { bubbles: true }), more));

for (const way of ["click", "focusin"]) {
  test(`a ${way} in a menu leaves it open and closes the others`, () => {
    tell(way, first.querySelector("a"));
    assert.deepEqual(open(), [true, false, true]);
  });

  test(`a ${way} elsewhere closes all that close by themselves`, () => {
    tell(way, beside);
    assert.deepEqual(open(), [false, false, true]);
  });
}

test("Escape closes the menu, and one stands at what opened it", () => {
  second.open = false;
  tell("keydown", first.querySelector("a"), { key: "Escape" });
  assert.deepEqual(open(), [false, false, true]);
  assert.equal(document.activeElement, first.querySelector("summary"));
});

test("other keys close nothing, and without an open menu Escape leads nowhere", () => {
  tell("keydown", beside, { key: "Enter" });
  assert.deepEqual(open(), [true, true, true]);
  first.open = second.open = false;
  tell("keydown", beside, { key: "Escape" });
  assert.equal(document.activeElement, null);
});

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { load, openPage } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";

let theme;

beforeEach(() => open());

async function open(chosen) {
  openPage();
  if (chosen) document.documentElement.dataset.theme = chosen;
  await load("js/theme.js");
  const [, ThemeSwitch] = customElements.define.mock.calls[0].arguments;
  theme = new ThemeSwitch("theme-switch");
  theme.hidden = true;
  theme.append(...["", "light", "dark"].map((value) => Object.assign(h("button", {}, h("span")), { value })));
  document.append(theme);
  theme.connectedCallback();
}

const press = (value) => theme.children.find((button) => button.value === value).firstElementChild.click();
const pressed = () => theme.children.filter((button) => button.getAttribute("aria-pressed") === "true").map(({ value }) => value);
const page = () => ["data-theme", "data-kern-theme"].map((name) => document.documentElement.getAttribute(name));

test("it shows itself where there is a script, and what was chosen", async () => {
  assert.deepEqual([theme.hidden, pressed()], [false, [""]]);
  await open("dark");
  assert.deepEqual(pressed(), ["dark"]);
});

test("a choice is seen at once and kept for a year, for the server and for other windows", () => {
  press("dark");
  assert.deepEqual([page(), pressed()], [["dark", "dark"], ["dark"]]);
  assert.equal(document.cookie, "darstellung=dunkel; path=/; max-age=31536000; samesite=lax");
  assert.equal(localStorage.getItem("darstellung"), "dark");
});

test("as the device has it: nothing is kept", async () => {
  await open("dark");
  press("");
  assert.deepEqual([page(), pressed()], [[null, null], [""]]);
  assert.match(document.cookie, /^darstellung=; path=\/; max-age=0;/);
});

test("another window's choice is this one's", () => {
  dispatchEvent(Object.assign(new Event("storage"), { key: "draft:new", newValue: "light" }));
  assert.deepEqual(page(), [null, null]);
  dispatchEvent(Object.assign(new Event("storage"), { key: "darstellung", newValue: "light" }));
  assert.deepEqual([page(), pressed()], [["light", "light"], ["light"]]);
  dispatchEvent(Object.assign(new Event("storage"), { key: "darstellung", newValue: null }));
  assert.deepEqual(page(), [null, null]);
});

test("a browser without storage has the cookie", () => {
  localStorage.setItem = mock.fn(() => { throw new Error("forbidden"); });
  press("light");
  assert.deepEqual(page(), ["light", "light"]);
  assert.match(document.cookie, /darstellung=hell;/);
});

test("a click between the buttons chooses nothing", () => {
  theme.click();
  assert.equal(document.cookie, "csrftoken=abc");
});

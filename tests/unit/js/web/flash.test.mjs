import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load, openPage } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";

let FlashMessage;

beforeEach(async () => {
  openPage();
  await load("js/flash.js");
  [, FlashMessage] = customElements.define.mock.calls[0].arguments;
});

function message(attributes) {
  const flash = new FlashMessage("flash-message");
  Object.entries(attributes).forEach(([name, value]) => flash.setAttribute(name, value));
  flash.append(h("p", {}, "Gespeichert."), h("template", {}, h("svg")));
  document.append(flash);
  flash.connectedCallback();
  return flash;
}

test("it can be put away, with a button that says so and sends nothing", () => {
  const flash = message({ "data-close": "Meldung schließen" });
  const button = flash.querySelector("button");
  assert.deepEqual([button.getAttribute("aria-label"), button.type, button.firstElementChild.tagName], ["Meldung schließen", "button", "SVG"]);
  button.click();
  assert.equal(flash.isConnected, false);
});

test("put elsewhere on the page, it has one button still", () => {
  const flash = message({ "data-close": "Meldung schließen" });
  flash.connectedCallback();
  assert.equal(flash.querySelectorAll("button").length, 1);
});

test("without words for it there is no button", () => {
  assert.equal(message({}).querySelector("button"), null);
});

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load, openPage } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";

let reveal, input, button, form;

beforeEach(async () => {
  form = h("form");
  openPage({ body: [form] });
  await load("js/reveal.js");
  const [, RevealPassword] = customElements.define.mock.calls[0].arguments;
  reveal = new RevealPassword("reveal-password");
  Object.assign(reveal.dataset, { show: "Zeigen", hide: "Verbergen" });
  input = Object.assign(h("input"), { type: "password", form });
  button = h("button", { hidden: "", "aria-pressed": "false" }, h("span", {}, "Zeigen"));
  reveal.append(input, button);
  form.append(reveal);
  reveal.connectedCallback();
});

const state = () => [input.type, button.getAttribute("aria-pressed"), button.textContent];

test("the button is there where there is a script, and shows what was typed while one wants it", () => {
  assert.equal(button.hidden, false);
  button.click();
  assert.deepEqual(state(), ["text", "true", "Verbergen"]);
  button.click();
  assert.deepEqual(state(), ["password", "false", "Zeigen"]);
});

test("sent is what no browser takes for an ordinary word", () => {
  button.click();
  form.dispatchEvent(new Event("submit"));
  assert.deepEqual(state(), ["password", "false", "Zeigen"]);
});

test("where the box is missing, nothing happens", () => {
  input.remove();
  button.hidden = true;
  reveal.connectedCallback();
  assert.equal(button.hidden, true);
});

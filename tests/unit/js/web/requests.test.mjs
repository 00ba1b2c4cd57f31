import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "../house/browser.mjs";

const NAMES = { plain: "csrftoken", "under TLS": "__Host-csrftoken" };

for (const [where, name] of Object.entries(NAMES)) {
  test(`the token of forms is found ${where}`, async () => {
    const document = openPage();
    document.addEventListener ??= () => {};
    document.cookie = `darstellung=hell; ${name}=abc; other_csrftoken=no`;
    const { csrfToken } = await import("../../../../forum/static/forum/common.js");
    assert.equal(csrfToken(), "abc");
    const ours = await import("../../../../community/web/static/js/requests.js");
    assert.equal(ours.csrfToken(), "abc");
  });
}

// <markdown-editor>: the marks above the text box, names after "@", a preview and a count of what is left.
import { say } from "./requests.js";

const NEAR = 0.9;

class MarkdownEditor extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("textarea");
    this.bar = this.querySelector("[data-bar]");
    this.preview = this.querySelector("[data-preview-target]");
    this.count = this.querySelector("[data-count]");
    this.toggle = this.querySelector("[data-preview-toggle]");
    if (!this.text || !this.bar || this.bar.hidden === false) return;
    this.bar.hidden = false;
    this.toggle.addEventListener("click", () => this.showPreview(this.preview.hidden));
    this.text.addEventListener("input", () => this.countDown());
    const expander = this.text.closest("text-expander");
    expander.addEventListener("text-expander-change", (event) => this.suggest(event));
    expander.addEventListener("text-expander-value", pick);
    expander.addEventListener("text-expander-committed", () => this.text.dispatchEvent(new Event("input", { bubbles: true })));
    this.countDown();
    helpers();
    customElements.whenDefined("text-expander").then(() => this.lookAgain());
  }

  // On a slow line the packages come after the first words: a name that was begun meanwhile is offered all the same.
  lookAgain() {
    if (document.activeElement === this.text && this.text.value) this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async showPreview(visible) {
    if (visible) {
      this.preview.setAttribute("aria-busy", "true");
      await window.htmx.ajax("POST", this.dataset.preview, {
        target: this.preview,
        swap: "innerHTML",
        values: { text: this.text.value },
      });
      this.preview.removeAttribute("aria-busy");
    }
    this.preview.hidden = !visible;
    this.text.closest("text-expander").hidden = visible;
    this.toggle.setAttribute("aria-pressed", String(visible));
    this.bar.querySelector("markdown-toolbar").hidden = visible;
    if (!visible) this.text.focus();
  }

  countDown() {
    const limit = Number(this.dataset.limit);
    const left = limit - [...this.text.value].length;
    this.count.hidden = left > limit * (1 - NEAR);
    this.count.toggleAttribute("data-over", left < 0);
    const sentence = left < 0 ? this.dataset.over : this.dataset.left;
    this.count.textContent = sentence.replace("%d", Math.abs(left).toLocaleString(document.documentElement.lang));
  }

  suggest(event) {
    const { key, text, provide } = event.detail;
    if (key === "@") provide(this.people(text));
  }

  async people(text) {
    const answer = await fetch(`${this.dataset.mentions}?q=${encodeURIComponent(text)}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return { matched: false };
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const options = [...page.querySelectorAll('[role="option"]')];
    if (!options.length) return { matched: false };
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", this.dataset.people);
    options.forEach((option, index) => (option.id = `person-${index}`));
    list.append(...options);
    say(this.dataset.found.replace("%d", options.length));
    return { matched: true, fragment: list };
  }
}

function pick(event) {
  event.detail.value = event.detail.item.dataset.value;
}

// The packages are fetched only by pages that hold an editor.
function helpers() {
  import("../vendor/markdown-toolbar-element/index.js");
  import("../vendor/text-expander-element/bundle.js");
}

customElements.define("markdown-editor", MarkdownEditor);

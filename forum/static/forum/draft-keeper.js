// <draft-keeper data-place data-version data-url> saves what is typed inside it: on the server while the session
// lasts, in this browser always, until the server has it.
import { csrfToken, deviceName, say, words as sentence } from "./common.js";

const PAUSE = 1500;

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.version = Number(this.dataset.version);
    this.note = this.querySelector("[data-draft-note]");
    this.form = this.closest("form");
    this.last = this.words();
    this.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", () => this.stop());
    window.addEventListener("pagehide", () => this.leave());
    this.restore();
  }

  words() {
    const value = (name) => this.form.elements[name]?.value ?? "";
    return { title: value("title"), text: value("text"), reply_to: value("reply_to") };
  }

  changed() {
    this.keepHere();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save({ overwrite = false } = {}) {
    const words = this.words();
    if (!overwrite && same(words, this.last)) return;
    const body = new URLSearchParams({
      ...words, place: this.dataset.place, version: this.version, device: deviceName(), overwrite: overwrite ? "1" : "",
    });
    let answer;
    try {
      answer = await fetch(this.dataset.url, {
        method: "POST", body, headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
      });
    } catch {
      return this.tell(sentence("draftOffline"));
    }
    const data = await answer.json().catch(() => ({}));
    if (answer.ok) return this.stored(words, data);
    if (answer.status === 409 && "version" in data) return this.conflict(data);
    this.tell(data.detail ?? sentence("draftHere"));
  }

  stored(words, { version, saved }) {
    this.last = words;
    this.version = version;
    this.forgetHere();
    this.tell(saved ? sentence("draftSaved") : "");
  }

  // Another device has written meanwhile: both texts stay until the person has chosen.
  conflict({ detail, title, text, version }) {
    this.note.textContent = `${detail} `;
    this.offer(sentence("takeTheirs"), () => {
      this.put({ title, text });
      this.stored(this.words(), { version, saved: true });
    });
    this.offer(sentence("keepMine"), () => this.save({ overwrite: true }));
  }

  offer(label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = label;
    button.addEventListener("click", act);
    this.note.append(button, " ");
  }

  put({ title, text }) {
    if (this.form.elements.title) this.form.elements.title.value = title;
    this.form.elements.text.value = text;
    this.form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  restore() {
    const kept = readKept(this.key);
    if (!kept || same(kept, this.last) || !kept.text.trim()) return;
    if (!this.last.text.trim()) {
      this.put(kept);
      return this.tell(sentence("draftBack"));
    }
    this.note.textContent = `${sentence("draftOther")} `;
    this.offer(sentence("insert"), () => this.put(kept));
    this.offer(sentence("discard"), () => { this.forgetHere(); this.tell(""); });
  }

  leave() {
    if (this.stopped || same(this.words(), this.last)) return;
    const body = new URLSearchParams({
      ...this.words(), place: this.dataset.place, version: this.version, device: deviceName(),
      csrfmiddlewaretoken: csrfToken(),
    });
    navigator.sendBeacon(this.dataset.url, body);
  }

  stop() {
    clearTimeout(this.timer);
    this.stopped = true;
    this.keepHere();
  }

  // Posted: nothing is left to keep.
  done() {
    clearTimeout(this.timer);
    this.stopped = false;
    this.version = 0;
    this.forgetHere();
    this.last = this.words();
    this.tell("");
  }

  get key() { return `draft:${this.dataset.place}`; }
  keepHere() { try { localStorage.setItem(this.key, JSON.stringify(this.words())); } catch { /* full or forbidden */ } }
  forgetHere() { try { localStorage.removeItem(this.key); } catch { /* forbidden */ } }
  tell(text) { this.note.textContent = text; if (text) say(text); }
}

function readKept(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function same(one, other) {
  return one.title === other.title && one.text === other.text;
}

customElements.define("draft-keeper", DraftKeeper);

// <forum-shortcuts>: keys for reading and answering. They never act while somebody writes, and can be switched off.
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const KEPT = "shortcuts";

class ForumShortcuts extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.choice = this.querySelector("[data-on]");
    this.opener = this.querySelector("[data-open]");
    this.opener.hidden = false;
    this.isOn = this.choice.checked = wanted();
    this.choice.addEventListener("change", () => this.keep(this.choice.checked));
    this.opener.addEventListener("click", () => this.help());
    this.listener = (event) => this.press(event);
    document.addEventListener("keydown", this.listener);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.listener);
  }

  keys = {
    j: () => this.turn(1),
    k: () => this.turn(-1),
    r: () => this.act("[data-reply]"),
    q: () => this.act("[data-quote]"),
    "/": () => this.search(),
    "?": () => this.help(),
  };

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
    if (!this.isOn || this.dialog.open || event.target.closest?.(TYPING)) return;
    if (this.keys[event.key]?.()) event.preventDefault();
  }

  // The posts of a thread, or the titles of a list.
  get places() {
    const posts = [...document.querySelectorAll("article[data-post]")];
    return posts.length ? posts : [...document.querySelectorAll("[data-thread] .thread-row__title a")];
  }

  get here() {
    const places = this.places;
    return { places, at: places.findIndex((place) => place.contains(document.activeElement)) };
  }

  // Nowhere yet: to the first that can be seen.
  turn(step) {
    const { places, at } = this.here;
    if (!places.length) return false;
    const seen = places.findIndex((place) => place.getBoundingClientRect().bottom > 0);
    const next = at < 0 ? Math.max(seen, 0) : Math.min(Math.max(at + step, 0), places.length - 1);
    places[next].focus({ preventScroll: true });
    places[next].scrollIntoView({ block: "nearest" });
    return true;
  }

  // On the post one is at; without one, on the first.
  act(link) {
    const { places, at } = this.here;
    const place = places[Math.max(at, 0)];
    const found = place?.querySelector(link);
    found?.click();
    return Boolean(found);
  }

  search() {
    const field = document.querySelector("input[type=search]");
    const menu = field?.closest("details");
    if (menu) menu.open = true;
    field?.focus();
    return Boolean(field);
  }

  help() {
    this.dialog.showModal();
    return true;
  }

  keep(on) {
    this.isOn = on;
    try {
      localStorage.setItem(KEPT, on ? "on" : "off");
    } catch {
      // Forbidden: the choice holds until the page is left.
    }
  }
}

function wanted() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

customElements.define("forum-shortcuts", ForumShortcuts);

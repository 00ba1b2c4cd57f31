// <office-desk data-url>: what lies in the panels opens beside them, as the same page it has for itself; what is sent
// there comes back there. On narrow screens and without this, links lead to the pages. The office's bell keeps it current.
import { listen } from "../live/bell.js";
import { showKeys } from "./office.js";
import { addressOf, ask, contents, same } from "./papers.js";

const wide = matchMedia("(min-width: 68rem)");

class OfficeDesk extends HTMLElement {
  connectedCallback() {
    this.panels = this.querySelector("[data-panels]");
    this.sheet = this.querySelector("[data-sheet]");
    this.paper = this.querySelector("[data-paper]");
    this.kept = new Map(); // sheets in which something was written and not sent
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("submit", (event) => this.sent(event));
    this.addEventListener("keydown", (event) => event.key === "Escape" && !this.sheet.hidden && this.putAway());
    this.stop = listen("office", {
      head: (head) => this.moved(head),
      event: () => this.refresh(),
      catchUp: () => this.refresh(),
    });
  }

  disconnectedCallback() {
    this.stop();
  }

  // The first head says where things stood when the page was made.
  moved(head) {
    const first = this.head === undefined;
    if (!first && head > this.head) this.refresh();
    this.head = head;
  }

  clicked(event) {
    if (event.target.closest("[data-close]")) return this.putAway();
    const link = event.target.closest("a[data-open]");
    if (!link || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.open(link.href);
  }

  async open(address) {
    this.keep();
    const kept = this.kept.get(address);
    this.kept.delete(address);
    const page = kept ? null : await ask(address);
    if (page && !page.ok) return location.assign(address);
    this.lay(address, kept ?? contents(page.document, address));
    if (!kept) this.refresh();
  }

  lay(address, nodes) {
    this.source = address;
    this.paper.replaceChildren(...nodes);
    this.sheet.querySelector("[data-own]").href = address;
    this.sheet.hidden = false;
    this.classList.add("desk--open");
    showKeys(this.paper);
    this.mark();
    this.sheet.scrollTop = 0;
    (this.paper.querySelector("[aria-invalid=true]") ?? this.paper.querySelector("h2"))?.focus();
  }

  // What was typed lies there again when the sheet is taken out once more.
  keep() {
    const written = [...this.paper.querySelectorAll("textarea")].some((box) => box.value !== box.defaultValue);
    if (this.source && written) this.kept.set(this.source, [...this.paper.childNodes]);
  }

  putAway() {
    const row = this.querySelector("[data-opened]") ?? this.querySelector("[data-row]");
    this.keep();
    this.clear();
    row?.querySelector("a, button")?.focus();
  }

  clear() {
    this.source = null;
    this.paper.replaceChildren();
    this.sheet.hidden = true;
    this.classList.remove("desk--open");
    this.mark();
  }

  async sent(event) {
    const form = event.target;
    const inSheet = this.sheet.contains(form);
    if (form.method !== "post" || !(inSheet || "here" in form.dataset)) return;
    event.preventDefault();
    const at = this.rows().indexOf(form.closest("[data-row]") ?? this.querySelector("[data-opened]"));
    const target = form.getAttribute("action") || this.source;
    const answer = await ask(target, { method: "POST", body: new FormData(form, event.submitter) });
    if (!answer.document) return this.say(this.dataset.failed);
    if (inSheet && (!answer.ok || !answer.redirected || same(answer.url, this.source))) {
      this.flash(answer.document);
      this.lay(this.source, contents(answer.document, this.source));
      return this.refresh();
    }
    this.flash(answer.document);
    if (inSheet) this.clear();
    await this.refresh(same(answer.url, this.dataset.url) && answer.document);
    const rows = this.rows();
    (rows[Math.min(at, rows.length - 1)]?.querySelector("a, button") ?? document.querySelector("main")).focus();
  }

  // Brings the panels in anew; whoever stands in a row stays there.
  async refresh(made) {
    const page = made || (await ask(this.dataset.url)).document;
    const panels = page?.querySelector("[data-panels]");
    if (!panels) return false;
    const place = this.panels.contains(document.activeElement) && addressOf(document.activeElement);
    this.panels.replaceChildren(...panels.childNodes);
    showKeys(this.panels);
    this.mark();
    if (place) [...this.panels.querySelectorAll("a, button")].find((one) => addressOf(one) === place)?.focus();
    return false;
  }

  mark() {
    for (const row of this.rows()) {
      const link = row.querySelector("a[data-open]");
      row.toggleAttribute("data-opened", Boolean(this.source && link) && same(link.href, this.source));
    }
    if (this.source && !this.querySelector("[data-opened]")) this.say(this.dataset.gone);
  }

  rows() {
    return [...this.panels.querySelectorAll("[data-row]")];
  }

  flash(page) {
    document.querySelector(".flashes")?.remove();
    const flashes = page.querySelector(".flashes");
    if (flashes) document.querySelector(".page").before(flashes);
    this.say(flashes?.textContent.trim() ?? "");
  }

  say(words) {
    document.getElementById("meldungen").textContent = words;
  }
}

customElements.define("office-desk", OfficeDesk);

// <search-suggest data-url data-some>: while someone types, a few links appear below the field. The form works without it.
const PAUSE = 200;

class SearchSuggest extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[type=search]");
    this.box = document.createElement("div");
    this.box.className = "search-suggestions";
    this.field.closest("form").append(this.box);
    this.field.addEventListener("input", () => this.later());
    this.addEventListener("keydown", (event) => this.step(event));
    this.closest("details")?.addEventListener("toggle", (event) => event.target.open && this.field.focus());
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const words = this.field.value.trim();
    this.asking?.abort();
    this.asking = new AbortController();
    if (words.length < 2) return this.box.replaceChildren();
    try {
      const address = `${this.dataset.url}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: this.asking.signal });
      if (answer.ok) this.show(await answer.text());
    } catch {
      // Offline or overtaken by the next letter: the form still searches.
    }
  }

  show(html) {
    this.box.innerHTML = html;
    const count = Math.max(this.links().length - 1, 0);
    const region = document.getElementById("meldungen");
    if (region) region.textContent = count ? this.dataset.some.replace("{n}", count) : "";
  }

  links() {
    return [...this.box.querySelectorAll("a")];
  }

  step(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (!(event.key in steps)) return;
    const places = [this.field, ...this.links()];
    const next = places[places.indexOf(document.activeElement) + steps[event.key]];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

customElements.define("search-suggest", SearchSuggest);

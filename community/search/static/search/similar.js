// <similar-things data-url data-field data-some>: what there is already, shown below the field of a title while it is typed.
const PAUSE = 600;
const SHORTEST = 8;

class SimilarThings extends HTMLElement {
  connectedCallback() {
    if (this.field) return; // called again by moving below the field
    this.field = document.getElementById(this.dataset.field);
    if (!this.field) return;
    this.field.closest("div").after(this);
    this.field.addEventListener("input", () => this.later());
    if (this.field.value) this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const title = this.field.value.trim();
    this.asking?.abort();
    this.asking = new AbortController();
    if (title.length < SHORTEST) return this.replaceChildren();
    try {
      const address = `${this.dataset.url}?titel=${encodeURIComponent(title)}`;
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: this.asking.signal });
      if (answer.ok) this.show(await answer.text());
    } catch {
      // Offline or overtaken by the next letter: one can post all the same.
    }
  }

  show(html) {
    this.innerHTML = html;
    const count = this.querySelectorAll("li").length;
    const region = document.getElementById("meldungen");
    if (region && count) region.textContent = this.dataset.some.replace("{n}", count);
  }
}

customElements.define("similar-things", SimilarThings);

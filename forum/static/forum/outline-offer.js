// <outline-offer data-url data-outline>: when a field is chosen, its outline goes into an empty text box. What somebody
// has typed is never touched: then a button offers to add the outline below it.
class OutlineOffer extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.button = this.querySelector("button");
    this.put = this.dataset.outline;
    this.form.elements.field.addEventListener("change", (event) => this.ask(event.target.value));
    this.button.addEventListener("click", () => this.add());
  }

  async ask(slug) {
    this.button.hidden = true;
    this.outline = "";
    if (!slug) return;
    try {
      const answer = await fetch(this.dataset.url.replace("{slug}", encodeURIComponent(slug)));
      if (answer.ok && this.form.elements.field.value === slug) this.offer((await answer.text()).trim());
    } catch {
      // Offline: one writes without it.
    }
  }

  offer(outline) {
    const box = this.form.elements.text;
    const typed = box.value.trim();
    this.outline = outline;
    if (typed && typed !== (this.put ?? "").trim()) {
      this.button.hidden = !outline || typed.includes(outline);
      return;
    }
    this.set(outline);
  }

  add() {
    const box = this.form.elements.text;
    box.value = `${box.value.trimEnd()}\n\n${this.outline}`.trimStart();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    this.button.hidden = true;
    box.focus();
  }

  set(outline) {
    this.put = outline;
    this.form.elements.text.value = outline && `${outline}\n`;
  }
}

customElements.define("outline-offer", OutlineOffer);

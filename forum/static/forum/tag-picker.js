// <tag-picker data-url>: offers known tags for the last word of a line while someone types. The line works without it.
const PAUSE = 150;

class TagPicker extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.status = this.querySelector("[data-status]");
    this.list = Object.assign(document.createElement("ul"), { id: `${this.input.id}_liste`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label);
    this.input.after(this.list);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  // What stands before the word that is being typed, and that word.
  parts() {
    const [, before, word] = this.input.value.match(/^(.*[,;]\s*)?(.*)$/);
    return { before: before ?? "", word: word.trim() };
  }

  later() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.parts().word.length < 2) return this.close();
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asking = new AbortController();
    const address = `${this.dataset.url}?q=${encodeURIComponent(this.parts().word)}`;
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: this.asking.signal });
      if (answer.ok && document.activeElement === this.input) this.show(await answer.text());
    } catch {
      // Offline or overtaken by the next letter: any word may be written.
    }
  }

  show(html) {
    this.list.innerHTML = html;
    const chosen = this.parts().before.split(/[,;]/).map((word) => word.trim().toLowerCase());
    for (const option of this.options()) if (chosen.includes(option.dataset.label.toLowerCase())) option.remove();
    this.options().forEach((option, index) => (option.id = `${this.list.id}_${index}`));
    this.list.hidden = this.options().length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = this.dataset.found.replace("%", this.options().length);
  }

  key(event) {
    if (this.list.hidden) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && this.active()) this.choose(this.active());
    else return;
    event.preventDefault();
  }

  move(step) {
    const options = this.options();
    const at = options.indexOf(this.active());
    const next = options[at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length];
    for (const option of options) option.setAttribute("aria-selected", String(option === next));
    this.input.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    if (!option) return;
    this.input.value = `${this.parts().before}${option.dataset.label}, `;
    this.close();
    this.input.focus();
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  active() {
    return this.options().find((option) => option.getAttribute("aria-selected") === "true");
  }
}

customElements.define("tag-picker", TagPicker);

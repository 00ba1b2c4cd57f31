/* Offers municipalities while someone types: an editable combobox with a list (ARIA 1.2). The text box keeps working
   by itself; what is chosen is written into it, and its key into the hidden field beside it. */

const PAUSE = 150;

class MunicipalityPicker extends HTMLElement {
  #running;
  #timer;

  connectedCallback() {
    this.input = this.querySelector("input[type=text]");
    this.key = this.querySelector("[data-key]");
    this.chosenFor = this.querySelector("[data-chosen-for]");
    this.list = Object.assign(document.createElement("ul"), { id: `${this.input.id}_liste`, hidden: true });
    this.list.className = "suggestions picker__list";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label);
    this.input.after(this.list);
    this.status = this.querySelector("[data-status]");
    this.#describe();
    this.input.addEventListener("input", () => this.#later());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.#close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.#choose(event.target.closest("[role=option]")));
  }

  #describe() {
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#running?.abort();
    if (this.input.value.trim().length < 2) return this.#close();
    this.#timer = setTimeout(() => this.#load(), PAUSE);
  }

  async #load() {
    this.#running = new AbortController();
    const query = new URLSearchParams({ q: this.input.value });
    try {
      const response = await fetch(`${this.dataset.url}?${query}`, { signal: this.#running.signal });
      if (response.ok && document.activeElement === this.input) this.#show(await response.text());
    } catch (error) {
      if (error.name !== "AbortError") this.#close();
    }
  }

  #show(options) {
    this.list.innerHTML = options;
    this.#options().forEach((option, index) => (option.id = `${this.list.id}_${index}`));
    this.list.hidden = this.#options().length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = this.dataset.found.replace("%", this.#options().length);
  }

  #key(event) {
    if (event.key === "Escape" && !this.list.hidden) this.#close();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && this.#active()) this.#choose(this.#active());
    else return;
    event.preventDefault();
  }

  #move(step) {
    if (this.list.hidden) return this.#later();
    const options = this.#options();
    const at = options.indexOf(this.#active());
    const next = options[at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length];
    for (const option of options) option.setAttribute("aria-selected", String(option === next));
    this.input.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  }

  #choose(option) {
    if (!option) return;
    this.input.value = this.chosenFor.value = option.dataset.label;
    this.key.value = option.dataset.value;
    this.querySelector("[data-candidates]")?.remove();
    this.#close();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  #options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  #active() {
    return this.list.hidden ? undefined : this.#options().find((option) => option.getAttribute("aria-selected") === "true");
  }
}

customElements.define("municipality-picker", MunicipalityPicker);

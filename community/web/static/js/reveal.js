// <reveal-password>: shows what was typed while one wants to see it; hidden again before it is sent.
class RevealPassword extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.button = this.querySelector("button");
    if (!this.input || !this.button) return;
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.show(this.input.type === "password"));
    this.input.form?.addEventListener("submit", () => this.show(false));
  }

  show(visible) {
    this.input.type = visible ? "text" : "password";
    this.button.setAttribute("aria-pressed", String(visible));
    this.button.querySelector("span").textContent = visible ? this.dataset.hide : this.dataset.show;
  }
}

customElements.define("reveal-password", RevealPassword);

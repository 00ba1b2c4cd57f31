// <flash-message>: a message at the top can be put away.
class FlashMessage extends HTMLElement {
  connectedCallback() {
    const label = this.dataset.close;
    if (!label || this.querySelector(".flash__close")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "flash__close";
    button.setAttribute("aria-label", label);
    button.append(this.querySelector("template").content.cloneNode(true));
    button.addEventListener("click", () => this.remove());
    this.append(button);
  }
}

customElements.define("flash-message", FlashMessage);

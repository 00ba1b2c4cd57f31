// <date-rows data-most data-words>: adds a row for one more date in place; without scripts its button asks the server.
class DateRows extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button[name=more]");
    // Enter in a field publishes; only a click adds.
    if (button) button.type = "button";
    button?.addEventListener("click", () => this.add(button));
    this.addEventListener("change", (event) => this.suggest(event.target));
  }

  get rows() {
    return [...this.querySelectorAll("[data-row]")];
  }

  add(button) {
    const last = this.rows.at(-1);
    const [row, number] = [last.cloneNode(true), this.rows.length + 1];
    row.querySelector("legend").textContent = this.dataset.words.replace("{n}", number);
    for (const error of row.querySelectorAll(".kern-error")) error.remove();
    for (const input of row.querySelectorAll("input")) this.renew(input, row, number);
    last.after(row);
    row.querySelector("input").focus();
    if (number >= Number(this.dataset.most)) button.hidden = true;
  }

  // The clone's fields are empty, and nothing is wrong with them yet.
  renew(input, row, number) {
    const label = row.querySelector(`label[for="${CSS.escape(input.id)}"]`);
    for (const name of ["value", "aria-invalid", "aria-describedby", "autofocus"]) input.removeAttribute(name);
    input.value = "";
    input.name = input.name.replace(/\d+$/, number);
    input.id = input.id.replace(/\d+$/, number);
    label.htmlFor = input.id;
  }

  // Most meetings offer the same hours on several days: a new day takes those of the row before.
  suggest(day) {
    const row = day.closest("[data-row]");
    const before = this.rows[this.rows.indexOf(row) - 1];
    if (day.type !== "date" || !day.value || !before) return;
    const [times, former] = [row, before].map((each) => [...each.querySelectorAll("input[type=time]")]);
    if (times.some((input) => input.value)) return;
    times.forEach((input, index) => (input.value = former[index].value));
  }
}

customElements.define("date-rows", DateRows);

// Files chosen for the next message: from the file dialogue, dropped on the conversation, or pasted.
import { key, part, words } from "./common.js";

const MOST = 5;
const BIGGEST = 20 * 1024 * 1024;

export class Choosing {
  // `complain(sentence)` is called for what cannot be taken.
  constructor(room, form, complain) {
    this.room = room;
    this.form = form;
    this.complain = complain;
    this.details = part("chooser", form);
    this.list = part("chosen", form);
    this.input = form.elements.files;
    this.files = [];
    this.input.removeAttribute("name"); // they go piece by piece, not with the form
    this.input.addEventListener("change", () => {
      this.add(this.input.files);
      this.input.value = "";
    });
    this.details.querySelector("summary").addEventListener("click", (event) => {
      if (this.files.length) return;
      event.preventDefault();
      this.input.click();
    });
    form.elements.text.addEventListener("paste", (event) => this.took(event, event.clipboardData));
    room.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
    room.addEventListener("drop", (event) => this.took(event, event.dataTransfer));
  }

  took(event, { files }) {
    if (!files.length) return;
    event.preventDefault();
    this.add(files);
  }

  add(files) {
    for (const file of files) {
      if (file.size > BIGGEST) this.complain(words("filesTooBig", { name: file.name }));
      else if (this.files.length >= MOST) this.complain(words("filesTooMany"));
      else this.files.push({ key: key(), file, name: file.name });
    }
    this.show();
  }

  // What was chosen, and how its images are described; after that nothing is chosen.
  take() {
    const taken = { files: this.files, alt: this.form.elements.alt_text.value.trim() };
    this.files = [];
    this.form.elements.alt_text.value = "";
    this.show();
    return taken;
  }

  show() {
    this.list.replaceChildren(...this.files.map((one) => this.line(one)));
    this.list.hidden = !this.files.length;
    this.details.open = this.files.length > 0;
    const pictured = this.files.some(({ file }) => file.type.startsWith("image/"));
    this.details.toggleAttribute("data-pictured", pictured);
  }

  line(one) {
    const line = part("chosen-file", this.room).content.firstElementChild.cloneNode(true);
    part("file-name", line).textContent = one.name;
    const out = part("file-out", line);
    out.setAttribute("aria-label", words("fileOut", { name: one.name }));
    out.addEventListener("click", () => {
      this.files = this.files.filter((other) => other !== one);
      this.show();
      this.form.elements.text.focus();
    });
    return line;
  }
}

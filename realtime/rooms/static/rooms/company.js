// Who is here and who is writing. Only those who want to be seen are; nothing of it is stored.
import { part, words } from "./common.js";

const TYPING_FOR = 5_000;

export class Company {
  constructor(room) {
    this.room = room;
    this.typing = new Map();
    this.line = part("typing", room);
  }

  hear(event) {
    if (event.type === "presence") this.show(event.here);
    if (event.type === "typing" && event.member !== this.room.me) this.write(event.member, event.name);
  }

  show(here) {
    for (const person of document.querySelectorAll(".room-people [data-member]")) {
      const present = here.includes(Number(person.dataset.member));
      person.classList.toggle("is-here", present);
      const word = person.querySelector(".is-here__word");
      if (!present) word?.remove();
      else if (!word) person.append(Object.assign(document.createElement("span"), { className: "is-here__word", textContent: words("here") }));
    }
  }

  write(member, name) {
    clearTimeout(this.typing.get(member)?.timer);
    this.typing.set(member, { name, timer: setTimeout(() => this.stopped(member), TYPING_FOR) });
    this.say();
  }

  stopped(member) {
    clearTimeout(this.typing.get(member)?.timer);
    if (this.typing.delete(member)) this.say();
  }

  say() {
    const names = [...this.typing.values()].map(({ name }) => name);
    const sentence = ["", "typingOne", "typingTwo"][names.length] ?? "typingMany";
    this.line.textContent = sentence && words(sentence, { name: names[0], other: names[1] });
  }
}

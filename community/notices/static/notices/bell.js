// <notice-bell data-url>: the number of unread notices, kept right while the page is open.
import { count } from "../js/badge.js";
import { listen } from "../live/bell.js";

class NoticeBell extends HTMLElement {
  connectedCallback() {
    this.head = 0;
    this.place = this.querySelector("[data-count]");
    this.unread = this.place.hidden ? 0 : Number(this.place.textContent);
    count("notices", this.unread);
    this.stop = listen("me", { head: (...said) => this.moved(...said), catchUp: () => this.look() });
  }

  disconnectedCallback() {
    this.stop();
  }

  // The first head says where things stood when the page was made. It also rings when notices were read elsewhere.
  moved(head, how) {
    const before = this.head;
    this.head = head || 1;
    if (before && (how !== "heads" || before !== this.head)) this.look();
  }

  // Resolves to whether there was something new.
  async look() {
    const url = document.hidden ? this.dataset.url : `${this.dataset.url}?vorn=1`;
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok) return false;
    const before = this.unread;
    this.unread = (await answer.json()).unread;
    this.show();
    return this.unread !== before;
  }

  show() {
    const spoken = this.querySelector("[data-spoken]");
    this.place.textContent = this.unread;
    this.place.hidden = !this.unread;
    const words = this.unread === 1 ? spoken.dataset.one : spoken.dataset.many;
    spoken.textContent = this.unread ? words.replace("{n}", this.unread) : "";
    count("notices", this.unread);
  }
}

customElements.define("notice-bell", NoticeBell);

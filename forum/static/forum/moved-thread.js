// <moved-thread data-home> stands at the old address of a thread that went into another: it leads on to the post the
// address named, or to the thread. Without a script the page shows the same ways as links.
class MovedThread extends HTMLElement {
  connectedCallback() {
    const place = location.hash && document.getElementById(location.hash.slice(1));
    const way = place && this.contains(place) ? place.querySelector("a")?.href : this.dataset.home;
    if (way) location.replace(way);
  }
}

customElements.define("moved-thread", MovedThread);

// <push-device>: switches notifications on for this browser, and asks for that only after a click.
import { csrfToken } from "../js/requests.js";

const SUPPORTED = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

class PushDevice extends HTMLElement {
  async connectedCallback() {
    this.button = this.querySelector("button");
    this.state = this.querySelector("[data-state]");
    this.button.addEventListener("click", () => this.turnOn());
    if (!SUPPORTED) this.show("unsupported");
    else if (Notification.permission === "denied") this.show("denied");
    else if (!this.hasAttribute("entered")) this.show("off");
    else this.show((await this.subscription()) ? "on" : "lost");
  }

  async subscription() {
    const registration = await navigator.serviceWorker.getRegistration("/");
    return registration?.pushManager.getSubscription();
  }

  show(state, words = this.dataset[state]) {
    this.state.textContent = words;
    this.button.hidden = !["off", "lost", "failed"].includes(state);
    this.button.disabled = false;
  }

  async turnOn() {
    this.button.disabled = true;
    try {
      if ((await Notification.requestPermission()) !== "granted") return this.show("denied");
      const answer = await this.enter(await this.subscribe());
      if (answer.ok) location.reload();
      else this.show("failed", (await answer.json()).detail);
    } catch {
      this.show("failed");
    }
  }

  // Under the key of this installation; a browser that still has another one must let go of it first.
  async subscribe() {
    await navigator.serviceWorker.register("/service-worker.js");
    const { pushManager } = await navigator.serviceWorker.ready;
    const wanted = { userVisibleOnly: true, applicationServerKey: this.dataset.key };
    try {
      return await pushManager.subscribe(wanted);
    } catch (error) {
      const former = await pushManager.getSubscription();
      if (!former) throw error;
      await former.unsubscribe();
      return pushManager.subscribe(wanted);
    }
  }

  enter(subscription) {
    const { endpoint, keys } = subscription.toJSON();
    const body = new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth });
    return fetch(this.dataset.url, { method: "POST", headers: { "X-CSRFToken": csrfToken() }, body });
  }
}

customElements.define("push-device", PushDevice);

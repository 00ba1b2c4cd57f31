// On every page of a member: an installed app has its page for when there is no connection, and a browser in which
// push was on until the sign-in ran out takes it up again. Nobody else gets a service worker.
import { csrfToken } from "../js/requests.js";

const WORKER = "/service-worker.js";
const RESUME = "/konto/hinweise/geraete/fortsetzen/";
const installed = matchMedia("(display-mode: standalone), (display-mode: minimal-ui)").matches;

async function resume() {
  const token = csrfToken(); // another one with each sign-in
  if (!token || sessionStorage.getItem("push") === token || globalThis.Notification?.permission !== "granted") return;
  const registration = await navigator.serviceWorker.getRegistration("/");
  const subscription = await registration?.pushManager?.getSubscription();
  if (!subscription) return;
  sessionStorage.setItem("push", token);
  const body = new URLSearchParams({ endpoint: subscription.endpoint });
  const answer = await fetch(RESUME, { method: "POST", headers: { "X-CSRFToken": token }, body });
  await answer.text(); // What may not be stored holds its connection until it has been read.
}

if ("serviceWorker" in navigator) {
  if (installed) navigator.serviceWorker.register(WORKER).catch(() => {});
  resume().catch(() => {}); // It is a convenience: the page about notices has the button.
}

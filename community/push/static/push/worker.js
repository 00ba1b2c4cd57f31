// The service worker. The server puts one line before this file, which says in HOUSE what is kept and shown.
//
// It keeps the page for when there is no connection and the few files of that page, and nothing else: what members
// read is never stored. All other requests go their way as if it were not there.
const NAME = "offline-";

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(forget()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(HOUSE.page)));
  else if (isKept(request.url)) event.respondWith(fetch(request).catch(() => kept(request.url)));
});
addEventListener("push", (event) => event.waitUntil(show(event.data)));
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.address ?? HOUSE.list));
});

// Fetched as by a stranger: what is kept is the same for everybody.
async function keep() {
  const cache = await caches.open(HOUSE.cache);
  const wanted = [HOUSE.page, ...HOUSE.files];
  await cache.addAll(wanted.map((url) => new Request(url, { credentials: "omit", cache: "reload" })));
  await skipWaiting();
}

async function forget() {
  const old = (await caches.keys()).filter((name) => name.startsWith(NAME) && name !== HOUSE.cache);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

function isKept(url) {
  const { origin, pathname } = new URL(url);
  return origin === location.origin && HOUSE.files.includes(pathname);
}

async function kept(url) {
  return (await (await caches.open(HOUSE.cache)).match(url)) ?? Response.error();
}

// Browsers insist that something is shown for every push, also for one that cannot be read.
function show(data) {
  const { title, body, address, tag } = read(data);
  return registration.showNotification(title, {
    body,
    tag,
    icon: HOUSE.icon,
    badge: HOUSE.badge,
    data: { address },
  });
}

function read(data) {
  try {
    return data.json();
  } catch {
    return { title: HOUSE.fallback, body: "", address: HOUSE.list, tag: "" };
  }
}

// In a tab of ours that is open, the one in front first; otherwise in a new one. Never anywhere else.
async function open(address) {
  const wanted = new URL(address, location.origin);
  const url = wanted.origin === location.origin ? wanted.href : new URL(HOUSE.list, location.origin).href;
  const tabs = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const tab = tabs.find((one) => one.focused) ?? tabs.find((one) => one.visibilityState === "visible") ?? tabs[0];
  try {
    if (tab) return await (await tab.focus()).navigate(url);
  } catch {
    // A page that was opened before the worker took over cannot be led by it.
  }
  return clients.openWindow(url);
}

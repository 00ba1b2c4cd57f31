// "vor 5 Minuten" stays true while a page is open: young moments are said anew every minute, in the words of the page.
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ZONE = "Europe/Berlin";

const page = document.documentElement.lang || "de";
const language = page === "en" ? "en-GB" : page; // 23 November, 14:10
const ago = new Intl.RelativeTimeFormat(language, { numeric: "always" });
const days = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
const calendar = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE });

function refresh() {
  for (const element of document.querySelectorAll("time[datetime][title]")) {
    const words = spoken(new Date(element.dateTime), new Date());
    if (words && words !== element.textContent) element.textContent = words;
  }
}

/** Words for a moment of the last two days, or nothing: older ones are dates and do not age. */
function spoken(moment, now) {
  const age = now - moment;
  if (!(age >= MINUTE && age < 2 * DAY)) return "";
  if (age < 60 * MINUTE) return ago.format(-Math.floor(age / MINUTE), "minute");
  const passed = Math.round((midnight(now) - midnight(moment)) / DAY);
  return passed < 2 ? `${days.format(-passed, "day")}, ${clock.format(moment)}` : "";
}

function midnight(moment) {
  return Date.parse(calendar.format(moment));
}

setInterval(refresh, MINUTE);

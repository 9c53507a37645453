/* Marks what changed since its reader last looked at the page; which change was the latest then is kept in this browser alone. */

(function () {
  "use strict";

  function since(place) {
    const all = [...document.querySelectorAll("[data-at]")];
    const key = `mops-kb:seen:${location.pathname}`;
    let seen = null;
    try {
      seen = window.localStorage.getItem(key);
      window.localStorage.setItem(key, all.reduce((last, one) => (one.dataset.at > last ? one.dataset.at : last), seen || "0"));
    } catch {
      return; // nothing may be kept, so nothing is known of a last time
    }
    if (seen === null) return;
    const fresh = all.filter((one) => one.dataset.at > seen);
    for (const one of fresh) {
      one.append(" ", mopsKb.made("span", { className: "mk-tag mk-tag--new", textContent: place.dataset.mark }));
      const fold = one.closest("details");
      if (fold) fold.open = true;
    }
    const words = fresh.length ? place.dataset.seen.replace("{n}", fresh.length) : place.dataset.none;
    place.append(mopsKb.made("p", { className: "mk-fallback", textContent: words }));
  }

  mopsKb.each("[data-seen]", since);
})();

/* The meaning of a term beside its word: on hover, on focus, and at the first touch; a second touch follows the link. */

(function () {
  "use strict";

  const tip = Object.assign(document.createElement("div"), { id: "mk-tip", className: "mk-tip", hidden: true });
  tip.setAttribute("role", "tooltip");
  let shown = null;
  let leaving = 0;

  const term = (event) => (event.target instanceof Element ? event.target.closest("a.mk-term[data-tip]") : null);

  function show(link) {
    clearTimeout(leaving);
    if (link === shown) return;
    hide();
    shown = link;
    tip.textContent = link.dataset.tip;
    tip.hidden = false;
    document.body.append(tip);
    link.setAttribute("aria-describedby", tip.id);
    place(link);
  }

  /* Below the word, or above it where there is no room; never over an edge of the window. */
  function place(link) {
    const word = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const room = document.documentElement.clientWidth - size.width - 8;
    const below = word.bottom + 4;
    const top = below + size.height > window.innerHeight && word.top > size.height ? word.top - size.height - 4 : below;
    tip.style.left = `${Math.max(8, Math.min(word.left, room)) + window.scrollX}px`;
    tip.style.top = `${top + window.scrollY}px`;
  }

  function hide() {
    clearTimeout(leaving);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    tip.hidden = true;
  }

  /* The pointer may move from the word to its meaning. */
  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 200);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = term(event);
    if (link) show(link);
    else if (event.target === tip) clearTimeout(leaving);
    else if (shown && document.activeElement !== shown) leave();
  });
  document.addEventListener("focusin", (event) => (term(event) ? show(term(event)) : hide()));
  document.addEventListener("focusout", (event) => term(event) && leave());
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());

  let touched = null;
  document.addEventListener("pointerdown", (event) => {
    const link = term(event);
    touched = event.pointerType === "touch" && link && link !== shown ? link : null;
    if (!link && event.target !== tip) hide();
  });
  document.addEventListener("click", (event) => {
    const link = term(event);
    if (!link || link !== touched) return;
    event.preventDefault();
    touched = null;
    show(link);
  });
})();

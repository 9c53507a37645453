/* What one filters the calendar by. It stands in the address, and goes along to the calendar's other views. */

(function () {
  "use strict";

  const { made } = mopsKb;
  const WIDE = matchMedia("(min-width: 60em)");

  /* Each entry says by numbers what it is (`data-is`): `0.3` is the fourth choice of the first dimension. */
  function calendar(place) {
    const dimensions = [...place.querySelectorAll("[data-choose]")].map((one, number) => ({
      number,
      name: one.dataset.choose,
      label: one.dataset.label,
      choices: [...one.querySelectorAll("i")],
    }));
    const layers = dimensions.find(({ name }) => name === "layer");
    const filters = dimensions.filter((one) => one !== layers);
    const entries = [...document.querySelectorAll("[data-is]")].map((one) => {
      const link = one.matches("a") ? one : one.querySelector("a");
      return { one, is: new Set(one.dataset.is.split(" ")), id: link && link.href };
    });
    const groups = [...document.querySelectorAll("[data-group]")].map((one) => {
      const count = one.matches("ul") ? mopsKb.headingOf(one)?.querySelector(".mk-n") : one.querySelector("summary > .mk-n");
      return { one, count, written: count?.textContent, entries: entries.filter((entry) => one.contains(entry.one)) };
    });
    const all = new Set(entries.map(({ id }) => id).filter(Boolean)).size;

    const selects = filters.map((dimension) => {
      const select = made("select", {}, made("option", { value: "*", textContent: place.dataset.all }));
      for (const { dataset, lang } of dimension.choices)
        select.append(made("option", { value: dataset.value, textContent: dataset.words, lang }));
      select.addEventListener("change", () => choose({ [dimension.name]: select.value === "*" ? null : select.value }));
      return select;
    });
    const boxes = (layers ? layers.choices : []).map(({ dataset }) => {
      const box = made("input", { type: "checkbox", value: dataset.value });
      box.addEventListener("change", () => {
        const on = boxes.filter(({ checked }) => checked).map(({ value }) => value);
        choose({ layer: on.join() === "event" ? null : on.join() || "none" });
      });
      return box;
    });
    const told = made("p", { className: "mk-sift__told", role: "status" });
    const clear = made("button", { type: "button", textContent: place.dataset.clear });
    clear.addEventListener("click", () => {
      choose(Object.fromEntries(dimensions.map(({ name }) => [name, null])));
      (selects[0] || clear).focus();
    });

    function choose(choices) {
      mopsKb.say(choices);
      show();
    }

    function show() {
      const wanted = [];
      filters.forEach(({ name, number, choices }, position) => {
        const asked = mopsKb.asked(name);
        const choice = choices.findIndex(({ dataset }) => dataset.value === asked);
        selects[position].value = choice < 0 ? "*" : asked;
        if (choice >= 0) wanted.push(`${number}.${choice}`);
      });
      const on = (mopsKb.asked("layer") ?? "event").split(",");
      for (const box of boxes) box.checked = on.includes(box.value);
      const without = Boolean(layers) && !on.includes("event");
      const shown = new Set();
      for (const { one, is, id } of entries) {
        one.hidden = without || !wanted.every((part) => is.has(part));
        if (!one.hidden && id) shown.add(id);
      }
      const isSifted = wanted.length > 0 || without;
      const laid = on.filter((name) => name !== "event");
      mopsKb.lay(laid);
      for (const { one, count, written, entries } of groups) {
        const left = new Set(entries.filter((entry) => !entry.one.hidden && entry.id).map(({ id }) => id)).size;
        one.hidden = isSifted && !left && !(laid.length && one.querySelector("[data-layer]:not([hidden])"));
        if (count) count.textContent = isSifted ? left : written;
      }
      headings();
      told.textContent =
        isSifted && !shown.size && !without
          ? place.dataset.none
          : place.dataset.told.replace("{n}", shown.size).replace("{all}", all);
      clear.hidden = !isSifted && mopsKb.asked("layer") === null;
      carry();
    }

    const fields = filters.map(({ label }, position) =>
      made("label", {}, made("span", { textContent: label }), selects[position])
    );
    const labels = boxes.map((box, position) => made("label", {}, box, ` ${layers.choices[position].dataset.words}`));
    const laying = labels.length ? [made("fieldset", {}, made("legend", { textContent: layers.label }), ...labels)] : [];
    const fold = made(
      "details",
      { className: "mk-sift__fold" },
      made("summary", { textContent: place.dataset.title }),
      made("div", { className: "mk-sift__fields" }, ...fields),
      ...laying
    );
    place.append(fold, told, clear);
    place.classList.add("mk-sift--on");
    show();

    /* On a phone the entries come before what one filters them by, unless that is in use. */
    const unfold = () => (fold.open = WIDE.matches || !clear.hidden);
    WIDE.addEventListener("change", unfold);
    unfold();
  }

  /* A heading goes when everything under it has gone, and the list of contents follows it. */
  function headings() {
    for (const one of document.querySelectorAll("article h2")) {
      const under = [];
      for (let next = one.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling)
        under.push(next);
      if (under.some((part) => part.hasAttribute("data-group"))) one.hidden = under.every((part) => part.hidden);
    }
    for (const link of document.querySelectorAll(".mk-contents a")) {
      const there = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      const count = link.parentElement.querySelector(".mk-n");
      link.parentElement.hidden = there.hidden;
      count.textContent = there.querySelector(".mk-n").textContent;
    }
  }

  function carry() {
    for (const link of document.querySelectorAll(".mk-views a")) link.search = location.search;
  }

  mopsKb.each("[data-calendar]", calendar);
  mopsKb.each(".mk-views", carry);
})();

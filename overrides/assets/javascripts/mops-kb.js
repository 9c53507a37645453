/* What scripts add to pages that are complete without them: a box that filters the tables of its page, ticks that this
   browser remembers, diagrams drawn from their text, and for the calendar what one filters it by and lays over it. */

(function () {
  "use strict";

  /* One spelling for what a reader takes for the same: width, case, hiragana and katakana. */
  const folded = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

  /* A Japanese name is typed with a space or without. */
  const joined = (text) => text.replace(/([^\x00-\x7f])\s+(?=[^\x00-\x7f])/g, "$1");

  function filter(place) {
    const box = document.createElement("input");
    box.type = "search";
    box.className = "mk-filter__box";
    box.placeholder = place.dataset.filter;
    box.setAttribute("aria-label", place.dataset.filter);
    const told = document.createElement("p");
    told.className = "mk-filter__told";
    told.setAttribute("role", "status");
    place.append(box, told);

    const rows = [...document.querySelectorAll("tr[data-words]")].map((row) => {
      const written = `${row.textContent} ${row.dataset.words}`;
      return { row, words: folded(`${written} ${joined(written)}`) };
    });
    const tables = [...new Set(rows.map(({ row }) => row.closest("table")))];

    function show() {
      const wanted = folded(box.value).split(/\s+/).filter(Boolean);
      let left = 0;
      for (const { row, words } of rows) {
        row.hidden = !wanted.every((word) => words.includes(word));
        left += row.hidden ? 0 : 1;
      }
      for (const table of tables) {
        const empty = !table.querySelector("tr[data-words]:not([hidden])");
        const frame = table.closest(".md-typeset__scrollwrap") || table;
        frame.hidden = empty;
        const heading = frame.previousElementSibling;
        if (heading && /^H[23]$/.test(heading.tagName)) heading.hidden = empty;
      }
      told.textContent = wanted.length && !left ? place.dataset.none : "";
      const address = new URL(location.href);
      if (box.value) address.searchParams.set("q", box.value);
      else address.searchParams.delete("q");
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    }

    box.value = new URL(location.href).searchParams.get("q") || "";
    box.addEventListener("input", show);
    if (box.value) show();
  }

  /* Ticks are kept by page and step, in this browser alone. Where nothing may be kept they still work. */
  function ticks(list) {
    const boxes = [...list.querySelectorAll("input[type=checkbox][id]")];
    const key = (box) => `mops-kb:${location.pathname}#${box.id}`;
    const kept = (work) => {
      try {
        return work(window.localStorage);
      } catch {
        return null;
      }
    };
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "mk-untick";
    clear.textContent = list.dataset.ticks;
    const show = () => (clear.hidden = !boxes.some((box) => box.checked));
    function keep(box) {
      kept((store) => (box.checked ? store.setItem(key(box), "1") : store.removeItem(key(box))));
      show();
    }

    for (const box of boxes) {
      box.checked = kept((store) => store.getItem(key(box))) === "1";
      box.addEventListener("change", () => keep(box));
    }
    clear.addEventListener("click", () => {
      for (const box of boxes) {
        box.checked = false;
        keep(box);
      }
      boxes[0].focus();
    });
    list.after(clear);
    show();
  }

  /* Mermaid is large, and is fetched from beside this script by pages that have a diagram. */
  const here = document.currentScript.src;
  let mermaid = null;
  function drawing() {
    mermaid ||= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL("vendor/mermaid.min.js", here);
      script.onload = () => done(window.mermaid);
      script.onerror = failed;
      document.head.append(script);
    });
    return mermaid;
  }

  /* The words stay on the page, folded away beside the picture, and stand alone where it cannot be drawn. */
  function flow(figure, number) {
    const words = figure.querySelector("details");
    const picture = document.createElement("div");
    picture.className = "mk-flow__picture";
    picture.tabIndex = 0;
    picture.setAttribute("role", "group");
    picture.setAttribute("aria-label", figure.getAttribute("aria-label"));
    const isDark = () => document.body.dataset.mdColorScheme === "slate";
    let turn = 0;

    async function draw() {
      const mine = ++turn;
      const engine = await drawing();
      engine.initialize({
        startOnLoad: false,
        securityLevel: "strict",
        htmlLabels: false,
        flowchart: { htmlLabels: false, useMaxWidth: false },
        sequence: { useMaxWidth: false },
        state: { useMaxWidth: false },
        theme: isDark() ? "dark" : "neutral",
        fontFamily: getComputedStyle(document.body).fontFamily,
      });
      const { svg } = await engine.render(`mk-flow-${number}-${mine}`, figure.dataset.flow);
      if (mine !== turn) return;
      picture.innerHTML = svg;
      const drawn = picture.querySelector("svg");
      drawn.setAttribute("role", "img");
      drawn.setAttribute("aria-label", figure.getAttribute("aria-label"));
      drawn.removeAttribute("aria-roledescription");
      if (!picture.isConnected) {
        figure.prepend(picture);
        words.open = false;
      }
    }

    draw().catch(() => picture.remove());
    new MutationObserver(() => draw().catch(() => {})).observe(document.body, {
      attributeFilter: ["data-md-color-scheme"],
    });
  }

  /* What is chosen in the calendar stands in the address, and goes along to its other views. */
  const address = () => new URL(location.href);

  function carry() {
    for (const link of document.querySelectorAll(".mk-views a")) link.search = location.search;
  }

  function made(name, properties, ...children) {
    const one = Object.assign(document.createElement(name), properties);
    one.append(...children);
    return one;
  }

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
      const count = one.matches("ul") ? heading(one)?.querySelector(".mk-n") : one.querySelector("summary > .mk-n");
      return { one, count, written: count?.textContent, entries: entries.filter((entry) => one.contains(entry.one)) };
    });
    const all = new Set(entries.map(({ id }) => id).filter(Boolean)).size;

    const selects = filters.map((dimension) => {
      const select = made("select", {}, made("option", { value: "*", textContent: place.dataset.all }));
      for (const { dataset, lang } of dimension.choices)
        select.append(made("option", { value: dataset.value, textContent: dataset.words, lang }));
      select.addEventListener("change", () => choose(dimension.name, select.value === "*" ? null : select.value));
      return select;
    });
    const boxes = (layers ? layers.choices : []).map(({ dataset }) => {
      const box = made("input", { type: "checkbox", value: dataset.value });
      box.addEventListener("change", () => {
        const on = boxes.filter(({ checked }) => checked).map(({ value }) => value);
        choose("layer", on.join() === "event" ? null : on.join());
      });
      return box;
    });
    const told = made("p", { className: "mk-sift__told" });
    told.setAttribute("role", "status");
    const clear = made("button", { type: "button", textContent: place.dataset.clear });
    clear.addEventListener("click", () => {
      const url = address();
      for (const { name } of dimensions) url.searchParams.delete(name);
      history.replaceState(history.state, "", url);
      show();
      (selects[0] || clear).focus();
    });

    function choose(name, value) {
      const url = address();
      if (value === null) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
      history.replaceState(history.state, "", url);
      show();
    }

    function show() {
      const asked = address().searchParams;
      const wanted = [];
      filters.forEach((dimension, place) => {
        const number = dimension.choices.findIndex(({ dataset }) => dataset.value === asked.get(dimension.name));
        selects[place].value = number < 0 ? "*" : asked.get(dimension.name);
        if (number >= 0) wanted.push(`${dimension.number}.${number}`);
      });
      const on = asked.has("layer") ? asked.get("layer").split(",") : ["event"];
      for (const box of boxes) box.checked = on.includes(box.value);
      const without = layers && !on.includes("event");
      const shown = new Set();
      for (const { one, is, id } of entries) {
        one.hidden = without || !wanted.every((part) => is.has(part));
        if (!one.hidden && id) shown.add(id);
      }
      const isSifted = wanted.length > 0 || Boolean(without);
      const laid = on.filter((name) => name !== "event");
      lay(laid);
      for (const { one, count, written, entries } of groups) {
        const left = new Set(entries.filter((entry) => !entry.one.hidden && entry.id).map(({ id }) => id)).size;
        one.hidden = isSifted && !left && !(laid.length && one.querySelector("[data-layer]:not([hidden])"));
        if (count) count.textContent = isSifted ? left : written;
      }
      headings();
      told.textContent = isSifted && !shown.size && !without ? place.dataset.none
        : place.dataset.told.replace("{n}", shown.size).replace("{all}", all);
      clear.hidden = !isSifted && !asked.has("layer");
      carry();
    }

    /* Other things with dates go into the grid, and of the lists of them those stay that were asked for. */
    function lay(on) {
      for (const one of document.querySelectorAll(".mk-grid__layer, .mk-grid__weekday--laid")) one.remove();
      for (const one of document.querySelectorAll("[data-laid]")) {
        one.classList.add("mk-grid__empty");
        delete one.dataset.laid;
      }
      for (const part of document.querySelectorAll("[data-layer]")) {
        part.hidden = on.length > 0 && !on.includes(part.dataset.layer);
        if (!on.includes(part.dataset.layer)) continue;
        const grid = part.closest(".mk-month").querySelector(".mk-grid");
        const cells = new Map([...grid.querySelectorAll("td > b")].map((day) => [parseInt(day.textContent, 10), day]));
        for (const row of part.querySelectorAll("[data-days]"))
          for (const number of row.dataset.days.split(" ")) laid(cells.get(Number(number)), row.querySelector("a"), grid);
      }
    }

    function laid(day, link, grid) {
      const cell = day.parentElement;
      if (cell.classList.contains("mk-grid__empty")) {
        const weekday = grid.querySelectorAll("thead th")[cell.cellIndex].textContent;
        day.append(made("i", { className: "mk-grid__weekday mk-grid__weekday--laid", textContent: ` (${weekday})` }));
        cell.classList.remove("mk-grid__empty");
        cell.dataset.laid = "";
      }
      const copy = link.cloneNode(true);
      copy.className = "mk-grid__layer";
      cell.append(copy);
    }

    const fields = filters.map(({ label }, place) => made("label", {}, made("span", { textContent: label }), selects[place]));
    const labels = boxes.map((box, place) => made("label", {}, box, ` ${layers.choices[place].dataset.words}`));
    const laying = labels.length ? [made("fieldset", {}, made("legend", { textContent: layers.label }), ...labels)] : [];
    place.append(made("div", { className: "mk-sift__fields" }, ...fields), ...laying, told, clear);
    place.classList.add("mk-sift--on");
    show();
  }

  /* The heading that a list stands under. */
  function heading(one) {
    const before = one.previousElementSibling;
    return before && /^H[23]$/.test(before.tagName) ? before : null;
  }

  /* A heading goes when everything under it has gone, and the list of contents follows it. */
  function headings() {
    for (const one of document.querySelectorAll("article h2")) {
      const under = [];
      for (let next = one.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling) under.push(next);
      if (under.some((part) => part.hasAttribute("data-group"))) one.hidden = under.every((part) => part.hidden);
    }
    for (const link of document.querySelectorAll(".mk-contents a")) {
      const there = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      const count = link.parentElement.querySelector(".mk-n");
      link.parentElement.hidden = there.hidden;
      count.textContent = there.querySelector(".mk-n").textContent;
    }
  }

  /* Makes links that carry UTM values of the registry. What is chosen stands in the address of the page. */

  const NEEDED = ["source", "medium", "campaign"];
  const FIELDS = [...NEEDED, "content", "term"];

  /* As Python's urlencode writes it: analytics and the check of the wiki read the same. */
  const encoded = (text) =>
    encodeURIComponent(text.toWellFormed ? text.toWellFormed() : text)
      .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
      .replace(/%20/g, "+");

  /* What the address carries stays, but for what it says of UTM already. */
  function tagged(address, values) {
    const [, path, query, fragment] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(address);
    const kept = (query || "").split("&").filter((part) => part && !/^utm_/i.test(part));
    const said = FIELDS.filter((name) => values[name]).map((name) => `utm_${name}=${encoded(values[name])}`);
    return `${path}?${[...kept, ...said].join("&")}${fragment || ""}`;
  }

  function builder(place) {
    const { choices, words } = JSON.parse(place.dataset.utm);
    const made = (tag, more, ...inside) => {
      const one = Object.assign(document.createElement(tag), more);
      one.append(...inside);
      return one;
    };
    const option = ({ value, title }) =>
      made("option", { value, textContent: title ? `${title} (${value})` : value });
    const field = (name, control) => {
      control.id = `utm-${name}`;
      control.className = "mk-builder__control";
      const label = made("label", { htmlFor: control.id, textContent: words[name] });
      return made("div", { className: `mk-builder__field mk-builder__field--${name}` }, label, control);
    };

    const to = made("input", { type: "url", placeholder: "https://", autocomplete: "off", spellcheck: false });
    const controls = {};
    for (const name of FIELDS) {
      controls[name] = choices[name].length
        ? made("select", {})
        : made("input", { type: "text", autocomplete: "off", spellcheck: false });
    }
    const link = made("textarea", { readOnly: true, rows: 3, spellcheck: false });
    const copy = made("button", { type: "button", className: "mk-builder__copy", textContent: words.copy });
    const told = made("p", { className: "mk-builder__told" });
    told.setAttribute("role", "status");
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", words.title);
    place.append(
      made("p", { className: "mk-builder__title", textContent: words.title }),
      field("to", to),
      ...FIELDS.map((name) => field(name, controls[name])),
      field("link", link),
      copy,
      told
    );

    /* Only the mediums that go with the source; one that is left alone is chosen. */
    function offer(name, wanted) {
      const control = controls[name];
      if (control.tagName !== "SELECT") {
        control.value = wanted;
        return;
      }
      const source = choices.source.find(({ value }) => value === controls.source.value);
      const fits = ({ value }) => name !== "medium" || !source || !source.mediums.length || source.mediums.includes(value);
      const offered = choices[name].filter(fits);
      const first = NEEDED.includes(name) ? words.choose : words.none;
      control.replaceChildren(made("option", { value: "", textContent: first }), ...offered.map(option));
      const only = name === "medium" && source && offered.length === 1 ? offered[0].value : "";
      control.value = offered.some(({ value }) => value === wanted) ? wanted : only;
    }

    function show() {
      const values = Object.fromEntries(FIELDS.map((name) => [name, controls[name].value.trim()]));
      const address = to.value.trim();
      const missing = NEEDED.filter((name) => !values[name]);
      const right = /^https?:\/\/[^\s/?#]/i.test(address) && !/\s/.test(address);
      link.value = right && !missing.length ? tagged(address, values) : "";
      copy.disabled = !link.value;
      if (address && !right) told.textContent = words.wrong;
      else if (right && missing.length)
        told.textContent = words.missing.replace("%s", () => missing.map((name) => words[name]).join(words.comma));
      else told.textContent = "";
      const here = new URL(location.href);
      for (const [name, value] of Object.entries({ to: address, ...values })) {
        if (value) here.searchParams.set(name, value);
        else here.searchParams.delete(name);
      }
      if (here.href !== location.href) history.replaceState(history.state, "", here);
    }

    async function put() {
      try {
        await navigator.clipboard.writeText(link.value);
        told.textContent = words.copied;
      } catch {
        link.focus();
        link.select();
        told.textContent = words.press;
      }
    }

    const asked = new URL(location.href).searchParams;
    to.value = asked.get("to") || "";
    for (const name of FIELDS) offer(name, asked.get(name) || "");
    controls.source.addEventListener("change", () => offer("medium", controls.medium.value));
    place.addEventListener("input", show);
    place.addEventListener("change", show);
    copy.addEventListener("click", put);
    show();
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-filter]").forEach(filter);
    document.querySelectorAll("[data-ticks]").forEach(ticks);
    document.querySelectorAll("figure[data-flow]").forEach(flow);
    document.querySelectorAll("[data-calendar]").forEach(calendar);
    carry();
    document.querySelectorAll("[data-utm]").forEach(builder);
  });
})();

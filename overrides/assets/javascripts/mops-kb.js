/* What scripts add to pages that are complete without them: a box that filters the tables of its page, ticks that this
   browser remembers, and diagrams drawn from their text. */

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

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-filter]").forEach(filter);
    document.querySelectorAll("[data-ticks]").forEach(ticks);
    document.querySelectorAll("figure[data-flow]").forEach(flow);
  });
})();

/* A box that filters the tables of its page; what is typed stands in the address. */

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
    const box = mopsKb.made("input", {
      type: "search",
      className: "mk-filter__box",
      placeholder: place.dataset.filter,
      ariaLabel: place.dataset.filter,
    });
    const told = mopsKb.made("p", { className: "mk-filter__told", role: "status" });
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
      mopsKb.say({ q: box.value });
    }

    box.value = mopsKb.asked("q") || "";
    box.addEventListener("input", show);
    if (box.value) show();
  }

  mopsKb.each("[data-filter]", filter);
})();

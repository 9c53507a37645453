/* A box that filters the tables of its page; what is typed stands in the address. */

(function () {
  "use strict";

  function filter(place) {
    const box = mopsKb.filterBox(place.dataset.filter);
    const told = mopsKb.made("p", { className: "mk-filter__told", role: "status" });
    place.append(box, told);

    const rows = [...document.querySelectorAll("tr[data-words]")].map((row) => ({
      row,
      heard: mopsKb.heard(`${row.textContent} ${row.dataset.words}`),
    }));
    const tables = [...new Set(rows.map(({ row }) => row.closest("table")))];

    function show() {
      let left = 0;
      for (const { row, heard } of rows) {
        row.hidden = !mopsKb.has(heard, box.value);
        left += row.hidden ? 0 : 1;
      }
      for (const table of tables) {
        const empty = !table.querySelector("tr[data-words]:not([hidden])");
        const frame = table.closest(".md-typeset__scrollwrap") || table;
        frame.hidden = empty;
        const heading = mopsKb.headingOf(frame);
        if (heading) heading.hidden = empty;
      }
      told.textContent = left ? "" : place.dataset.none;
      mopsKb.say({ q: box.value });
    }

    box.value = mopsKb.asked("q") || "";
    box.addEventListener("input", show);
    if (box.value) show();
  }

  mopsKb.each("[data-filter]", filter);
})();

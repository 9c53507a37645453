/* Lays other things with dates into the grid of a month, from the lists below it, and takes them off again. */

(function () {
  "use strict";

  /* Of the lists, those stay that were asked for. */
  mopsKb.lay = function (on) {
    takeOff();
    for (const list of document.querySelectorAll("[data-layer]")) {
      list.hidden = on.length > 0 && !on.includes(list.dataset.layer);
      if (!on.includes(list.dataset.layer)) continue;
      const grid = list.closest(".mk-month").querySelector(".mk-grid");
      const days = new Map([...grid.querySelectorAll("td > b")].map((day) => [parseInt(day.textContent, 10), day]));
      for (const row of list.querySelectorAll("[data-days]"))
        for (const number of row.dataset.days.split(" ")) put(row.querySelector("a"), days.get(Number(number)), grid);
    }
  };

  function takeOff() {
    for (const one of document.querySelectorAll(".mk-grid__layer, .mk-grid__weekday--laid")) one.remove();
    for (const cell of document.querySelectorAll("[data-laid]")) {
      cell.classList.add("mk-grid__empty");
      delete cell.dataset.laid;
    }
  }

  /* On a phone a day without entries is not shown, and one with entries says its weekday. */
  function put(link, day, grid) {
    const cell = day.parentElement;
    if (cell.classList.contains("mk-grid__empty")) {
      const weekday = grid.querySelectorAll("thead th")[cell.cellIndex].textContent;
      day.append(
        mopsKb.made("i", { className: "mk-grid__weekday mk-grid__weekday--laid", textContent: ` (${weekday})` })
      );
      cell.classList.remove("mk-grid__empty");
      cell.dataset.laid = "";
    }
    const copy = link.cloneNode(true);
    copy.className = "mk-grid__layer";
    cell.append(copy);
  }
})();

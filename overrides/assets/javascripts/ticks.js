/* Ticks are kept by page and step, in this browser alone. Where nothing may be kept they still work. */

(function () {
  "use strict";

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
    const clear = mopsKb.made("button", { type: "button", className: "mk-untick", textContent: list.dataset.ticks });
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

  mopsKb.each("[data-ticks]", ticks);
})();

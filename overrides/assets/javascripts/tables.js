/* What one does with a table that is worth it: sort, filter, choose columns, copy, download. What is chosen stands in the
   address of the page. The table is complete without any of it. */

(function () {
  "use strict";

  const { made, order, field, words } = mopsKb;
  const FEWEST = 6;
  const WORDS = {
    ja: {
      tools: "並べ替え・絞り込み・CSV", filter: "この表を絞り込む", sort: "並べ替え", kept: "元の順", up: "昇順", down: "降順", columns: "表示する列",
      copy: "コピー", copied: "コピーしました。表計算ソフトに貼り付けられます。", failed: "コピーできませんでした。CSVをお使いください。",
      csv: "CSVをダウンロード", clear: "元に戻す", left: (n, all) => `${all}行のうち${n}行を表示しています。`,
      sorted: (name, way) => (way ? `「${name}」の${way}で並べました。` : "元の順に戻しました。"),
    },
    en: {
      tools: "Sort, filter, CSV", filter: "Filter this table", sort: "Sort by", kept: "As it was", up: "ascending", down: "descending", columns: "Columns",
      copy: "Copy", copied: "Copied; paste it into a spreadsheet.", failed: "It could not be copied; take the CSV.",
      csv: "Download CSV", clear: "Reset", left: (n, all) => `${n} of ${all} rows are shown.`,
      sorted: (name, way) => (way ? `Sorted by ${name}, ${way}.` : "In the order in which it was."),
    },
  };
  const t = WORDS[document.documentElement.lang] || WORDS.en;

  /* Each row has a cell for each head: else nothing can be told of columns. */
  function isRegular(table) {
    const [head, body] = [table.tHead, table.tBodies[0]];
    if (!head || table.tBodies.length !== 1 || head.rows.length !== 1 || body.rows.length < FEWEST) return false;
    const width = head.rows[0].cells.length;
    const rows = [head.rows[0], ...body.rows];
    return width > 1 && rows.every((row) => row.cells.length === width) && !table.querySelector(":is(th, td):is([colspan], [rowspan])");
  }

  /* The heading that a table stands under. */
  function titled(table) {
    const headings = [...document.querySelectorAll("article :is(h1, h2, h3, h4)")];
    const above = headings.filter((one) => one.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
    const copy = above ? above.cloneNode(true) : made("p", { textContent: document.title });
    copy.querySelector(".mk-n")?.remove();
    return words(copy);
  }

  async function put(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const box = made("textarea", { value: text, className: "mk-hidden" });
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    if (!done) throw new Error("not copied");
  }

  function tools(table, index) {
    if (!isRegular(table)) return;
    const name = table.dataset.table || `t${index + 1}`;
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const names = heads.map(words);
    const rows = [...body.rows];
    const title = titled(table);
    const asked = (what) => mopsKb.asked(`${name}.${what}`) || "";
    /* What else on the page hides rows goes on doing so alone. */
    const sifted = rows.some((row) => "words" in row.dataset || "is" in row.dataset);
    let by = 0;
    let way = 0;
    let gone = new Set();

    const box = mopsKb.filterBox(t.filter);
    const choice = made("select", { ariaLabel: t.sort, className: "mk-tools__choice" }, made("option", { value: "", textContent: `${t.sort}: ${t.kept}` }));
    names.forEach((head, i) => {
      for (const [sign, word] of [["", t.up], ["-", t.down]])
        choice.append(made("option", { value: `${sign}${i + 1}`, textContent: `${t.sort}: ${head} (${word})` }));
    });
    const ticks = names.slice(1).map((head) => made("input", { type: "checkbox", checked: true, ariaLabel: head }));
    const columns = made("fieldset", { className: "mk-tools__columns" }, made("legend", { textContent: t.columns }));
    columns.append(...ticks.map((tick, i) => made("label", {}, tick, ` ${names[i + 1]}`)));
    const button = (word, work) => made("button", { type: "button", className: "mk-tools__button", textContent: word, onclick: work });
    const told = made("p", { className: "mk-tools__told", role: "status" });
    const left = made("span", { className: "mk-tools__left" });
    const clear = button(t.clear, () => chosen({ q: "", sort: "", hide: "" }));
    const panel = made("div", { className: "mk-tools__panel", hidden: true, id: `tools-${name}` }, choice, columns);
    if (!sifted) panel.prepend(box);
    panel.append(made("div", { className: "mk-tools__row" }, button(t.copy, copy), button(t.csv, save), clear));
    const fold = made("button", { type: "button", className: "mk-tools__fold", ariaExpanded: "false" }, t.tools, left);
    fold.setAttribute("aria-controls", panel.id);
    const place = made("div", { className: "mk-tools", role: "group", ariaLabel: title }, made("div", { className: "mk-tools__line" }, told, fold), panel);

    const heard = sifted ? [] : rows.map((row) => mopsKb.heard([row.textContent, ...[...row.querySelectorAll("[data-sort]")].map((one) => one.dataset.sort)].join(" ")));
    const orders = [];
    const buttons = heads.map((head, i) => {
      if (!names[i] || head.querySelector("a, button, input, summary")) return null;
      const sort = made("button", { type: "button", className: "mk-sort" }, ...head.childNodes);
      sort.addEventListener("click", () => turn(i + 1));
      head.append(sort);
      return sort;
    });

    function sorted() {
      if (by) orders[by] ||= order(rows.map((row) => row.cells[by - 1]));
      const places = rows.map((_, i) => i);
      if (by) places.sort((one, other) => orders[by](one, other, way) || one - other);
      body.append(...places.map((i) => rows[i]));
      heads.forEach((head, i) => {
        if (i + 1 === by) head.ariaSort = way > 0 ? "ascending" : "descending";
        else head.removeAttribute("aria-sort");
      });
    }

    function filtered() {
      if (sifted) return;
      rows.forEach((row, i) => (row.hidden = !mopsKb.has(heard[i], box.value)));
      const n = rows.filter((row) => !row.hidden).length;
      left.textContent = n < rows.length ? ` ${n}/${rows.length}` : "";
      told.textContent = n < rows.length ? t.left(n, rows.length) : "";
    }

    function shown() {
      ticks.forEach((tick, i) => (tick.checked = !gone.has(i + 2)));
      for (const row of [table.tHead.rows[0], ...rows])
        for (let i = 1; i < names.length; i++) row.cells[i].hidden = gone.has(i + 1);
    }

    const sortedBy = () => (by ? `${way < 0 ? "-" : ""}${by}` : "");

    function say() {
      choice.value = sortedBy();
      clear.disabled = !by && !gone.size && !box.value;
      mopsKb.say({ [`${name}.q`]: box.value, [`${name}.sort`]: sortedBy(), [`${name}.hide`]: [...gone].sort((a, b) => a - b).join(".") });
    }

    /* What an address or the panel says of columns is held to those that there are. */
    function chosen({ q, sort, hide }) {
      box.value = q;
      by = Math.abs(Number(sort)) || 0;
      if (!(by <= names.length && Number.isInteger(by))) by = 0;
      way = by ? Math.sign(Number(sort)) : 0;
      gone = new Set(hide.split(".").map(Number).filter((column) => column > 1 && column <= names.length));
      sorted();
      filtered();
      shown();
      say();
    }

    /* Up, down, and as it was. */
    function turn(column) {
      way = by === column ? (way > 0 ? -1 : 0) : 1;
      by = way ? column : 0;
      sorted();
      told.textContent = t.sorted(names[column - 1], way ? (way > 0 ? t.up : t.down) : "");
      say();
    }

    function seen() {
      const kept = (row) => [...row.cells].filter((cell) => !cell.hidden).map(field);
      return [kept(table.tHead.rows[0]), ...[...body.rows].filter((row) => !row.hidden).map(kept)];
    }

    function copy() {
      put(mopsKb.tsv(seen())).then(() => (told.textContent = t.copied), () => (told.textContent = t.failed));
    }

    function save() {
      const file = new Blob(["\ufeff", mopsKb.csv(seen())], { type: "text/csv;charset=utf-8" });
      const link = made("a", { href: URL.createObjectURL(file), download: `${title.replace(/[\\/:*?"<>|\s]+/g, "-")}.csv` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }

    fold.addEventListener("click", () => {
      panel.hidden = !panel.hidden;
      fold.ariaExpanded = String(!panel.hidden);
      place.classList.toggle("mk-tools--open", !panel.hidden);
      table.dataset.tools = panel.hidden ? "" : "open";
    });
    box.addEventListener("input", () => (filtered(), say()));
    choice.addEventListener("change", () => {
      chosen({ q: box.value, sort: choice.value, hide: [...gone].join(".") });
      told.textContent = t.sorted(names[by - 1], by ? (way > 0 ? t.up : t.down) : "");
    });
    columns.addEventListener("change", () => {
      gone = new Set(ticks.flatMap((tick, i) => (tick.checked ? [] : [i + 2])));
      shown();
      say();
    });
    table.before(place);
    clear.disabled = true;
    if (["q", "sort", "hide"].some(asked)) chosen({ q: asked("q"), sort: asked("sort"), hide: asked("hide") });
    table.dataset.tools = "";

    /* What need not scroll in its frame leaves the head to the page. */
    const frame = table.closest(".mk-scroll, .md-typeset__scrollwrap");
    const fit = () => table.toggleAttribute("data-fits", !frame || table.scrollWidth <= frame.clientWidth);
    new ResizeObserver(fit).observe(table);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("article :is(table.mk-table, table:not([class]))").forEach(tools);
  });
})();

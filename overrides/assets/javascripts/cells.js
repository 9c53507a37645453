/* What a cell of a table says: in plain words, in an order, and as a field of CSV. */

(function () {
  "use strict";

  const NOTHING = /^[-–—―]?$/;
  const TIMES = { 千: 1e3, 万: 1e4, 億: 1e8, 兆: 1e12, K: 1e3, M: 1e6, B: 1e9, T: 1e12 };
  const NUMBER = /^([+-]?)[¥$€£]?([+-]?)((?:\d[\d,]*(?:\.\d+)?(?:[千万億兆]|[KMBT](?![a-z]))?)+)(?!\d)\D{0,20}(?:\/ ?[\d.,]+)?$/i;
  const FIGURES = /(\d[\d,]*(?:\.\d+)?)([千万億兆]|[KMBT](?![a-z]))?/gi;
  const SECONDS = { 年: 31557600, year: 31557600, か月: 2629800, month: 2629800, 週: 604800, week: 604800, 日: 86400, day: 86400 };
  Object.assign(SECONDS, { d: 86400, 時間: 3600, hour: 3600, h: 3600, 分: 60, min: 60, 秒: 1, s: 1 });
  const SPAN = /(\d+(?:\.\d+)?) ?(年|years?|か月|months?|週|weeks?|日|days?|時間|hours?|分|min|秒|[dhs](?![a-z]))間? ?/g;
  const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
  const THIRDS = { 上旬: 1, early: 1, 中旬: 11, mid: 11, 下旬: 21, late: 21 };
  const CLOCK = /(?:^|\D)([01]?\d|2[0-4]):([0-5]\d)/;
  /* Of each way to write a date: year, month, day (or a third of a month), as far as they are said. */
  const DATES = [
    [/^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?!\d)/, (y, m, d) => [y, m, d]],
    [/^(\d{4})年(?!度)(?:(\d{1,2})月(?:(\d{1,2})日|(上旬|中旬|下旬))?)?/, (y, m, d, third) => [y, m, d || THIRDS[third]]],
    [/^(?:FY)?(\d{4})(?:年度)?(?: ?(?:第|Q)([1-4])(?:四半期)?| ?([上下])期)/, (y, q, half) => [y, q ? q * 3 : half === "上" ? 3 : 9]],
    [/^(?:FY(\d{4})|(\d{4})年度)/, (y, year) => [y || year]],
    [/^(?:[a-z]{3,9},? )?([a-z]{3})[a-z]*\.? (?:(\d{1,2}),? )?(\d{4})/i, (name, d, y) => [y, month(name), d]],
    [/^(?:[a-z]{3,9},? )?(\d{1,2}) ([a-z]{3})[a-z]*\.? (\d{4})/i, (d, name, y) => [y, month(name), d]],
    [/^(early|mid|late)[- ]([a-z]{3})[a-z]* (\d{4})/i, (third, name, y) => [y, month(name), THIRDS[third.toLowerCase()]]],
  ];

  const month = (name) => MONTHS.indexOf(name.toLowerCase()) + 1 || NaN;
  const collator = new Intl.Collator("ja", { numeric: true });

  /* The words of a cell. What is only heard is left out, and so is what stands in small letters below, unless all is asked. */
  function words(cell, all) {
    const copy = cell.cloneNode(true);
    for (const one of copy.querySelectorAll(`.mk-hidden, .mk-badge__sign, svg${all ? "" : ", .mk-table__sub"}`)) one.remove();
    for (const one of copy.querySelectorAll("br, li, p, div, .mk-table__sub")) one.before(" ");
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  const plain = (text) => text.normalize("NFKC").replace(/[−▲△]\s?(?=[¥\d])/g, "-").trim();

  function number(text) {
    const found = NUMBER.exec(text.replace(/^約 ?/, "").replace(/(\d) (?=\D)/g, "$1"));
    if (!found) return NaN;
    const [, before, after, figures] = found;
    let sum = 0;
    for (const [, figure, times] of figures.matchAll(FIGURES))
      sum += parseFloat(figure.replaceAll(",", "")) * (times ? TIMES[times.toUpperCase()] : 1);
    return before === "-" || after === "-" ? -sum : sum;
  }

  function span(text) {
    let sum = 0;
    const rest = text.replace(SPAN, (_, figure, unit) => {
      sum += figure * (SECONDS[unit] || SECONDS[unit.slice(0, -1)]);
      return "";
    });
    return rest ? NaN : sum;
  }

  function date(text) {
    for (const [form, read] of DATES) {
      const found = form.exec(text);
      if (!found) continue;
      const [y, m, d] = read(...found.slice(1)).map((part) => Number(part || 0));
      const clock = CLOCK.exec(text.slice(found[0].length));
      return (((y * 13 + (m || 0)) * 32 + (d || 0)) * 25 + Number(clock ? clock[1] : 0)) * 60 + Number(clock ? clock[2] : 0);
    }
    return NaN;
  }

  /* What a cell is ordered by: what it says itself, a date that it holds, or its words. */
  function said(cell) {
    const first = cell.querySelector("[data-sort], time[datetime]");
    const leads = first && words(cell).startsWith(words(first)) ? first.dataset.sort || first.dateTime : null;
    const text = plain(cell.dataset.sort ?? leads ?? words(cell));
    return NOTHING.test(text) ? "" : text;
  }

  /* How each of `cells` stands to the others. A column is of numbers or of dates if most of it is; what is neither then
     comes behind, and what is empty last, whichever way one sorts. */
  mopsKb.order = function (cells) {
    const texts = cells.map(said);
    const most = texts.filter(Boolean).length / 2;
    const read = [date, span, number].find((one) => texts.filter((text) => !Number.isNaN(one(text))).length > most);
    const keys = texts.map((text) => {
      const value = read ? read(text) : NaN;
      return { text, value, rank: !text ? 2 : read && Number.isNaN(value) ? 1 : 0 };
    });
    return (one, other, way) => {
      const [a, b] = [keys[one], keys[other]];
      if (a.rank !== b.rank) return a.rank - b.rank;
      return way * (read && !a.rank ? a.value - b.value : collator.compare(a.text, b.text));
    };
  };

  /* Spreadsheets take what begins like this for a formula, unless it is a number. */
  function guarded(text) {
    return /^[=+\-@＝＋－＠]/.test(text) && !/^[+-]?[\d.,]+%?$/.test(text) ? `'${text}` : text;
  }

  mopsKb.field = (cell) => guarded((cell.dataset.csv ?? words(cell, true)).replace(/\s+/g, " ").trim());
  mopsKb.words = (cell) => words(cell, true);

  const quoted = (text) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  mopsKb.csv = (rows) => rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
  mopsKb.tsv = (rows) => rows.map((row) => `${row.join("\t")}\n`).join("");
})();

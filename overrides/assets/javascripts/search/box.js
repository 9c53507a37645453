/* The box: what is typed is looked for, results are links, and everything is within reach of the keyboard. */

mopsSearch.box = (function () {
  "use strict";

  const { made } = mopsKb;
  const { engine, quote } = mopsSearch;
  const words = JSON.parse(document.querySelector("[data-search]").dataset.search);
  const AT_FIRST = 10;
  const TONES = { fresh: ["good", "✓"], due: ["warn", "△"], stale: ["warn", "△"], unreviewed: ["none", "–"] };

  const field = made("input", {
    type: "search",
    className: "mk-search__field",
    placeholder: words.placeholder,
    ariaLabel: words.search,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: false,
    enterKeyHint: "search",
  });
  const close = made("button", { type: "button", className: "mk-search__close", textContent: words.close });
  const kinds = made("div", { className: "mk-search__kinds", role: "group", ariaLabel: words.kinds });
  const told = made("p", { className: "mk-search__told", role: "status" });
  const list = made("ol", { className: "mk-search__list" });
  const more = made("button", { type: "button", className: "mk-search__more", textContent: words.more, hidden: true });
  const out = made("div", { className: "mk-search__out" }, told, list, more);
  const form = made("search", { className: "mk-search__form" }, field, close);
  const box = made("dialog", { className: "mk-search", ariaLabel: words.search }, form, kinds, out);
  document.body.append(box);

  let asked = 0;
  let kind = "";
  let found = [];

  let quotes = [];

  function result(page) {
    const excerpt = made("span", { className: "mk-search__excerpt" });
    const facts = made("span", { className: "mk-search__facts" }, made("span", { className: "mk-search__kind", textContent: page.kindName }));
    if (page.owner) facts.append(made("span", { textContent: `${words.owner}: ${page.owner}` }));
    if (page.freshness) {
      const [tone, sign] = TONES[page.freshness.name];
      const mark = made("span", { className: "mk-badge__sign", ariaHidden: "true", textContent: sign });
      facts.append(made("span", { className: `mk-badge mk-badge--${tone}` }, mark, ` ${page.freshness.words}`));
    }
    const title = made("span", { className: "mk-search__title" }, ...quote.marked(page.title, field.value));
    const link = made("a", { href: page.url, className: "mk-search__result" }, title, facts, excerpt);
    quotes.push(fill(link, excerpt, page, field.value));
    return made("li", {}, link);
  }

  /* The quotation comes when its page's text has come; what is quoted is what the link leads to. */
  async function fill(link, excerpt, page, query) {
    const [summary, pieces] = await engine.text(page).catch(() => ["", []]);
    const { anchor, line } = page.isNamed ? quote.quoted(summary, [], query) : quote.quoted(summary, pieces, query);
    excerpt.append(...quote.marked(line, query));
    if (anchor) link.hash = anchor;
  }

  function show(count = AT_FIRST) {
    const some = found.filter((page) => !kind || page.kind === kind);
    const shown = list.children.length;
    for (const page of some.slice(shown, count)) list.append(result(page));
    more.hidden = some.length <= count;
    const whole = some.filter((page) => page.share === 1).length;
    if (!found.length) told.textContent = words.none;
    else if (!whole) told.textContent = words.near;
    else {
      const count = (whole === 1 ? words.one : words.many).replace("%s", whole);
      told.textContent = whole < some.length ? `${count} ${words.andNear.replace("%s", some.length - whole)}` : count;
    }
  }

  function chips() {
    const counts = new Map([["", found.length]]);
    for (const page of found) counts.set(page.kind, (counts.get(page.kind) || 0) + 1);
    if (kind && !counts.has(kind)) counts.set(kind, 0);
    const names = new Map([["", words.all], ...found.map((page) => [page.kind, page.kindName])]);
    const chosen = kinds.querySelector("[aria-pressed=true]");
    if (!names.has(kind)) names.set(kind, chosen.dataset.name);
    const order = [...counts].sort(([one, n], [other, m]) => Boolean(one) - Boolean(other) || m - n);
    kinds.replaceChildren(
      ...order.map(([name, count]) => {
        const chip = made("button", { type: "button", className: "mk-search__chip", ariaPressed: String(name === kind) });
        chip.dataset.name = names.get(name);
        chip.append(names.get(name), made("span", { className: "mk-search__count", textContent: count }));
        chip.addEventListener("click", () => choose(name));
        return chip;
      })
    );
    kinds.hidden = order.length < 3 && !kind;
  }

  function choose(name) {
    kind = name;
    list.replaceChildren();
    chips();
    show();
    kinds.querySelector("[aria-pressed=true]").focus();
  }

  async function search() {
    const number = ++asked;
    const query = field.value.trim();
    out.ariaBusy = "true";
    const came = query ? await engine.find(query).catch(() => null) : [];
    if (number !== asked) return;
    found = came || [];
    quotes = [];
    list.replaceChildren();
    if (query) {
      chips();
      show();
      if (!came) told.textContent = words.failed;
    } else {
      kind = "";
      kinds.hidden = more.hidden = true;
      told.textContent = words.hint;
    }
    out.scrollTop = 0;
    await Promise.all(quotes);
    if (number === asked) out.ariaBusy = "false";
  }

  field.addEventListener("input", (event) => event.isComposing || search());
  field.addEventListener("compositionend", search);
  close.addEventListener("click", () => box.close());
  more.addEventListener("click", () => {
    const next = list.children.length;
    show(next + 2 * AT_FIRST);
    list.children[next].firstChild.focus();
  });
  box.addEventListener("click", (event) => event.target === box && box.close());

  /* Down and up go through field and results. Enter in the field opens the first, but not when it ends a conversion. */
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
    const stops = [field, ...list.querySelectorAll("a"), ...(more.hidden ? [] : [more])];
    const at = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && at >= 0) {
      event.preventDefault();
      stops[Math.max(0, Math.min(at + step, stops.length - 1))].focus();
    } else if (event.key === "Enter" && document.activeElement === field) {
      event.preventDefault();
      list.querySelector("a")?.click();
    } else if (at > 0 && event.key.length === 1 && event.key !== " ") field.focus();
  });

  function open(query) {
    if (query) field.value = query;
    if (!box.open) box.showModal();
    field.focus();
    field.select();
    engine.open();
    search();
  }

  return { open };
})();

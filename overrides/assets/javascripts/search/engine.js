/* The engine: finds pages for a query, best first. */

mopsSearch.engine = (function () {
  "use strict";

  const { wanted, bare, spoken, spaced, squeezed, isJapanese } = mopsSearch.words;
  const { open, renew, pagesWith, text, said } = mopsSearch.index;
  const { NAMED, byName, byPart, byText, value, holds } = mopsSearch.rank;
  /* So many of the first pages are read to see whether the words stand on them as they were typed. */
  const READ = 12;
  /* Where fewer pages than this have all that was asked, those with this share of it follow. */
  const FEW = 10;
  const NEAR = 0.5;

  /* Pages by how they fit; `share` is 1 for those that have all of it. */
  async function matches(query, head) {
    const words = spaced(query);
    const name = { whole: squeezed(words), words, parts: [...new Set(words.split(" "))] };
    const asked = wanted(query);
    if (!asked.length) return [];
    const lists = await Promise.all(asked.map(pagesWith));
    const spelt = await Promise.all(spoken(query).map(pagesWith));
    const values = lists.map((list, at) => value(asked[at].token, list, head.pages.length));
    const byToken = new Map(asked.map(({ token }, at) => [token, values[at]]));
    const sum = values.reduce((some, one) => some + one, 0);
    const hasAll = head.pages.map((page) => lists.every((list) => list.has(page.number)));
    /* Of several words, and where no page has all that was asked, some may be a name and the others what is wanted of it. */
    const isLoose = name.parts.length > 1 || !hasAll.includes(true);
    return head.pages.map((page) => {
      const named = byName(page, name);
      const part = isLoose && !named ? byPart(page, byToken, sum) : { score: named, isWhole: false };
      const { score, share } = byText(page, lists, values, head.length);
      const very = spelt.length && (6 * spelt.filter((list) => list.has(page.number)).length) / spelt.length;
      const isWhole = named > 0 || hasAll[page.number];
      const isNear = share >= NEAR || part.isWhole;
      return { page, isNamed: named > 0, isNear, share: isWhole ? 1 : Math.min(share, 0.99), score: part.score + share * (score + very) };
    });
  }

  /* The query with words that are nowhere put right: names that differ by one letter, or by two that changed places. */
  async function corrected(query, head) {
    let better = spaced(query);
    for (const one of wanted(query)) {
      if (one.token.length < 4 || isJapanese(one.token) || (await pagesWith(one)).size) continue;
      const meant = head.letters.find((name) => isAlmost(name, one.token));
      if (meant) better = better.replace(one.token, meant);
    }
    return better;
  }

  function isAlmost(one, other) {
    if (Math.abs(one.length - other.length) > 1 || one[0] !== other[0]) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    let end = 0;
    while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
    const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
    return Math.max(left.length, right.length) < 2 || (left.length === 2 && left === right[1] + right[0]);
  }

  /* A query that is a name of something is searched by all its names; what is asked around a name (「…とは」) may be missing. */
  async function search(query) {
    const head = await open();
    const whole = squeezed(spaced(query));
    const isOther = (name) => squeezed(spaced(name)) !== whole;
    const first = await matches(query, head);
    const best = new Map(first.filter((one) => one.share === 1).map((one) => [one.page, one]));
    const add = (one, score) => {
      if (one.share === 1 && !(best.get(one.page)?.score >= score)) best.set(one.page, { ...one, score });
    };
    const meant = [bare(query), await corrected(query, head)].filter(isOther);
    for (const other of new Set(meant)) for (const one of await matches(other, head)) add(one, one.score - 6);
    const called = head.pages.filter((page) => page.also.length && page.squeezed.includes(whole));
    const names = called.flatMap((page) => [page.title, ...page.also]).filter(isOther);
    for (const name of new Set(names)) for (const one of await matches(name, head)) add(one, Math.min(one.score, 60) / 2);
    const near = best.size < FEW ? first.filter((one) => one.isNear && !best.has(one.page)) : [];
    const found = ranked([...best.values()]);
    const read = wanted(query).length > 1 ? await asTyped(found, spaced(query)) : found;
    return [...read, ...ranked(near).slice(0, 2 * FEW)];
  }

  function ranked(some) {
    const found = some.map(({ page, score, share, isNamed }) => ({ ...page, score, share, isNamed }));
    return found.sort((one, other) => other.score - one.score || one.number - other.number);
  }

  /* Pairs and words may stand apart on a page. Of the first pages, those that hold them as they were typed come first. */
  async function asTyped(found, words) {
    const named = found.filter((page) => page.score >= NAMED);
    const others = found.slice(named.length);
    const first = others.slice(0, READ);
    const texts = await Promise.all(first.map((page) => said(page).catch(() => "")));
    const isThere = first.map((_, at) => holds(texts[at], words) || (/[^ -~]/.test(words) && squeezed(texts[at]).includes(squeezed(words))));
    const [holding, lacking] = [true, false].map((is) => first.filter((_, at) => isThere[at] === is));
    return [...named, ...holding, ...lacking, ...others.slice(READ)];
  }

  async function find(query, { kind = "", limit = Infinity } = {}) {
    let found;
    try {
      found = await search(query);
    } catch {
      renew();
      found = await search(query);
    }
    if (kind) found = found.filter((page) => page.kind === kind);
    return found.slice(0, limit);
  }

  return { open, find, text };
})();

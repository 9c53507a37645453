/* The engine: finds pages, and ranks them. */

mopsSearch.engine = (function () {
  "use strict";

  const { wanted, bare, spoken, spaced, squeezed, isJapanese, isKana } = mopsSearch.words;
  const { load, forget } = mopsSearch;
  const LISTS = "_lists";
  /* The file system shows what is in a folder instead of its page. */
  const INDEX = location.protocol === "file:" ? "index.html" : "";

  let head = null;

  /* Every page as an object; names are folded once. */
  async function open() {
    if (head) return head;
    const { version, content } = await load("head");
    const { kinds, freshness, folders } = content;
    const pages = content.pages.map(([path, title, kind, length, owner = "", fresh = "", ...also], number) => {
      const stem = path.replace(/\.md$/, "");
      const folder = stem.replace(/(^|\/)index$/, "$1").replace(/([^/])$/, "$1/");
      const url = folders ? folder + INDEX : `${stem}.html`;
      const page = { number, path, title, kind, kindName: kinds[kind], length, owner, also, url: mopsSearch.root + encodeURI(url) };
      page.freshness = fresh && { name: fresh, words: freshness[fresh] };
      const id = stem.replace(/\/index$/, "").split("/").at(-1);
      page.names = [title, ...also].map(spaced);
      page.squeezed = page.names.map(squeezed);
      page.ids = [id, stem, `${kind}:${id}`].map((one) => squeezed(spaced(one)));
      return page;
    });
    const length = pages.reduce((sum, page) => sum + page.length, 0) / pages.length;
    const letters = new Set(pages.flatMap((page) => page.names.join(" ").match(/[a-z]{4,}/g) || []));
    head = { version, pages, kinds, length, letters: [...letters], shards: new Set(content.shards.split(" ")) };
    return head;
  }

  /* Postings: see mops_kb/search/postings.py. */

  const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-./:;=?@[]^";
  const DIGITS = new Map([...ALPHABET].map((sign, at) => [sign, at]));
  const BASE = ALPHABET.length / 2;

  function shard(first) {
    const code = first.codePointAt(0);
    if (code < 0x80 || (code >= 0x3041 && code <= 0x30ff)) return code.toString(16);
    return `m${(code % 64).toString(16).padStart(2, "0")}`;
  }

  /* Page number → weight. */
  function decoded(written, into) {
    let [page, number, scale] = [-1, 0, 1];
    for (const sign of written) {
      const digit = DIGITS.get(sign);
      number += (digit % BASE) * scale;
      scale *= BASE;
      if (digit >= BASE) continue;
      page += Math.floor(number / 4);
      into.set(page, Math.max(into.get(page) || 0, number % 4));
      [number, scale] = [0, 1];
    }
    return into;
  }

  async function pagesWith({ token, begins }) {
    const name = shard(token);
    const found = new Map();
    if (!head.shards.has(name)) return found;
    const { version, content } = await load(`tokens/${name}`);
    if (version !== head.version) throw new Error("another version");
    if (content[token]) decoded(content[token], found);
    if (begins) for (const one of Object.keys(content)) if (one !== token && one.startsWith(token)) decoded(content[one], found);
    return found;
  }

  /* Ranking: what a page is called, then what its title begins with and holds, then where and how often the words stand. */

  function byName(page, asked) {
    const { whole, spaced: words, parts } = asked;
    if (page.squeezed[0] === whole) return 100;
    if (page.squeezed.includes(whole)) return 96;
    if (page.ids.includes(whole)) return 92;
    let best = 0;
    page.names.forEach((name, at) => {
      const near = whole.length / page.squeezed[at].length;
      const other = at ? 8 : 0;
      if (name.startsWith(words) || page.squeezed[at].startsWith(whole)) best = Math.max(best, 54 + 18 * near - other);
      else if (holds(name, words)) best = Math.max(best, 44 + 10 * near - other);
      else if (parts.length > 1 && parts.every((part) => holds(name, part))) best = Math.max(best, 36 + 8 * near - other);
    });
    return best;
  }

  /* A word in letters begins where a word begins. */
  const holds = (name, words) => (isJapanese(words) ? name.includes(words) : ` ${name}`.includes(` ${words}`));

  /* What a token tells: a rare one much, one that is nowhere little, and so one in kana alone, as such are in every sentence. */
  const told = ({ token }, list) =>
    (list.size ? Math.log(1 + head.pages.length / list.size) : 1) * (isKana(token) ? 0.4 : 1);

  function byText(asked, lists, page) {
    let [sum, has, all] = [0, 0, 0];
    const length = 0.6 + 0.4 * (page.length / head.length);
    lists.forEach((list, at) => {
      const value = told(asked[at], list);
      all += value;
      const weight = list.get(page.number);
      if (weight === undefined) return;
      has += value;
      sum += value * ((weight & 2 ? 1 : 0) + Math.min(1, (weight & 1 ? 1 : 0.6) / length));
    });
    return { score: (6 * sum) / all, share: has / all };
  }

  /* The query with words that are nowhere put right: names that differ by one letter, or by two that changed places. */
  async function corrected(query) {
    let better = spaced(query);
    for (const one of wanted(query)) {
      if (one.token.length < 4 || isJapanese(one.token) || (await pagesWith(one)).size) continue;
      const meant = head.letters.find((name) => isNear(name, one.token));
      if (meant) better = better.replace(one.token, meant);
    }
    return better;
  }

  function isNear(one, other) {
    if (Math.abs(one.length - other.length) > 1 || one[0] !== other[0]) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    let end = 0;
    while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
    const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
    return Math.max(left.length, right.length) < 2 || (left.length === 2 && left === right[1] + right[0]);
  }

  /* Pages by how they fit: `share` is 1 for those that have all of it, else how much they have. */
  async function matches(query) {
    const words = spaced(query);
    const name = { whole: squeezed(words), spaced: words, parts: [...new Set(words.split(" "))] };
    const asked = wanted(query);
    if (!asked.length) return [];
    const lists = await Promise.all(asked.map(pagesWith));
    const spelt = await Promise.all(spoken(query).map(pagesWith));
    return head.pages.map((page) => {
      const called = byName(page, name) * (page.kind === LISTS ? 0.85 : 1);
      const { score, share } = byText(asked, lists, page);
      const isWhole = called > 0 || lists.every((list) => list.has(page.number));
      const very = spelt.length && (6 * spelt.filter((list) => list.has(page.number)).length) / spelt.length;
      const own = page.kind === LISTS ? 0 : 3;
      return { page, isNamed: called > 0, share: isWhole ? 1 : Math.min(share, 0.99), score: called + share * (score + very + own) };
    });
  }

  const FEW = 10;
  const NEAR = 0.5;

  /* A query that is a name of something is searched by all its names. Where few pages have all of it, those that come near follow. */
  async function search(query) {
    await open();
    const whole = squeezed(spaced(query));
    const called = head.pages.filter((page) => page.also.length && page.squeezed.includes(whole));
    const others = new Set(called.flatMap((page) => [page.title, ...page.also]).filter((name) => squeezed(spaced(name)) !== whole));
    const first = await matches(query);
    const best = new Map(first.filter((one) => one.share === 1).map((one) => [one.page, one]));
    const add = (one, score) => {
      if (one.share === 1 && !(best.get(one.page)?.score >= score)) best.set(one.page, { ...one, score });
    };
    for (const name of others) for (const one of await matches(name)) add(one, Math.min(one.score, 60) / 2);
    for (const meant of new Set([bare(query), await corrected(query)]))
      if (squeezed(spaced(meant)) !== whole) for (const one of await matches(meant)) add(one, one.score - 6);
    const near = best.size < FEW ? first.filter((one) => one.share >= NEAR && !best.has(one.page)) : [];
    return [...ranked([...best.values()]), ...ranked(near).slice(0, 2 * FEW)];
  }

  function ranked(some) {
    const found = some.map(({ page, score, share, isNamed }) => ({ ...page, score, share, isNamed }));
    return found.sort((one, other) => other.score - one.score || one.number - other.number);
  }

  async function find(query, { kind = "", limit = Infinity } = {}) {
    let found;
    try {
      found = await search(query);
    } catch {
      /* The site was built anew since the page was opened: begin again with what is there now. */
      head = null;
      forget();
      found = await search(query);
    }
    if (kind) found = found.filter((page) => page.kind === kind);
    return found.slice(0, limit);
  }

  return { open, find, text: async (page) => (await load(`text/${page.path.replace(/\.md$/, "")}`)).content };
})();

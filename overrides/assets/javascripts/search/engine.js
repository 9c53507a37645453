/* The engine: finds pages, and ranks them. */

mopsSearch.engine = (function () {
  "use strict";

  const { wanted, spoken, spaced, squeezed, isJapanese } = mopsSearch.words;
  const { load, forget } = mopsSearch;
  const LISTS = "_lists";
  /* So many of the first pages are read to see whether the words stand on them as they were typed. */
  const READ = 12;
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
      page.parts = page.names.map((name) => wanted(name).map(({ token }) => token));
      page.ids = [id, stem, `${kind}:${id}`].map((one) => squeezed(spaced(one)));
      return page;
    });
    const length = pages.reduce((sum, page) => sum + page.length, 0) / pages.length;
    head = { version, pages, kinds, length, shards: new Set(content.shards.split(" ")), said: [] };
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

  const NAMED = 36;

  function byName(page, asked) {
    const { whole, spaced: words, parts } = asked;
    if (page.squeezed[0] === whole) return page.kind === LISTS ? 94 : 100;
    if (page.squeezed.includes(whole)) return 96;
    if (page.ids.includes(whole)) return 92;
    let best = 0;
    page.names.forEach((name, at) => {
      const near = whole.length / page.squeezed[at].length;
      const other = at ? 8 : 0;
      if (name.startsWith(words) || page.squeezed[at].startsWith(whole)) best = Math.max(best, 60 + 10 * near - other);
      else if (holds(name, words)) best = Math.max(best, 44 + 10 * near - other);
      else if (parts.length > 1 && parts.every((part) => holds(name, part))) best = Math.max(best, NAMED + 8 * near - other);
    });
    return best;
  }

  /* A word in letters begins where a word begins. */
  const holds = (name, words) => (isJapanese(words) ? name.includes(words) : ` ${name}`.includes(` ${words}`));

  /* The rarer what a name shares with the query, and the less else the name says, the better: 「Marketo 申請」 means Marketo. */
  function byPart(page, rarities, all) {
    let best = { score: 0, isWhole: false };
    for (const name of page.parts) {
      const shared = name.filter((token) => rarities.has(token));
      const sum = shared.reduce((some, token) => some + rarities.get(token), 0);
      const score = (30 * sum * (0.4 + (0.6 * shared.length) / name.length)) / all;
      if (score > best.score) best = { score, isWhole: shared.length === name.length && sum > 0.35 * all };
    }
    return best;
  }

  function byText(lists, rarities, page) {
    let [sum, all] = [0, 0];
    const length = 0.6 + 0.4 * (page.length / head.length);
    lists.forEach((list, at) => {
      all += rarities[at];
      const weight = list.get(page.number);
      if (weight === undefined) return;
      sum += rarities[at] * ((weight & 2 ? 1 : 0) + Math.min(1, (weight & 1 ? 1 : 0.6) / length));
    });
    return all ? (6 * sum) / all : 0;
  }

  /* How much of what was asked a page has: 1 for all of it. */
  const share = (lists, page) => lists.filter((list) => list.has(page.number)).length / lists.length;

  async function matches(query) {
    const words = spaced(query);
    const asked = { whole: squeezed(words), spaced: words, parts: [...new Set(words.split(" "))] };
    const tokens = wanted(query);
    if (!tokens.length) return [];
    const lists = await Promise.all(tokens.map(pagesWith));
    const told = await Promise.all(spoken(query).map((token) => pagesWith({ token, begins: true })));
    const rarities = lists.map((list) => Math.log(1 + head.pages.length / (1 + list.size)));
    const shares = head.pages.map((page) => share(lists, page));
    /* Of several words, and where no page has all that was asked, some may be a name and the others what is wanted of it. */
    const isLoose = asked.parts.length > 1 || !shares.includes(1);
    const byToken = new Map(tokens.map(({ token }, at) => [token, rarities[at]]));
    const sum = rarities.reduce((some, rarity) => some + rarity, 0);
    const found = head.pages.map((page) => {
      const named = byName(page, asked);
      const part = isLoose && !named ? byPart(page, byToken, sum) : { score: named, isWhole: false };
      const spelled = told.length ? 6 * share(told, page) : 0;
      const own = page.kind === LISTS ? 0 : 3;
      const has = shares[page.number];
      const score = part.score + has * (byText(lists, rarities, page) + spelled + own);
      return { page, isNamed: named > 0, isWhole: part.isWhole, share: named ? 1 : has, score };
    });
    const all = found.filter((one) => one.share === 1);
    return all.length ? all : found.filter((one) => one.share >= 0.5 || one.isWhole);
  }

  /* A query that is a name of something is searched by all its names; those of the name that was typed come first. */
  async function search(query) {
    await open();
    const whole = squeezed(spaced(query));
    const called = head.pages.filter((page) => page.also.length && page.squeezed.includes(whole));
    const others = new Set(called.flatMap((page) => [page.title, ...page.also]));
    const best = new Map((await matches(query)).map((one) => [one.page, one]));
    for (const name of others) {
      if (squeezed(spaced(name)) === whole) continue;
      for (const one of await matches(name)) {
        const score = Math.min(one.score, 60) / 2;
        if (one.share === 1 && !(best.get(one.page)?.score >= score)) best.set(one.page, { ...one, score });
      }
    }
    const found = [...best.values()].map(({ page, score, share, isNamed }) => ({ ...page, score, share, isNamed }));
    found.sort((one, other) => other.score - one.score || one.number - other.number);
    return wanted(query).length > 1 ? read(found, spaced(query)) : found;
  }

  /* Pairs and words may stand apart on a page. Of the first pages, those that hold them as they were typed come first. */
  async function read(found, words) {
    const named = found.filter((page) => page.score >= NAMED);
    const others = found.slice(named.length);
    const first = others.slice(0, READ);
    const texts = await Promise.all(first.map((page) => said(page).catch(() => "")));
    const isThere = first.map((_, at) => holds(texts[at], words) || (/[^ -~]/.test(words) && squeezed(texts[at]).includes(squeezed(words))));
    const [holding, lacking] = [true, false].map((is) => first.filter((_, at) => isThere[at] === is));
    return [...named, ...holding, ...lacking, ...others.slice(READ)];
  }

  const text = async (page) => (await load(`text/${page.path.replace(/\.md$/, "")}`)).content;

  /* All that a page says, as queries are spelled. */
  async function said(page) {
    const { [page.number]: kept } = head.said;
    if (kept) return kept;
    const [, pieces] = await text(page);
    return (head.said[page.number] = spaced(pieces.flat().join("\n")));
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

  return { open, find, text };
})();

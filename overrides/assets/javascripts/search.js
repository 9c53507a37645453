/* Finds pages: `await mopsSearch.find("リード獲得", { kind, limit })` gives them best first. It reads files of `search/` that the wiki
   made of its own pages, as scripts, so that it works from the file system too; none of them before somebody searches. */

const mopsSearch = (function () {
  "use strict";

  const ROOT = new URL("../../", document.currentScript.src).href;

  /* One spelling for what a reader takes for the same. mops_kb/search/folding.py does the same to the pages. */

  const JAPANESE =
    "\\u3005-\\u3007\\u3041-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const KATAKANA = "\\u30a1-\\u30fa\\u30fc";
  const HIRAGANA = "\\u3041-\\u3096\\u30fc";
  const DASHES = "\\-\\u2010\\u2011\\u2015\\u2212\\u2500";
  const DASH = new RegExp(`(?<=[${KATAKANA}])[${DASHES}](?![${DASHES} ])`, "gu");
  const JOINTS = new RegExp(
    `(?<=[${KATAKANA}])\\u30fb(?=[${KATAKANA}])|(?<=[${JAPANESE}])[ \\t]+(?=[${JAPANESE}])|(?<=\\p{Nd}),(?=\\p{Nd}{3})`,
    "gu"
  );
  const LAST = new RegExp(
    `(?<=[${KATAKANA}]{3})\\u30fc(?![${KATAKANA}])|(?<=[${HIRAGANA}]{3})\\u30fc(?![${HIRAGANA}])`,
    "gu"
  );
  const RUN = new RegExp(`[${JAPANESE}]+|(?:(?![${JAPANESE}])[\\p{L}\\p{N}])+(?:(?<=\\p{Nd})\\.\\p{Nd}+)*`, "gu");
  const WORDS = new RegExp(`[${KATAKANA}]{3,}`, "gu");
  const KANA = new RegExp(`[${HIRAGANA}]{3,}`, "gu");
  const IS_JAPANESE = new RegExp(`^[${JAPANESE}]`, "u");
  const IS_NUMBER = /\p{Nd}$/u;
  const SAME = new Map([..."ヵヶゕゖ"].map((one) => [one, "か"]));
  for (let code = 0x30a1; code < 0x30f5; code += 1) SAME.set(String.fromCharCode(code), String.fromCharCode(code - 0x60));
  SAME.set("ヽ", "ゝ").set("ヾ", "ゞ");
  [..."髙﨑邊邉齋齊斎濵澤廣國嶋"].forEach((one, at) => SAME.set(one, "高崎辺辺斉斉斉浜沢広国島"[at]));

  const same = (text) => Array.from(text, (one) => SAME.get(one) || one).join("");
  const plain = (text) =>
    text.normalize("NFKC").toLowerCase().replace(DASH, "ー").replace(JOINTS, "").replace(LAST, "");
  const folded = (text) => same(plain(text));

  /* Words, and stretches of Japanese with the words in katakana that are in them; `counted` is what follows a number. */
  function runs(text) {
    const all = plain(text);
    return [...all.matchAll(RUN)].map((match) => {
      const run = same(match[0]);
      const after = all.slice(match.index + match[0].length);
      const isJapanese = IS_JAPANESE.test(run);
      return {
        run,
        isJapanese,
        signs: [...run],
        words: isJapanese ? (match[0].match(WORDS) || []).map(same) : [],
        isFollowed: IS_JAPANESE.test(after),
        counted: IS_NUMBER.test(run) && IS_JAPANESE.test(after) ? same([...after][0]) : "",
      };
    });
  }

  const pairs = (signs) => signs.slice(1).map((sign, at) => signs[at] + sign);

  /* As the pages are taken apart; tests hold the two together. */
  function tokens(text) {
    return runs(text).flatMap(({ run, isJapanese, signs, words, counted }) => {
      if (isJapanese) return [...pairs(signs), signs.at(-1), ...words];
      return counted ? [run, run + counted] : [run];
    });
  }

  /* What a query asks for: each a token that must be there, or the beginning of one. */
  function wanted(query) {
    const found = runs(query).flatMap(({ run, isJapanese, signs, isFollowed, counted }) => {
      if (!isJapanese) return [{ token: run + counted, begins: !isFollowed }];
      return signs.length > 1 ? pairs(signs).map((token) => ({ token })) : [{ token: run, begins: true }];
    });
    return [...new Map(found.map((one) => [one.token, one])).values()];
  }

  /* Words in kana that a query holds: pages with the very word come before those that have all of its pairs. */
  function spoken(query) {
    return runs(query).flatMap(({ run }) => run.match(KANA) || []);
  }

  /* Files: each is asked for once, and gives itself. */

  const loads = new Map();
  const given = new Map();

  function load(name, fresh = "") {
    if (!loads.has(name)) {
      const coming = new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `${ROOT}search/${name.split("/").map(encodeURIComponent).join("/")}.js${fresh}`;
        script.onload = () => (given.has(name) ? done(given.get(name)) : failed(new Error(name)));
        script.onerror = () => failed(new Error(name));
        document.head.append(script);
      }).finally(() => given.delete(name));
      coming.catch(() => loads.delete(name));
      loads.set(name, coming);
    }
    return loads.get(name);
  }

  let head = null;

  /* Every page as an object; names are folded once. */
  async function open() {
    if (head) return head;
    const { version, content } = await load("head");
    const { kinds, freshness, folders } = content;
    const pages = content.pages.map(([path, title, kind, length, owner = "", fresh = "", ...also], number) => {
      const stem = path.replace(/\.md$/, "");
      const url = folders ? stem.replace(/(^|\/)index$/, "$1").replace(/([^/])$/, "$1/") : `${stem}.html`;
      const page = { number, path, title, kind, kindName: kinds[kind], length, owner, also, url: ROOT + encodeURI(url) };
      page.freshness = fresh && { name: fresh, words: freshness[fresh] };
      const id = stem.replace(/\/index$/, "").split("/").at(-1);
      page.names = [title, ...also].map(spaced);
      page.squeezed = page.names.map(squeezed);
      page.ids = [id, stem, `${kind}:${id}`].map((one) => squeezed(spaced(one)));
      return page;
    });
    const length = pages.reduce((sum, page) => sum + page.length, 0) / pages.length;
    head = { version, pages, kinds, length, shards: new Set(content.shards.split(" ")) };
    return head;
  }

  const LISTS = "_lists";
  const spaced = (text) => runs(text).map(({ run }) => run).join(" ");
  const squeezed = (words) => words.replaceAll(" ", "");

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
      if (name.startsWith(words) || page.squeezed[at].startsWith(whole)) best = Math.max(best, 60 + 10 * near - other);
      else if (holds(name, words)) best = Math.max(best, 44 + 10 * near - other);
      else if (parts.length > 1 && parts.every((part) => holds(name, part))) best = Math.max(best, 36 + 8 * near - other);
    });
    return best;
  }

  /* A word in letters begins where a word begins. */
  const holds = (name, words) => (IS_JAPANESE.test(words) ? name.includes(words) : ` ${name}`.includes(` ${words}`));

  function byText(lists, page) {
    let [sum, all] = [0, 0];
    const length = 0.6 + 0.4 * (page.length / head.length);
    for (const list of lists) {
      const rarity = Math.log(1 + head.pages.length / (1 + list.size));
      all += rarity;
      const weight = list.get(page.number);
      if (weight === undefined) continue;
      sum += rarity * ((weight & 2 ? 1 : 0) + Math.min(1, (weight & 1 ? 1 : 0.6) / length));
    }
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
    const found = head.pages.map((page) => {
      const named = byName(page, asked);
      const spelled = told.length ? 6 * share(told, page) : 0;
      const own = page.kind === LISTS ? 0 : 3;
      const part = share(lists, page);
      return { page, share: named ? 1 : part, score: named + part * (byText(lists, page) + spelled + own) };
    });
    const all = found.filter((one) => one.share === 1);
    return all.length ? all : found.filter((one) => one.share >= 0.5);
  }

  /* A query that is a name of something is searched by all its names; those of the name that was typed come first. */
  async function search(query) {
    await open();
    const whole = squeezed(spaced(query));
    const called = head.pages.filter((page) => page.also.length && page.squeezed.includes(whole));
    const others = new Set(called.flatMap((page) => [page.title, ...page.also]));
    const best = new Map((await matches(query)).map(({ page, score }) => [page, score]));
    for (const name of others) {
      if (squeezed(spaced(name)) === whole) continue;
      for (const { page, share, score } of await matches(name))
        if (share === 1) best.set(page, Math.max(best.get(page) || 0, Math.min(score, 60) / 2));
    }
    const found = [...best].map(([page, score]) => ({ ...page, score }));
    return found.sort((one, other) => other.score - one.score || one.number - other.number);
  }

  async function find(query, { kind = "", limit = Infinity } = {}) {
    let found;
    try {
      found = await search(query);
    } catch (error) {
      /* The site was built anew since the page was opened: begin again with what is there now. */
      head = null;
      loads.clear();
      await load("head", `?${Date.now()}`);
      found = await search(query);
    }
    if (kind) found = found.filter((page) => page.kind === kind);
    return found.slice(0, limit);
  }

  return {
    find,
    folded,
    tokens,
    give: (name, version, content) => given.set(name, { version, content }),
    text: async (page) => (await load(`text/${page.path.replace(/\.md$/, "")}`)).content,
    kinds: async () => (await open()).kinds,
  };
})();

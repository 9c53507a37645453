/* The index: every page by its names, and which pages hold a token, read from the files that mops_kb/search/ made. */

mopsSearch.index = (function () {
  "use strict";

  const { wanted, spaced, squeezed, pairs } = mopsSearch.words;
  const { load, forget } = mopsSearch;
  /* The file system shows what is in a folder instead of its page. */
  const INDEX = location.protocol === "file:" ? "index.html" : "";

  let head = null;

  /* Every page as an object; names are folded once. */
  async function open() {
    if (head) return head;
    const { version, content } = await load("head");
    const { kinds, freshness, folders } = content;
    const pages = content.pages.map(([path, title, kind, length, whose = "", fresh = "", ...also], number) => {
      const stem = path.replace(/\.md$/, "");
      const folder = stem.replace(/(^|\/)index$/, "$1").replace(/([^/])$/, "$1/");
      const url = mopsSearch.root + encodeURI(folders ? folder + INDEX : `${stem}.html`);
      const page = { number, path, title, kind, kindName: kinds[kind], length, owner: fresh && whose, also, url };
      page.freshness = fresh && { name: fresh, words: freshness[fresh] };
      const id = stem.replace(/\/index$/, "").split("/").at(-1);
      page.of = fresh ? [] : pairs([...squeezed(spaced(whose))]);
      page.names = [title, ...also].map(spaced);
      page.squeezed = page.names.map(squeezed);
      page.parts = page.names.map((name) => wanted(name).map(({ token }) => token));
      page.ids = [id, stem, `${kind}:${id}`].map((one) => squeezed(spaced(one)));
      return page;
    });
    const length = pages.reduce((sum, page) => sum + page.length, 0) / pages.length;
    const letters = new Set(pages.flatMap((page) => page.names.join(" ").match(/[a-z]{4,}/g) || []));
    head = { version, pages, length, letters: [...letters], shards: new Set(content.shards.split(" ")), said: [] };
    return head;
  }

  /* The site was built anew since the page was opened: begin again with what is there now. */
  function renew() {
    head = null;
    forget();
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

  /* The summary of a page, and its pieces. */
  const text = async (page) => (await load(`text/${page.path.replace(/\.md$/, "")}`)).content;

  /* All that a page says, as queries are spelled. */
  async function said(page) {
    const { [page.number]: kept } = head.said;
    if (kept) return kept;
    const [, pieces] = await text(page);
    return (head.said[page.number] = spaced(pieces.flat().join("\n")));
  }

  return { open, renew, pagesWith, text, said };
})();

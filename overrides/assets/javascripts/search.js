/* Search: `await mopsSearch.find("リード獲得", { kind, limit })` gives pages, best first. A page carries only what opens it; the rest, and
   the files of `search/` that the wiki made of its own pages, come when somebody searches. They are scripts, so that it works from
   the file system too. */

const mopsSearch = (function () {
  "use strict";

  const root = new URL("../../", document.currentScript.src).href;
  const PARTS = ["words", "index", "rank", "engine", "quote", "box"].map((name) => `assets/javascripts/search/${name}.js`);
  const EDITABLE = "input, textarea, select, [contenteditable]";

  function run(path) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = root + path;
      script.onload = () => {
        script.remove();
        done();
      };
      script.onerror = () => failed(new Error(`${path} is not there`));
      document.head.append(script);
    });
  }

  /* Files of the index: each is asked for once, and gives itself. */

  const given = new Map();
  let loads = new Map();
  let fresh = "";

  function load(name) {
    if (!loads.has(name)) {
      const path = name.split("/").map(encodeURIComponent).join("/");
      const coming = run(`search/${path}.js${fresh}`).then(() => given.get(name));
      coming.catch(() => loads.delete(name));
      loads.set(name, coming);
    }
    return loads.get(name);
  }

  /* What is there now, not what the browser has kept. */
  function forget() {
    loads = new Map();
    fresh = `?${Date.now()}`;
  }

  let parts = null;

  function ready() {
    parts ??= PARTS.reduce((before, path) => before.then(() => run(path)), Promise.resolve());
    parts.catch(() => (parts = null));
    return parts;
  }

  async function find(query, options) {
    await ready();
    return search.engine.find(query, options);
  }

  async function open(query = "") {
    await ready();
    search.box.open(query);
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const link of document.querySelectorAll("[data-search]")) {
      link.setAttribute("role", "button");
      link.setAttribute("aria-haspopup", "dialog");
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open();
      });
    }
    const asked = document.querySelector(".mk-search-page") && mopsKb.asked("q");
    if (asked) open(asked);
  });

  document.addEventListener("keydown", (event) => {
    const isFinding = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    const isTyped = ["/", "s"].includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isFinding && (!isTyped || event.target.closest?.(EDITABLE))) return;
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });

  const search = {
    root,
    load,
    forget,
    ready,
    find,
    open,
    give: (name, version, content) => given.set(name, { version, content }),
  };
  return search;
})();

/* What scripts add to pages that are complete without them. Each has a file of its own beside this one, and says what it adds;
   here is what they share. */

const mopsKb = {
  /* An element with its properties and what is in it. */
  made(name, properties, ...children) {
    const one = Object.assign(document.createElement(name), properties);
    one.append(...children);
    return one;
  },

  /* What a reader has chosen stands in the address of the page; what is empty does not. */
  asked: (name) => new URL(location.href).searchParams.get(name),

  say(choices) {
    const address = new URL(location.href);
    for (const [name, value] of Object.entries(choices)) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  },

  /* One spelling for what a reader takes for the same: width, case, hiragana and katakana. */
  folded: (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60)),

  /* What is looked through: a Japanese name is typed with a space or without. */
  heard: (text) => mopsKb.folded(`${text} ${text.replace(/([^\x00-\x7f])\s+(?=[^\x00-\x7f])/g, "$1")}`),

  /* Whether something that is heard has every word that is typed. */
  has(heard, typed) {
    return mopsKb
      .folded(typed)
      .split(/\s+/)
      .every((word) => heard.includes(word));
  },

  /* The box in which one types what a table is filtered by. */
  filterBox: (label) =>
    mopsKb.made("input", { type: "search", className: "mk-filter__box", placeholder: label, ariaLabel: label }),

  /* The heading that a list or a table stands under, if it does so at once; tools of a table are no matter. */
  headingOf(one) {
    let before = one.previousElementSibling;
    if (before && before.matches(".mk-tools")) before = before.previousElementSibling;
    return before && /^H[23]$/.test(before.tagName) ? before : null;
  },

  /* The page is there, and each place in it that asks for something gets it. */
  each(places, work) {
    document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(places).forEach(work));
  },
};

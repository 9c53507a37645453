/* Ranking: what a page is called, then what its title begins with and holds, then where and how often the words stand. */

mopsSearch.rank = (function () {
  "use strict";

  const { isJapanese, isKana } = mopsSearch.words;
  const LISTS = "_lists";
  /* The least for a name that holds all of the query. */
  const NAMED = 36;

  /* A word in letters begins where a word begins. */
  const holds = (name, words) => (isJapanese(words) ? name.includes(words) : ` ${name}`.includes(` ${words}`));

  const isList = (page) => page.kind === LISTS;

  function called(page, { whole, words, parts }) {
    if (page.squeezed[0] === whole) return 100;
    if (page.squeezed.includes(whole)) return 96;
    if (page.ids.includes(whole)) return 92;
    let best = 0;
    page.names.forEach((name, at) => {
      const near = whole.length / page.squeezed[at].length;
      const other = at ? 8 : 0;
      if (name.startsWith(words) || page.squeezed[at].startsWith(whole)) best = Math.max(best, 54 + 18 * near - other);
      else if (holds(name, words)) best = Math.max(best, 44 + 10 * near - other);
      else if (parts.length > 1 && parts.every((part) => holds(name, part))) best = Math.max(best, NAMED + 8 * near - other);
    });
    return best;
  }

  /* Of a report that there is for each of many, somebody is asked for by name, or none of them is meant. */
  const isMeant = (page, { whole }) => !page.of.length || page.of.some((pair) => whole.includes(pair));

  /* Lists and reports have the names of what they list: the thing itself comes before them. */
  const byName = (page, name) => called(page, name) * (isList(page) ? 0.85 : 1) * (isMeant(page, name) ? 1 : 0.5);

  /* The rarer what a name shares with the query, and the less else the name says, the better: 「Marketo 申請」 means Marketo. */
  function byPart(page, values, all) {
    let best = { score: 0, isWhole: false };
    for (const name of page.parts) {
      const shared = name.filter((token) => values.has(token));
      const sum = shared.reduce((some, token) => some + values.get(token), 0);
      const score = (30 * sum * (0.4 + (0.6 * shared.length) / name.length)) / all;
      if (score > best.score) best = { score, isWhole: shared.length === name.length && sum > 0.35 * all };
    }
    return best;
  }

  /* What a token tells: a rare one much, one that is nowhere little, and so one in kana alone, as such are in every sentence. */
  const value = (token, list, pages) => (list.size ? Math.log(1 + pages / list.size) : 1) * (isKana(token) ? 0.4 : 1);

  /* `share` is how much of what was asked the page holds. */
  function byText(page, lists, values, usual) {
    let [sum, has, all] = [0, 0, 0];
    const length = 0.6 + 0.4 * (page.length / usual);
    lists.forEach((list, at) => {
      all += values[at];
      const weight = list.get(page.number);
      if (weight === undefined) return;
      has += values[at];
      sum += values[at] * ((weight & 2 ? 1 : 0) + Math.min(1, (weight & 1 ? 1 : 0.6) / length));
    });
    return { score: (6 * sum) / all + (isList(page) ? 0 : 3), share: has / all };
  }

  return { NAMED, byName, byPart, byText, value, holds };
})();

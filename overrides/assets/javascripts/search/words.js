/* Words: what somebody types, folded and taken apart as the pages were (mops_kb/search/folding.py). */

mopsSearch.words = (function () {
  "use strict";

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

  const spaced = (text) => runs(text).map(({ run }) => run).join(" ");
  const squeezed = (words) => words.replaceAll(" ", "");

  return { folded, same, tokens, wanted, spoken, spaced, squeezed, isJapanese: (text) => IS_JAPANESE.test(text) };
})();

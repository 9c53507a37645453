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
  const KANJI = "\\u3005-\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const IS_KANJI = new RegExp(`^[${KANJI}]`, "u");
  const WITHIN = "いきぎしちみりえけせてべめれわ";
  const ENDING = /(?:とは|って|さん|様|について|の?(?:一覧|使い方|やり方|作り方|書き方|方法|意味|違い))$/u;
  const WORDS = new RegExp(`[${KATAKANA}]{3,}`, "gu");
  const KANA = new RegExp(`[${HIRAGANA}]{3,}`, "gu");
  const IS_KANA = new RegExp(`^[${HIRAGANA}]+$`, "u");
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

  /* Words, and stretches of Japanese with the words in katakana that are in them; `tie` joins one to what is beside it. */
  function runs(text) {
    const all = plain(text);
    let [before, end] = ["", 0];
    return [...all.matchAll(RUN)].map((match) => {
      const run = same(match[0]);
      const isJapanese = IS_JAPANESE.test(run);
      const tie = tied(before, all.slice(end, match.index), run);
      end = match.index + match[0].length;
      before = run;
      const after = all.slice(end);
      return {
        run,
        isJapanese,
        signs: [...run],
        words: isJapanese ? (match[0].match(WORDS) || []).map(same) : [],
        tie,
        isFollowed: IS_JAPANESE.test(after),
        counted: IS_NUMBER.test(run) && IS_JAPANESE.test(after) ? same([...after][0]) : "",
      };
    });
  }

  function tied(before, between, run) {
    if (!before || !["", " ", "-"].includes(between)) return "";
    if (IS_JAPANESE.test(run)) return between ? "" : before + [...run][0];
    if (IS_NUMBER.test(run)) return "";
    if (!IS_JAPANESE.test(before)) return `${before} ${run}`;
    return between ? "" : [...before].at(-1) + run;
  }

  const pairs = (signs) => signs.slice(1).map((sign, at) => signs[at] + sign);

  /* Pairs across a kana that some write and some do not: 取り込み, 取込. */
  const isBridge = (signs, at) => WITHIN.includes(signs[at]) && IS_KANJI.test(signs[at - 1]) && IS_KANJI.test(signs[at + 1]);
  const across = (signs) => signs.flatMap((sign, at) => (isBridge(signs, at) ? [signs[at - 1] + signs[at + 1]] : []));

  /* As the pages are taken apart; tests hold the two together. */
  function tokens(text) {
    return runs(text).flatMap(({ run, isJapanese, signs, words, tie }) => {
      const own = isJapanese ? [...pairs(signs), signs.at(-1), ...across(signs), ...words] : [run];
      return tie ? [...own, tie] : own;
    });
  }

  /* What a query asks for: each a token that must be there, or the beginning of one. Kana weigh little, as they are in every
     sentence; a kana between two kanji may be missing. */
  function wanted(query) {
    const found = runs(query).flatMap(({ run, isJapanese, signs, isFollowed, counted }) => {
      if (!isJapanese) return [{ token: run + counted, begins: !isFollowed }];
      if (signs.length === 1) return [{ token: run, begins: true }];
      const firm = pairs(signs).filter((pair, at) => !isBridge(signs, at) && !isBridge(signs, at + 1));
      return [...firm, ...across(signs)].map((token) => ({ token }));
    });
    return [...new Map(found.map((one) => [one.token, one])).values()];
  }

  /* The query without what is only asked around it (MQLとは, 高橋さん). */
  const bare = (query) => query.trim().replace(ENDING, "").trim();

  /* What need not be there, but tells that a page has the very words: those in kana, pairs
     with a kana that may be missing, and what stands side by side. */
  function spoken(query) {
    return runs(query).flatMap(({ run, signs, tie }) => [
      ...(tie ? [{ token: tie, begins: true }] : []),
      ...(run.match(KANA) || []).map((token) => ({ token, begins: true })),
      ...pairs(signs).flatMap((token, at) => (isBridge(signs, at) || isBridge(signs, at + 1) ? [{ token }] : [])),
    ]);
  }

  /* Without the kana that some write and some do not, so that names are the same however they are written (引き継ぎ, 引継ぎ). */
  const lean = (signs) => signs.filter((_, at) => !isBridge(signs, at)).join("");
  const joint = (before, after) => (IS_KANJI.test(before) && IS_KANJI.test(after) ? WITHIN : "");
  const spaced = (text) => runs(text).map(({ run, isJapanese, signs }) => (isJapanese ? lean(signs) : run)).join(" ");
  const squeezed = (words) => words.replaceAll(" ", "");

  return { folded, same, tokens, wanted, bare, spoken, spaced, squeezed, pairs, joint, isJapanese: (text) => IS_JAPANESE.test(text), isKana: (text) => IS_KANA.test(text) };
})();

/* Quotes: where on a page the words of a query stand, and the marks around them. */

mopsSearch.quote = (function () {
  "use strict";

  const { made } = mopsKb;
  const { folded, spaced, joint, isJapanese } = mopsSearch.words;
  const LONGEST = 110;
  const BEFORE = 24;

  /* The text without what folding leaves out, and for each sign of it where it stands in the text. */
  function unfolded(text) {
    const signs = [];
    const places = [];
    for (const { 0: whole, index } of text.matchAll(/[\s\S][\u3099\u309a\uff9e\uff9f]*/gu)) {
      for (const sign of folded(whole)) {
        signs.push(sign);
        places.push([index, index + whole.length]);
      }
    }
    return { signs: signs.join(""), places: signs.flatMap((sign, at) => Array(sign.length).fill(places[at])) };
  }

  /* A pattern for a part of a query: folding may have taken a long vowel, a dot or a space out of the middle,
     and a kana may be missing between two kanji. */
  function pattern(part) {
    const signs = [...part].map((sign) => sign.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    if (!isJapanese(part)) return `(?<![0-9a-z\\u00c0-\\u024f])${signs.join(",?")}`;
    const joints = [...part].map((sign, at, all) => (at ? `[ー・ \u3000${joint(all[at - 1], sign)}]?` : ""));
    return signs.map((sign, at) => joints[at] + sign).join("") + "ー?";
  }

  const patterns = (query) => {
    const parts = [...new Set(spaced(query).split(" ").filter(Boolean))];
    return parts.map((part) => new RegExp(pattern(part), "gu"));
  };

  /* From where to where each part stands in a text, in order and apart. */
  function spans(text, all) {
    const { signs, places } = unfolded(text);
    const found = all.flatMap((one) =>
      [...signs.matchAll(one)].map((match) => [places[match.index][0], places[match.index + match[0].length - 1][1]])
    );
    found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    return found.reduce((kept, span) => {
      const last = kept.at(-1);
      if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
      else kept.push([...span]);
      return kept;
    }, []);
  }

  /* The text as nodes, with the parts of the query marked. */
  function marked(text, query) {
    const nodes = [];
    let done = 0;
    for (const [start, end] of spans(text, patterns(query))) {
      nodes.push(text.slice(done, start), made("mark", { textContent: text.slice(start, end) }));
      done = end;
    }
    return [...nodes, text.slice(done)];
  }

  /* The line that says most of what was asked, as far as it fits, and the anchor that is nearest to it. */
  function quoted(summary, pieces, query) {
    const all = patterns(query);
    const lines = [{ anchor: "", line: summary }];
    for (const [anchor, heading, text] of pieces) {
      for (const line of text.split("\n")) lines.push({ anchor, line });
      lines.push({ anchor, line: heading });
    }
    let best = { held: 0, ...lines[0] };
    for (const { anchor, line } of lines) {
      const fold = folded(line);
      const held = all.filter((one) => fold.search(one) >= 0).length;
      if (held > best.held) best = { held, anchor, line };
      if (held === all.length) break;
    }
    return { ...best, line: cut(best.line, all) };
  }

  /* As much of the line as fits, around the first mark. */
  function cut(line, all) {
    if (line.length <= LONGEST) return line;
    const [[start] = [0]] = spans(line, all);
    const from = start < LONGEST - BEFORE ? 0 : Math.min(start - BEFORE, line.length - LONGEST);
    const to = from + LONGEST;
    return `${from ? "…" : ""}${line.slice(from, to)}${to < line.length ? "…" : ""}`;
  }

  return { marked, quoted };
})();

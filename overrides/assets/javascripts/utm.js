/* Makes links that carry UTM values of the registry. What is chosen stands in the address of the page. */

(function () {
  "use strict";

  const { made } = mopsKb;
  const NEEDED = ["source", "medium", "campaign"];
  const FIELDS = [...NEEDED, "content", "term"];

  /* As Python's urlencode writes it: analytics and the check of the wiki read the same. */
  const encoded = (text) =>
    encodeURIComponent(text.toWellFormed ? text.toWellFormed() : text)
      .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
      .replace(/%20/g, "+");

  /* What the address carries stays, but for what it says of UTM already. */
  function tagged(address, values) {
    const [, path, query, fragment] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(address);
    const kept = (query || "").split("&").filter((part) => part && !/^utm_/i.test(part));
    const said = FIELDS.filter((name) => values[name]).map((name) => `utm_${name}=${encoded(values[name])}`);
    return `${path}?${[...kept, ...said].join("&")}${fragment || ""}`;
  }

  function builder(place) {
    const { choices, words } = JSON.parse(place.dataset.utm);
    const option = ({ value, title }) =>
      made("option", { value, textContent: title ? `${title} (${value})` : value });
    const field = (name, control) => {
      control.id = `utm-${name}`;
      control.className = "mk-builder__control";
      const label = made("label", { htmlFor: control.id, textContent: words[name] });
      return made("div", { className: `mk-builder__field mk-builder__field--${name}` }, label, control);
    };

    const to = made("input", { type: "url", placeholder: "https://", autocomplete: "off", spellcheck: false });
    const controls = {};
    for (const name of FIELDS) {
      controls[name] = choices[name].length
        ? made("select", {})
        : made("input", { type: "text", autocomplete: "off", spellcheck: false });
    }
    const link = made("textarea", { readOnly: true, rows: 3, spellcheck: false });
    const copy = made("button", { type: "button", className: "mk-builder__copy", textContent: words.copy });
    const told = made("p", { className: "mk-builder__told", role: "status" });
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", words.title);
    place.append(
      made("p", { className: "mk-builder__title", textContent: words.title }),
      field("to", to),
      ...FIELDS.map((name) => field(name, controls[name])),
      field("link", link),
      copy,
      told
    );

    /* Only the mediums that go with the source; one that is left alone is chosen. */
    function offer(name, wanted) {
      const control = controls[name];
      if (control.tagName !== "SELECT") {
        control.value = wanted;
        return;
      }
      const source = choices.source.find(({ value }) => value === controls.source.value);
      const fits = ({ value }) => name !== "medium" || !source || !source.mediums.length || source.mediums.includes(value);
      const offered = choices[name].filter(fits);
      const first = NEEDED.includes(name) ? words.choose : words.none;
      control.replaceChildren(made("option", { value: "", textContent: first }), ...offered.map(option));
      const only = name === "medium" && source && offered.length === 1 ? offered[0].value : "";
      control.value = offered.some(({ value }) => value === wanted) ? wanted : only;
    }

    function show() {
      const values = Object.fromEntries(FIELDS.map((name) => [name, controls[name].value.trim()]));
      const address = to.value.trim();
      const missing = NEEDED.filter((name) => !values[name]);
      const right = /^https?:\/\/[^\s/?#]/i.test(address) && !/\s/.test(address);
      link.value = right && !missing.length ? tagged(address, values) : "";
      copy.disabled = !link.value;
      if (address && !right) told.textContent = words.wrong;
      else if (right && missing.length)
        told.textContent = words.missing.replace("%s", () => missing.map((name) => words[name]).join(words.comma));
      else told.textContent = "";
      mopsKb.say({ to: address, ...values });
    }

    async function put() {
      try {
        await navigator.clipboard.writeText(link.value);
        told.textContent = words.copied;
      } catch {
        link.focus();
        link.select();
        told.textContent = words.press;
      }
    }

    to.value = mopsKb.asked("to") || "";
    for (const name of FIELDS) offer(name, mopsKb.asked(name) || "");
    controls.source.addEventListener("change", () => offer("medium", controls.medium.value));
    place.addEventListener("input", show);
    place.addEventListener("change", show);
    copy.addEventListener("click", put);
    show();
  }

  mopsKb.each("[data-utm]", builder);
})();

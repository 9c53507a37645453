/* Diagrams are drawn from their text. */

(function () {
  "use strict";

  /* Mermaid is large, and is fetched from beside this script by pages that have a diagram. */
  const here = document.currentScript.src;
  let mermaid = null;
  function drawing() {
    mermaid ||= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL("vendor/mermaid.min.js", here);
      script.onload = () => done(window.mermaid);
      script.onerror = failed;
      document.head.append(script);
    });
    return mermaid;
  }

  /* The words stay on the page, folded away beside the picture, and stand alone where it cannot be drawn. */
  function flow(figure, number) {
    const words = figure.querySelector("details");
    const picture = mopsKb.made("div", {
      className: "mk-flow__picture",
      tabIndex: 0,
      role: "group",
      ariaLabel: figure.ariaLabel,
    });
    const isDark = () => document.body.dataset.mdColorScheme === "slate";
    let turn = 0;

    async function draw() {
      const mine = ++turn;
      const engine = await drawing();
      engine.initialize({
        startOnLoad: false,
        securityLevel: "strict",
        htmlLabels: false,
        flowchart: { htmlLabels: false, useMaxWidth: false },
        sequence: { useMaxWidth: false },
        state: { useMaxWidth: false },
        theme: isDark() ? "dark" : "neutral",
        fontFamily: getComputedStyle(document.body).fontFamily,
      });
      const { svg } = await engine.render(`mk-flow-${number}-${mine}`, figure.dataset.flow);
      if (mine !== turn) return;
      picture.innerHTML = svg;
      const drawn = picture.querySelector("svg");
      drawn.setAttribute("role", "img");
      drawn.setAttribute("aria-label", figure.ariaLabel);
      drawn.removeAttribute("aria-roledescription");
      if (!picture.isConnected) {
        figure.prepend(picture);
        words.open = false;
      }
    }

    draw().catch(() => picture.remove());
    new MutationObserver(() => draw().catch(() => {})).observe(document.body, {
      attributeFilter: ["data-md-color-scheme"],
    });
  }

  mopsKb.each("figure[data-flow]", flow);
})();

/* Diagrams are drawn from their text, for those who ask: what draws them is ten times as large as a page. */

(function () {
  "use strict";

  /* Mermaid is fetched from beside this script. */
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

  /* The words stay on the page, folded away above the picture, and stand alone where it cannot be drawn. */
  function flow(figure, number) {
    const words = figure.querySelector("details");
    const picture = mopsKb.made("div", {
      className: "mk-flow__picture",
      tabIndex: 0,
      role: "group",
      ariaLabel: figure.ariaLabel,
    });
    const button = mopsKb.made("button", {
      type: "button",
      className: "mk-flow__draw",
      textContent: figure.dataset.draw,
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
        button.replaceWith(picture);
        words.open = false;
        picture.focus({ preventScroll: true });
      }
    }

    button.addEventListener("click", () => {
      button.disabled = true;
      draw().catch(() => button.remove());
      new MutationObserver(() => draw().catch(() => {})).observe(document.body, {
        attributeFilter: ["data-md-color-scheme"],
      });
    });
    figure.append(button);
  }

  mopsKb.each("figure[data-flow]", flow);
})();

/* The way to the other language leads to the place on the page, too, and keeps what was asked there. Below a page that was
   not found it leads to the same path in that language; from the file system, to the file that a server would choose. */

mopsKb.each(".mk-language", (link) => {
  const page = new URL(link.href);
  const { home } = link.dataset;

  const lead = () => {
    const target = new URL(page);
    if (home !== undefined) {
      const root = new URL(home, location.href).pathname;
      const path = location.pathname.startsWith(root) ? location.pathname.slice(root.length) : "";
      if (!new URL(path, new URL(root, location.origin)).href.startsWith(page.href)) target.pathname += path;
    }
    if (location.protocol === "file:" && target.pathname.endsWith("/")) target.pathname += "index.html";
    target.search = location.search;
    target.hash = location.hash;
    link.href = target.href;
  };

  lead();
  for (const moment of ["pointerenter", "pointerdown", "focus", "click"]) link.addEventListener(moment, lead);
});

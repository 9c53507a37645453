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

  /* The page is there, and each place in it that asks for something gets it. */
  each(places, work) {
    document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(places).forEach(work));
  },
};

"use strict";

/* Which view is shown, as the address says (#/overview, #/quantities?..., #/documents/12?item=3), and the keys. */
(() => {
  const VIEWS = ["overview", "quantities", "documents"];
  const help = document.getElementById("help");
  const themeButton = document.getElementById("theme");
  const runName = document.title;

  const parsed = () => {
    const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
    const [view, number] = path.split("/");
    const place = Number(number) - 1;
    return {
      view: VIEWS.includes(view) ? view : "overview",
      number: Number.isInteger(place) && place >= 0 && place < Data.documents.length ? place : -1,
      given: new URLSearchParams(query ?? ""),
    };
  };

  const show = () => {
    const { view, number, given } = parsed();
    Cards.sink();
    for (const name of VIEWS) document.getElementById(name).hidden = name !== view;
    for (const link of document.querySelectorAll("nav a")) {
      if (link.dataset.view === view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.title = runName;
    if (view === "quantities") Quantities.show(given);
    if (view === "documents") Documents.show(number, given);
  };

  const nextTheme = () => {
    const theme = Theme.next();
    themeButton.setAttribute("aria-label", `Colours: ${theme === "system" ? "as the system" : theme}`);
    announce(themeButton.getAttribute("aria-label"));
  };

  const search = () => {
    if (parsed().view === "overview") location.hash = "#/quantities";
    requestAnimationFrame(() => (parsed().view === "documents" ? Documents : Quantities).search());
  };

  const goTo = (view) => () => {
    location.hash = `#/${view}`;
  };

  const KEYS = {
    j: () => Documents.step(1),
    k: () => Documents.step(-1),
    n: () => Documents.stepFlagged(1),
    p: () => Documents.stepFlagged(-1),
    t: nextTheme,
    "/": search,
    "?": () => help.showModal(),
    1: goTo("overview"),
    2: goTo("quantities"),
    3: goTo("documents"),
  };

  const typing = (element) => element.closest?.("input:not([type=checkbox]), select, textarea") !== null;

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      Cards.sink();
      if (typing(event.target)) event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || typing(event.target)) return;
    const run = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
    if (!run) return;
    event.preventDefault();
    run();
  });

  themeButton.addEventListener("click", nextTheme);
  document.getElementById("help-button").addEventListener("click", () => help.showModal());
  document.getElementById("help-close").addEventListener("click", () => help.close());
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  });
  addEventListener("hashchange", show);
  show();
  Plot.start();
  document.documentElement.dataset.ready = "";
})();

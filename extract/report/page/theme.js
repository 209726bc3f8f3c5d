"use strict";

/* Light, dark, or as the system: chosen before anything is drawn, kept where the browser lets pages keep things. */
const Theme = (() => {
  const ORDER = ["system", "light", "dark"];
  const KEY = "extract-report-theme";
  let chosen = "system";

  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // some browsers refuse storage to pages from disk
    }
  };

  const keep = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      /* the choice then holds for this visit */
    }
  };

  const set = (theme) => {
    chosen = ORDER.includes(theme) ? theme : "system";
    if (chosen === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
  };

  const next = () => {
    set(ORDER[(ORDER.indexOf(chosen) + 1) % ORDER.length]);
    keep(chosen);
    return chosen;
  };

  set(stored());
  return { next, current: () => chosen };
})();

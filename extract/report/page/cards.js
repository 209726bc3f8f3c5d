"use strict";

/* What is known of one quantity: as a card beside the text, and floating over its mark. */
const Cards = (() => {
  const SLOTS = [["metric", "metric"], ["dataset", "dataset"], ["subject", "method"], ["baseline", "compared with"], ["condition", "condition"], ["kind", "kind"]];
  const floating = document.getElementById("card");

  const verdict = (name) => make("span", { class: `verdict ${name}` }, words(name));

  const slotRows = (item, detail) => {
    const own = SLOTS.map(([key, label]) => [label, Data.cell(item, key)]).filter(([, text]) => text);
    const [, , , confidence, , further] = detail;
    const rows = Data.verdict(item) === "rejected" || !Data.column("metric") ? further : own;
    return confidence === null ? rows : [...rows, ["confidence", confidence.toFixed(2)]];
  };

  const slots = (rows, quote) => {
    const list = make("dl", { class: "slots" });
    for (const [label, text] of rows) list.append(make("dt", {}, words(label)), make("dd", {}, text));
    if (quote) list.append(make("dt", {}, "quote"), make("dd", { class: "quote" }, `“${quote}”`));
    return list;
  };

  const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");

  /* Why a check came out as it did: the sentence, the reason code, what was given, and the nearest stated value. */
  const reasonLine = ([field, verdictNumber, reason, message, given, nearest]) => {
    const code = Data.strings[reason];
    const name = Data.verdicts[verdictNumber];
    const more = [Data.strings[field].replace(/^\d+$/, ""), words(code), given ? `given: ${given}` : "", nearest ? `nearest stated: ${nearest}` : ""];
    return make("li", { class: `mark-tone ${name}` }, sentence(message || Data.reason(code)), make("small", {}, more.filter(Boolean).join(" · ")));
  };

  /* The checks that decide; for what is supported, one sentence that says so. */
  const reasons = (item, checks) => {
    const telling = Data.verdict(item) === "rejected" ? checks : checks.filter((check) => !["supported", "not_checked"].includes(Data.verdicts[check[1]]));
    if (telling.length) return make("ul", { class: "why" }, ...telling.map(reasonLine));
    const main = checks.find((check) => Data.strings[check[0]] === "value") ?? checks[0];
    return make("p", { class: "why note" }, main ? sentence(main[3] || Data.reason(Data.strings[main[2]])) : "Nothing was checked.");
  };

  /* The card of an item. The quote stands on it only where the text does not show it. */
  const card = (item, detail) => {
    const name = Data.verdict(item);
    const [path, start, , , checks] = detail;
    const title = Data.cell(item, "value") || Data.cell(item, "quote") || path;
    return make(
      "div",
      { class: `card ${name}`, role: "group", "data-position": item[1], "aria-label": `${title}, ${words(name)}` },
      make("div", { class: "heading" }, make("b", {}, title), verdict(name)),
      reasons(item, checks),
      slots(slotRows(item, detail), start === null && name !== "rejected" ? Data.cell(item, "quote") : ""),
    );
  };

  let target = null;

  /* Show cards over an element, on the side where there is room. They stay while the pointer is over them. */
  const float = (element, cards) => {
    sink();
    target = element;
    floating.replaceChildren(...cards);
    floating.hidden = false;
    place();
    element.setAttribute("aria-describedby", "card");
  };

  /* Keep the cards beside their element, also when what is around them has scrolled. */
  const place = () => {
    if (!target) return;
    const [here, size] = [target.getClientRects()[0] ?? target.getBoundingClientRect(), floating.getBoundingClientRect()];
    const left = Math.max(8, Math.min(here.left, innerWidth - size.width - 8));
    const below = here.bottom + 8 + size.height <= innerHeight || here.top < size.height + 60;
    floating.style.left = `${left}px`;
    floating.style.top = `${below ? here.bottom + 8 : here.top - size.height - 8}px`;
  };

  const sink = () => {
    floating.hidden = true;
    target?.removeAttribute("aria-describedby");
    target = null;
  };

  return { card, float, place, sink, floating };
})();

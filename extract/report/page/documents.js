"use strict";

/* The documents: a list to choose from, and one text with its quantities marked and beside it. */
const Documents = (() => {
  const part = (name) => document.getElementById(`document-${name}`);
  const view = document.getElementById("documents");
  const pane = document.getElementById("document");
  const statuses = new Set();
  let listed = Data.documents;
  let shown = -1;
  let flagHere = -1;

  const about = (found) => {
    const status = make("span", { class: ["failed", "partial"].includes(found.status) ? "failure" : "" }, words(found.status));
    const flags = found.flagged ? make("span", { class: "flags" }, ` · ⚑ ${found.flagged} flagged`) : "";
    return [status, ` · ${plural(found.items, "quantity")}`, flags];
  };

  const entry = (row) => {
    const found = listed[row];
    const link = make("a", { href: `#/documents/${found.number + 1}`, "aria-current": found.number === shown ? "page" : null, title: found.error || found.title }, make("b", {}, found.title || found.id), make("small", {}, ...about(found)));
    return make("li", { "aria-setsize": String(listed.length), "aria-posinset": String(row + 1) }, link);
  };

  const space = (height) => {
    const element = make("li", { "aria-hidden": "true" });
    element.style.height = `${height}px`;
    return element;
  };

  const virtual = new VirtualRows({ viewport: part("viewport"), body: part("list"), render: entry, space });

  const filter = () => {
    listed = Search.documents(part("search").value, statuses);
    part("count").textContent = listed.length === Data.documents.length ? plural(listed.length, "document") : `${count(listed.length)} of ${plural(Data.documents.length, "document")}`;
    for (const chip of part("buttons").children) chip.setAttribute("aria-pressed", String(statuses.has(chip.dataset.name)));
    virtual.reset(listed.length);
    showPosition();
  };

  const tell = later(() => announce(part("count").textContent), 600);

  const showPosition = () => {
    const place = listed.findIndex((found) => found.number === shown);
    part("position").textContent = shown < 0 ? "" : place < 0 ? "not in the list" : `${count(place + 1)} of ${count(listed.length)}`;
  };

  /* The parts of a document. */

  const spansOf = (items, details) => items.map((item, place) => ({ start: details.items[place][1], end: details.items[place][2], position: item[1], verdict: Data.verdict(item) }));

  const group = (title, cards, note) => (cards.length ? [make("h2", {}, `${title} `, make("small", {}, note ?? count(cards.length))), ...cards] : []);

  const showBeside = (items, details) => {
    const cards = items.map((item, place) => {
      const card = Cards.card(item, details.items[place]);
      const hasPlace = details.items[place][1] !== null;
      card.tabIndex = -1;
      if (!hasPlace && FLAGGED.has(Data.verdict(item))) card.dataset.flagged = "";
      return { card, rejected: Data.verdict(item) === "rejected", hasPlace };
    });
    const pick = (test) => cards.filter(test).map(({ card }) => card);
    part("items").replaceChildren(
      ...group("Not located in the text", pick((found) => !found.hasPlace && !found.rejected)),
      ...group("Rejected", pick((found) => found.rejected)),
      ...group("In the text", pick((found) => found.hasPlace && !found.rejected)),
    );
    if (!cards.length) part("items").append(make("p", { class: "note" }, "No quantities."));
  };

  const nameEntry = ([, name, verdictNumber, message, address]) => {
    const verdict = Data.verdicts[verdictNumber];
    const flagged = FLAGGED.has(verdict);
    const label = address ? outward(address, name) : name;
    return make("li", { class: flagged ? "flagged-name" : "", tabindex: flagged ? "-1" : null, "data-flagged": flagged, title: message }, label, flagged ? make("span", { class: `verdict ${verdict}` }, `${words(verdict)}: ${message}`) : "");
  };

  const names = (rows) => {
    if (!rows?.length) return "";
    const lists = Map.groupBy ? [...Map.groupBy(rows, ([list]) => list)] : [...new Set(rows.map(([list]) => list))].map((list) => [list, rows.filter((row) => row[0] === list)]);
    const parts = lists.flatMap(([list, entries]) => [make("h2", {}, words(list).replace("code urls", "links")), make("ul", {}, ...entries.map(nameEntry))]);
    return make("section", { class: "names", "aria-label": "Names and links" }, ...parts);
  };

  const folded = (title, content) => make("details", { class: "raw" }, make("summary", {}, title), content);

  const aboutDocument = (rows) => {
    const list = make("dl", { class: "slots" });
    for (const [label, text] of rows) list.append(make("dt", {}, words(label)), make("dd", {}, text));
    return folded("About this document", list);
  };

  const showError = (error) => {
    if (!error) return part("error").replaceChildren();
    const [kind, message, retryable] = error;
    const hint = retryable ? " The same command does it again." : "";
    return part("error").replaceChildren(make("p", { class: "error" }, make("strong", {}, `${words(kind)}: `), message, hint));
  };

  const showDocument = (number) => {
    const [found, details] = [Data.documents[number], { items: [], ...Data.details(number) }];
    const [items, text] = [Data.itemsOf(found), Data.text(number)];
    [shown, flagHere] = [number, -1];
    part("title").replaceChildren(details.link ? outward(details.link, found.title || found.id) : found.title || found.id);
    part("meta").replaceChildren(...about(found), found.title ? ` · ${found.id}` : "");
    showError(details.error);
    part("text").replaceChildren(...Marks.nodes(text, spansOf(items, details)));
    part("after").replaceChildren(names(details.listed), aboutDocument(details.about ?? []), details.data ? folded("Everything extracted, as JSON", make("pre", {}, details.data)) : "");
    showBeside(items, details);
    part("items").details = details;
    showPosition();
    pane.scrollTop = 0;
    for (const link of part("list").querySelectorAll("a")) link.toggleAttribute("aria-current", false);
    virtual.draw(true);
    const place = listed.findIndex((one) => one.number === number);
    if (place >= 0) virtual.show(place, false);
    document.title = `${found.title || found.id} · extract report`;
  };

  /* Light up what belongs together, and float the cards over the mark. */

  const light = (positions) => {
    for (const lit of pane.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const position of positions) {
      part("items").querySelector(`[data-position="${position}"]`)?.classList.add("lit");
      for (const mark of part("text").querySelectorAll(`[data-positions~="${position}"]`)) mark.classList.add("lit");
    }
  };

  const positionsOf = (mark) => mark.dataset.positions.split(" ");

  const hover = (mark) => {
    const [items, details] = [Data.itemsOf(Data.documents[shown]), part("items").details];
    Cards.float(mark, positionsOf(mark).map((position) => Cards.card(items[position], details.items[position])));
    light(positionsOf(mark));
  };

  const bring = (target) => {
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: "nearest" });
  };

  const focusItem = (position) => {
    const target = part("text").querySelector(`[data-positions~="${position}"]`) ?? part("items").querySelector(`[data-position="${position}"]`);
    bring(target);
    light([position]);
  };

  /* Steps through the list and through what is flagged. */

  const go = (number) => {
    if (number === shown && !view.hidden) return;
    location.hash = `#/documents/${number + 1}`;
  };

  const step = (by) => {
    if (!listed.length) return announce("No document in the list.");
    const place = listed.findIndex((found) => found.number === shown);
    if (place >= 0) return go(listed[Math.max(0, Math.min(listed.length - 1, place + by))].number);
    const after = by > 0 ? listed.find((found) => found.number > shown) : listed.findLast((found) => found.number < shown);
    return go((after ?? listed[by > 0 ? 0 : listed.length - 1]).number);
  };

  const flaggedHere = () => [...pane.querySelectorAll("[data-flagged]")];

  const focusFlagged = (place) => {
    const target = flaggedHere()[place];
    if (!target) return;
    flagHere = place;
    bring(target);
    light(target.dataset.positions?.split(" ") ?? (target.dataset.position ? [target.dataset.position] : []));
  };

  const stepFlagged = (by) => {
    const here = view.hidden ? 0 : flaggedHere().length;
    const target = flagHere < 0 && by < 0 ? -1 : flagHere + by;
    if (here && target >= 0 && target < here) return focusFlagged(target);
    const others = listed.filter((found) => found.flagged && (by > 0 ? found.number > shown : found.number < shown));
    const found = view.hidden && by > 0 && shown >= 0 && Data.documents[shown].flagged ? Data.documents[shown] : by > 0 ? others[0] : others.at(-1);
    if (!found) return announce(by > 0 ? "Nothing flagged after this." : "Nothing flagged before this.");
    wanted = by > 0 ? "first" : "last";
    if (found.number === shown) location.hash = `#/documents/${shown + 1}?item=flagged`;
    else go(found.number);
    return undefined;
  };

  let wanted = "";

  /* Show a document, or the list, as the address says. */
  const show = (number, given) => {
    if (given.has("status") || given.has("q")) {
      statuses.clear();
      for (const status of (given.get("status") ?? "").split(",").filter(Boolean)) statuses.add(status);
      part("search").value = given.get("q") ?? "";
      filter();
    }
    view.classList.toggle("reading", number >= 0);
    const target = number >= 0 ? number : shown >= 0 ? shown : (listed[0]?.number ?? -1);
    pane.hidden = target < 0;
    virtual.draw(true);
    if (target < 0) return;
    if (target !== shown) showDocument(target);
    if (wanted) focusFlagged(wanted === "first" ? 0 : flaggedHere().length - 1);
    else if (given.has("item")) focusItem(given.get("item"));
    else if (number >= 0) announce(`${part("position").textContent}: ${part("title").textContent}, ${part("meta").textContent}`);
    wanted = "";
  };

  const buildChips = () => {
    const counts = new Map(Data.statuses.map((status) => [status, 0]));
    for (const found of Data.documents) counts.set(found.status, counts.get(found.status) + 1);
    for (const [status, number] of counts) {
      if (!number) continue;
      const chip = make("button", { type: "button", class: "chip", "aria-pressed": "false", "data-name": status }, words(status), make("small", {}, count(number)));
      chip.addEventListener("click", () => {
        if (!statuses.delete(status)) statuses.add(status);
        filter();
        tell();
      });
      part("buttons").append(chip);
    }
  };

  buildChips();
  filter();
  part("search").addEventListener("input", () => {
    filter();
    tell();
  });
  for (const [id, run] of [["previous", () => step(-1)], ["next", () => step(1)], ["next-flagged", () => stepFlagged(1)]]) {
    document.getElementById(id).addEventListener("click", run);
  }
  const onMark = (run) => (event) => {
    const mark = event.target.closest?.(".mark");
    if (mark) run(mark, event);
  };
  part("text").addEventListener("pointerover", onMark(hover));
  part("text").addEventListener("focusin", onMark(hover));
  part("text").addEventListener("focusout", Cards.sink);
  part("text").addEventListener("pointerout", onMark((mark, event) => {
    if (!Cards.floating.contains(event.relatedTarget) && document.activeElement !== mark) Cards.sink();
  }));
  Cards.floating.addEventListener("pointerleave", Cards.sink);
  for (const scrolled of [pane, document]) scrolled.addEventListener("scroll", Cards.place, { passive: true });
  const toCard = (mark) => {
    const card = part("items").querySelector(`[data-position="${positionsOf(mark)[0]}"]`);
    card?.scrollIntoView({ block: "nearest" });
    return card;
  };
  part("text").addEventListener("click", onMark(toCard));
  part("text").addEventListener("keydown", onMark((mark, event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    toCard(mark)?.focus();
  }));
  part("items").addEventListener("pointerover", (event) => {
    const card = event.target.closest(".card");
    if (card) light([card.dataset.position]);
  });

  return { show, step, stepFlagged, search: () => part("search").focus() };
})();

"use strict";

/* The table of all quantities: filters, order, rows. What is chosen stands in the address, so that a view can be kept. */
const Quantities = (() => {
  const MOST_PRINTED = 3000;
  const MOST_SUGGESTED = 300;
  const part = (name) => document.getElementById(`quantity-${name}`);
  const columns = [
    { key: "verdict", label: "Verdict", width: "9.5rem" },
    ...Data.columns.filter((column) => column.shown),
    { key: "document", label: "Document", width: "" },
  ];
  const typed = Data.columns.filter((column) => column.filter === "text");
  const pressed = [{ key: "verdict" }, ...Data.columns.filter((column) => column.filter === "buttons")];
  const table = part("table");
  const body = table.tBodies[0];
  let filters = {};
  let order = { key: "", descending: false };
  let rows = [];
  let stale = true;

  const columnText = (item, key) => {
    if (key !== "document") return Data.cell(item, key);
    const found = Data.documents[item[0]];
    return found.title || found.id;
  };

  const contents = (item, key) => {
    const text = columnText(item, key);
    if (key === "document") return make("a", { href: link(item), tabindex: "-1" }, text);
    if (key !== "verdict") return document.createTextNode(text);
    const reason = Data.cell(item, "reason");
    return make("span", { class: `verdict ${Data.verdict(item)}` }, reason ? words(reason.split(" ")[0]) : words(Data.verdict(item)));
  };

  const hint = (item, key) => {
    if (key === "verdict") return [words(Data.verdict(item)), ...Data.cell(item, "reason").split(" ").filter(Boolean).map(Data.reason)].join(": ");
    if (key === "value") return `“${Data.cell(item, "quote")}”`;
    const condition = key === "metric" ? Data.cell(item, "condition") : "";
    return columnText(item, key) + (condition ? ` (${condition})` : "");
  };

  const link = (item) => `#/documents/${item[0] + 1}?item=${item[1]}`;

  const render = (row) => {
    const item = rows[row];
    const cells = columns.map(({ key }) =>
      make("td", { class: key === "verdict" ? "verdict-cell" : key, role: "cell", title: hint(item, key) }, contents(item, key)),
    );
    return make("tr", { class: "row", role: "row", tabindex: "0", "aria-rowindex": String(row + 2) }, ...cells);
  };

  const space = (height) => {
    const cell = make("td", { colspan: String(columns.length) });
    cell.style.height = `${height}px`;
    return make("tr", { class: "space", "aria-hidden": "true" }, cell);
  };

  const virtual = new VirtualRows({ viewport: part("viewport"), body, render, space });

  const apply = () => {
    rows = Search.items(filters);
    if (order.key) Search.sort(rows, order.key, order.descending);
    table.setAttribute("aria-rowcount", String(rows.length + 1));
    part("count").textContent = rows.length === Data.items.length ? plural(rows.length, "quantity") : `${count(rows.length)} of ${plural(Data.items.length, "quantity")}`;
    part("clear").hidden = rows.length === Data.items.length && !query().size;
    part("viewport").querySelector(".none-found")?.remove();
    if (!rows.length) part("viewport").append(make("p", { class: "none-found" }, Data.items.length ? "No quantity passes these filters." : "This run holds no quantities."));
    virtual.reset(rows.length);
  };

  /* What is chosen, as it stands in the address. */
  const query = () => {
    const found = new URLSearchParams();
    for (const key of ["q", "reason", ...typed.map((column) => column.key)]) if (filters[key]) found.set(key, filters[key]);
    for (const { key } of pressed) if (filters[key]?.size) found.set(key, [...filters[key]].join(","));
    if (order.key) found.set("sort", `${order.descending ? "-" : ""}${order.key}`);
    return found;
  };

  const write = later(() => {
    const text = query().toString();
    if (!document.getElementById("quantities").hidden) history.replaceState(null, "", `#/quantities${text ? `?${text}` : ""}`);
  }, 250);

  const tell = later(() => announce(part("count").textContent), 600);

  const changed = () => {
    apply();
    write();
    tell();
  };

  const sortBy = (key) => {
    if (order.key !== key) order = { key, descending: false };
    else if (!order.descending) order = { key, descending: true };
    else order = { key: "", descending: false };
    markOrder();
    changed();
  };

  const markOrder = () => {
    for (const header of table.tHead.querySelectorAll("th")) {
      if (header.dataset.key === order.key) header.setAttribute("aria-sort", order.descending ? "descending" : "ascending");
      else header.removeAttribute("aria-sort");
    }
  };

  const buildHead = () => {
    for (const { width } of columns) {
      const track = document.createElement("col");
      if (width) track.style.width = width;
      table.querySelector("colgroup").append(track);
    }
    const headers = columns.map(({ key, label }) => {
      const button = make("button", { type: "button", title: `Sort by ${label.toLowerCase()}` }, label);
      button.addEventListener("click", () => sortBy(key));
      return make("th", { role: "columnheader", scope: "col", "data-key": key }, button);
    });
    table.tHead.append(make("tr", { role: "row", "aria-rowindex": "1" }, ...headers));
  };

  const tally = (contentOf) => {
    const found = new Map();
    for (const item of Data.items) found.set(contentOf(item), (found.get(contentOf(item)) ?? 0) + 1);
    return found;
  };

  /* A field to type into; what occurs most is suggested, once it is first used. */
  const buildField = (column) => {
    const list = make("datalist", { id: `suggested-${column.key}` });
    const input = make("input", { type: "search", id: `quantity-${column.key}`, list: list.id, placeholder: column.label, autocomplete: "off", spellcheck: "false" });
    input.addEventListener("focus", () => {
      const counts = [...tally((item) => Data.cell(item, column.key))].filter(([text]) => text);
      counts.sort((one, other) => other[1] - one[1]);
      list.append(...counts.slice(0, MOST_SUGGESTED).map(([text, number]) => make("option", { value: text }, count(number))));
    }, { once: true });
    input.addEventListener("input", () => {
      filters[column.key] = input.value.trim();
      changed();
    });
    return make("label", {}, make("span", { class: "unseen" }, column.label), input, list);
  };

  const buildChips = ({ key }) => {
    const counts = tally((item) => (key === "verdict" ? Data.verdict(item) : Data.cell(item, key)));
    const byNumber = [...counts.keys()].filter(Boolean).sort((one, other) => counts.get(other) - counts.get(one));
    const names = key === "verdict" ? Data.verdicts.filter((name) => counts.has(name)) : byNumber;
    return names.map((name, place) => {
      const label = key === "verdict" ? make("span", { class: `verdict ${name}` }, words(name)) : words(name);
      const chip = make("button", { type: "button", class: place || key === "verdict" ? "chip" : "chip apart", "aria-pressed": "false", "data-key": key, "data-name": name }, label, make("small", {}, count(counts.get(name))));
      chip.addEventListener("click", () => {
        const chosen = (filters[key] ??= new Set());
        if (!chosen.delete(name)) chosen.add(name);
        showFilters();
        changed();
      });
      return chip;
    });
  };

  const buildReasons = () => {
    const found = new Map();
    for (const item of Data.items) for (const reason of Data.cell(item, "reason").split(" ").filter(Boolean)) found.set(reason, (found.get(reason) ?? 0) + 1);
    part("reason").append(...[...found].map(([reason, number]) => make("option", { value: reason }, `${words(reason)} (${count(number)})`)));
    part("reason").parentElement.hidden = !found.size;
  };

  /* Show in the fields and buttons what is chosen. */
  const showFilters = () => {
    part("search").value = filters.q ?? "";
    part("reason").value = filters.reason ?? "";
    for (const { key } of typed) part(key).value = filters[key] ?? "";
    for (const chip of part("buttons").children) chip.setAttribute("aria-pressed", String(Boolean(filters[chip.dataset.key]?.has(chip.dataset.name))));
    markOrder();
  };

  /* Take over what the address says. */
  const read = (given) => {
    filters = { q: given.get("q") ?? "", reason: given.get("reason") ?? "" };
    for (const { key } of typed) filters[key] = given.get(key) ?? "";
    for (const { key } of pressed) filters[key] = new Set((given.get(key) ?? "").split(",").filter(Boolean));
    const sort = given.get("sort") ?? "";
    const key = sort.replace(/^-/, "");
    order = columns.some((column) => column.key === key) ? { key, descending: sort.startsWith("-") } : { key: "", descending: false };
  };

  const clear = () => {
    read(new URLSearchParams());
    showFilters();
    changed();
    part("search").focus();
  };

  const move = (event) => {
    const row = event.target.closest("tr.row");
    if (!row) return;
    const [now, page] = [Number(row.dataset.row), Math.max(1, Math.floor(part("viewport").clientHeight / virtual.rowHeight) - 2)];
    const target = { ArrowDown: now + 1, ArrowUp: now - 1, PageDown: now + page, PageUp: now - page, Home: 0, End: rows.length - 1 }[event.key];
    if (event.key === "Enter" && event.target === row) location.hash = link(rows[now]);
    else if (target !== undefined) virtual.show(Math.max(0, Math.min(rows.length - 1, target)), true);
    else return;
    event.preventDefault();
  };

  const open = (event) => {
    const row = event.target.closest("tr.row");
    if (row && !event.target.closest("a") && !String(getSelection())) location.hash = link(rows[Number(row.dataset.row)]);
  };

  buildHead();
  part("fields").append(...typed.map(buildField));
  part("buttons").append(...pressed.flatMap(buildChips));
  buildReasons();
  part("search").addEventListener("input", () => {
    filters.q = part("search").value;
    changed();
  });
  part("reason").addEventListener("change", () => {
    filters.reason = part("reason").value;
    changed();
  });
  part("clear").addEventListener("click", clear);
  body.addEventListener("keydown", move);
  body.addEventListener("click", open);
  addEventListener("beforeprint", () => {
    if (document.getElementById("quantities").hidden) return;
    const left = virtual.drawAll(MOST_PRINTED);
    part("print-note").textContent = left ? `${count(left)} more quantities are not printed; narrow the filters to print them.` : "";
  });
  addEventListener("afterprint", () => virtual.draw(true));

  /* Show the table as the address says; an address without a question leaves it as it was. */
  const show = (given) => {
    if (stale || given.size) {
      read(given);
      stale = false;
    }
    showFilters();
    apply();
    write();
  };

  return { show, search: () => part("search").focus() };
})();

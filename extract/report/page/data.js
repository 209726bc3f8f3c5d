"use strict";

/*
 * The data blocks of the page.
 *
 *   layout     {columns, verdicts, statuses, reasons}
 *   strings    every string that many rows share; rows hold its position; position 0 is the empty string
 *   documents  a row for each document: [id, title, status, number of items, number flagged, error message]
 *   items      a row for each quantity: [document, position in it, verdict, number or null, a string for each column ...]
 *   texts      a line for each document: its text as a JSON string
 *   details    a line for each document: an object, read when the document is shown
 *
 * Offsets are UTF-16 units of the text.
 */
const Data = (() => {
  const block = (name) => document.getElementById(`data-${name}`).textContent;
  const layout = JSON.parse(block("layout"));
  const strings = JSON.parse(block("strings"));
  const documents = JSON.parse(block("documents")).map(([id, title, status, items, flagged, error], number) => ({
    number, id, title, status: layout.statuses[status], items, flagged, error, firstItem: 0,
  }));
  const items = JSON.parse(block("items"));
  const textLines = block("texts").split("\n").slice(1);
  const detailLines = block("details").split("\n").slice(1);

  let first = 0;
  for (const found of documents) {
    found.firstItem = first;
    first += found.items;
  }

  const columns = layout.columns.map((column, position) => ({ ...column, place: position + 4 }));
  const byKey = new Map(columns.map((column) => [column.key, column]));

  /* The text of an item in a column; an empty string where the schema has no such column. */
  const cell = (item, key) => (byKey.has(key) ? strings[item[byKey.get(key).place]] : "");

  return {
    columns, strings, documents, items, cell,
    verdicts: layout.verdicts,
    statuses: layout.statuses,
    column: (key) => byKey.get(key),
    reason: (code) => layout.reasons[code] ?? code.replaceAll("_", " "),
    verdict: (item) => layout.verdicts[item[2]],
    text: (number) => JSON.parse(textLines[number]),
    details: (number) => JSON.parse(detailLines[number]),
    itemsOf: (found) => items.slice(found.firstItem, found.firstItem + found.items),
  };
})();

const FLAGGED = new Set(["unsupported", "misattributed", "rejected"]);
const words = (code) => code.replaceAll("_", " ");
const count = (number) => number.toLocaleString("en-US");
const plural = (number, word) => `${count(number)} ${number === 1 ? word : word.endsWith("y") ? `${word.slice(0, -1)}ies` : `${word}s`}`;

/* Make an element. Text always goes in as text, never as markup. */
const make = (name, properties = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") element.className = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
};

/* Make a link out of the page, or plain text where the address is not http or https. */
const outward = (address, label) => {
  let protocol = "";
  try {
    protocol = new URL(address).protocol;
  } catch {
    /* no address at all */
  }
  if (protocol !== "http:" && protocol !== "https:") return document.createTextNode(label);
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label);
};

/* Tell those who do not see the page. */
const announce = (message) => {
  document.getElementById("live").textContent = message;
};

/* Run a function once no call came for a moment. */
const later = (run, milliseconds) => {
  let timer = 0;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...given), milliseconds);
  };
};

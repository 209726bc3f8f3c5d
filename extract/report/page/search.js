"use strict";

/*
 * Finding and sorting rows. Strings are shared by many rows, so each is looked at once, and rows only look up what was found:
 * a filter over 45,000 rows takes a few milliseconds.
 */
const Search = (() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const termsOf = (query) => fold(query).split(/\s+/).filter(Boolean);
  let folded = null;
  let titles = null;
  let ranks = null;

  const foldedStrings = () => (folded ??= Data.strings.map(fold));
  const foldedTitles = () => (titles ??= Data.documents.map((found) => fold(`${found.title}\n${found.id}`)));

  /* For each string 1 where it holds the term. */
  const holders = (strings, term) => {
    const found = new Uint8Array(strings.length);
    for (let place = 0; place < strings.length; place++) if (strings[place].includes(term)) found[place] = 1;
    return found;
  };

  const anyCell = (term) => {
    const [inStrings, inTitles] = [holders(foldedStrings(), term), holders(foldedTitles(), term)];
    const last = 4 + Data.columns.length;
    return (item) => {
      if (inTitles[item[0]]) return true;
      for (let place = 4; place < last; place++) if (inStrings[item[place]]) return true;
      return false;
    };
  };

  const oneCell = (place, text) => {
    const tests = termsOf(text).map((term) => holders(foldedStrings(), term));
    return (item) => tests.every((found) => found[item[place]]);
  };

  const exactCell = (place, contents) => {
    const wanted = new Uint8Array(Data.strings.length);
    Data.strings.forEach((text, number) => {
      if (contents.has(text)) wanted[number] = 1;
    });
    return (item) => wanted[item[place]] === 1;
  };

  const reasonTest = (reason) => {
    const place = Data.column("reason").place;
    const found = Uint8Array.from(Data.strings, (text) => (text.split(" ").includes(reason) ? 1 : 0));
    return (item) => found[item[place]] === 1;
  };

  /*
   * The tests that an item has to pass. `filters` holds `q` (words anywhere), `verdict` and the contents of columns with
   * buttons (sets), `reason`, and typed text for other columns. What is empty filters nothing.
   */
  const testsOf = (filters) => {
    const tests = [];
    if (filters.verdict?.size) {
      const wanted = Data.verdicts.map((verdict) => filters.verdict.has(verdict));
      tests.push((item) => wanted[item[2]]);
    }
    for (const column of Data.columns) {
      const wanted = filters[column.key];
      if (column.filter === "buttons" && wanted?.size) tests.push(exactCell(column.place, wanted));
      if (column.filter === "text" && wanted) tests.push(oneCell(column.place, wanted));
    }
    if (filters.reason) tests.push(reasonTest(filters.reason));
    for (const term of termsOf(filters.q ?? "")) tests.push(anyCell(term));
    return tests;
  };

  const items = (filters) => {
    const tests = testsOf(filters);
    return tests.length ? Data.items.filter((item) => tests.every((test) => test(item))) : Data.items.slice();
  };

  /* The rank of each string in the order of people: case and accents aside, numbers by size. */
  const ranksOfStrings = () => {
    if (ranks) return ranks;
    const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
    const sorted = Data.strings.map((_, number) => number).sort((one, other) => order.compare(Data.strings[one], Data.strings[other]));
    ranks = new Uint32Array(sorted.length);
    sorted.forEach((number, rank) => {
      ranks[number] = rank;
    });
    return ranks;
  };

  const titleRanks = () => {
    const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
    const names = Data.documents.map((found) => found.title || found.id);
    const found = new Uint32Array(names.length);
    names.map((_, number) => number).sort((one, other) => order.compare(names[one], names[other])).forEach((number, rank) => {
      found[number] = rank;
    });
    return found;
  };

  const keyOf = (key) => {
    if (key === "verdict") return (item) => item[2];
    if (key === "value") return (item) => item[3];
    if (key === "document") {
      const found = titleRanks();
      return (item) => found[item[0]];
    }
    const [place, found] = [Data.column(key).place, ranksOfStrings()];
    return (item) => (item[place] ? found[item[place]] : null);
  };

  /* Sort items in place, what is empty last whichever way; equal ones keep the order of the documents. */
  const sort = (rows, key, descending) => {
    const [value, sign] = [keyOf(key), descending ? -1 : 1];
    return rows.sort((one, other) => {
      const [mine, theirs] = [value(one), value(other)];
      if (mine === null || theirs === null) return (mine === null) - (theirs === null);
      return mine === theirs ? 0 : mine < theirs ? -sign : sign;
    });
  };

  let texts = null;

  /* Documents whose title, id or text holds every word, and whose status is one of those given. */
  const documents = (query, statuses) => {
    const terms = termsOf(query);
    if (terms.length) texts ??= Data.documents.map((found) => fold(Data.text(found.number)));
    const names = terms.length ? foldedTitles() : [];
    const inside = (found) => terms.every((term) => names[found.number].includes(term) || texts[found.number].includes(term));
    return Data.documents.filter((found) => (!statuses.size || statuses.has(found.status)) && inside(found));
  };

  return { items, sort, documents };
})();

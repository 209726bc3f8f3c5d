"use strict";

/* Values of one metric, a row for each dataset. Each point leads to its document; its shape says the verdict as its colour does. */
const Plot = (() => {
  const MOST_ROWS = 16;
  const MOST_METRICS = 60;
  const OTHERS = "other dataset";
  const NO_METRIC = "no metric named";
  const UNNAMED = "no dataset named";
  const SHAPES = {
    supported: "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0",
    ambiguous: "M0,-5L5,0L0,5L-5,0Z",
    misattributed: "M0,-5L5,4L-5,4Z",
    unsupported: "M-4,-4L4,4M-4,4L4,-4",
    rejected: "M-4,-4H4V4H-4Z",
    not_checked: "M-2,0a2,2 0 1,0 4,0a2,2 0 1,0 -4,0",
  };
  const svg = (name, attributes = {}, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const part = (id) => document.getElementById(`plot-${id}`);

  /* Items in groups, the largest first; a group is named as most of its items word it. */
  const grouped = (items, name) => {
    const groups = new Map();
    for (const item of items) {
      const label = name(item);
      const key = label.toLowerCase();
      if (!groups.has(key)) groups.set(key, { key, labels: new Map(), items: [] });
      const group = groups.get(key);
      group.items.push(item);
      group.labels.set(label, (group.labels.get(label) ?? 0) + 1);
    }
    const found = [...groups.values()].sort((one, other) => other.items.length - one.items.length);
    return found.map(({ key, labels, items: own }) => ({ key, label: [...labels].sort((one, other) => other[1] - one[1])[0][0], items: own }));
  };

  const paper = () => Boolean(Data.column("metric"));
  const kindOf = (item) => Data.cell(item, "kind");
  const metricOf = (item) => {
    if (!paper()) return Data.cell(item, "field");
    const unit = Data.cell(item, "unit");
    return `${Data.cell(item, "metric") || NO_METRIC}${unit ? `, ${unit === "x" ? "×" : unit}` : ""}`;
  };
  const namedFirst = (one, other) => one.label.startsWith(NO_METRIC) - other.label.startsWith(NO_METRIC);
  const datasetOf = (item) => (paper() ? Data.cell(item, "dataset") || UNNAMED : "values");

  const numbered = () => Data.items.filter((item) => item[3] !== null && Data.verdict(item) !== "rejected");

  const rowsOf = (items) => {
    const groups = grouped(items, datasetOf);
    const named = groups.filter((group) => group.label !== UNNAMED);
    const unnamed = groups.filter((group) => group.label === UNNAMED);
    const [shown, rest] = [named.slice(0, MOST_ROWS), named.slice(MOST_ROWS)];
    if (rest.length) shown.push({ key: "", label: plural(rest.length, OTHERS), items: rest.flatMap((group) => group.items) });
    return [...shown, ...unnamed];
  };

  const ticksBetween = (low, high, most) => {
    const raw = (high - low) / most;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= raw);
    const ticks = [];
    for (let tick = Math.ceil(low / step); tick * step <= high + step * 1e-9; tick++) ticks.push(tick * step);
    return ticks;
  };

  const logTicks = (low, high, most) => {
    const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
    const step = Math.max(1, Math.ceil((last - first) / most));
    const ticks = [];
    for (let power = first; power <= last; power += step) ticks.push(10 ** power);
    return ticks;
  };

  /* From values to places: logarithmic where positive values span more than three powers of ten. */
  const scaleFor = (numbers, left, right) => {
    let low = Infinity;
    let high = -Infinity;
    for (const number of numbers) [low, high] = [Math.min(low, number), Math.max(high, number)];
    const most = Math.max(2, Math.floor((right - left) / 90));
    if (low > 0 && high / low > 1000) {
      const ticks = logTicks(low, high, most);
      const [first, last] = [Math.log10(ticks[0]), Math.max(Math.log10(ticks.at(-1)), Math.log10(high))];
      return { ticks, at: (number) => left + ((Math.log10(number) - first) / (last - first)) * (right - left), logarithmic: true };
    }
    if (low === high) [low, high] = [low - Math.max(1, Math.abs(low) / 10), high + Math.max(1, Math.abs(high) / 10)];
    const margin = (high - low) / 30;
    [low, high] = [low - margin, high + margin];
    return { ticks: ticksBetween(low, high, most), at: (number) => left + ((number - low) / (high - low)) * (right - left), logarithmic: false };
  };

  const tickLabel = (number) => new Intl.NumberFormat("en-US", { notation: Math.abs(number) >= 1e5 ? "compact" : "standard", maximumSignificantDigits: 6 }).format(number);

  const dot = (item, x, y) => {
    const found = Data.documents[item[0]];
    const about = [Data.cell(item, "value"), Data.cell(item, "subject"), words(Data.verdict(item)), found.title || found.id].filter(Boolean).join(" · ");
    const link = svg("a", { class: `dot ${Data.verdict(item)}`, href: `#/documents/${item[0] + 1}?item=${item[1]}`, tabindex: "-1", transform: `translate(${x.toFixed(1)},${y.toFixed(1)})` });
    link.append(svg("title", {}, about), svg("path", { d: SHAPES[Data.verdict(item)] }));
    return link;
  };

  /* Points of a row, those that would cover one another a little apart. */
  const dots = (items, scale, middle, room) => {
    const taken = new Map();
    return items.map((item) => {
      const x = scale.at(item[3]);
      const slot = Math.round(x / 5);
      const level = taken.get(slot) ?? 0;
      taken.set(slot, level + 1);
      const step = Math.ceil(level / 2) * (level % 2 ? 1 : -1) * 4;
      return dot(item, x, middle + Math.max(-room, Math.min(room, step)));
    });
  };

  const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

  const draw = (items) => {
    const rows = rowsOf(items);
    const width = Math.max(320, part("panel").clientWidth - 40);
    const labels = Math.min(210, width * 0.36);
    const [rowHeight, top] = [rows.length <= 2 || items.length / rows.length > 40 ? 60 : 28, 6];
    const [bottom, right] = [top + rows.length * rowHeight, width - 44];
    const scale = scaleFor(items.map((item) => item[3]), labels, right);
    const drawn = svg("svg", { width, height: bottom + 24, viewBox: `0 0 ${width} ${bottom + 24}`, role: "group", "aria-label": `Values of ${plural(items.length, "quantity")} in ${plural(rows.length, "row")}` });
    for (const tick of scale.ticks) {
      const x = scale.at(tick);
      drawn.append(svg("g", { class: "tick" }, svg("line", { x1: x, x2: x, y1: top, y2: bottom }), svg("text", { x, y: bottom + 16, "text-anchor": "middle" }, tickLabel(tick))));
    }
    rows.forEach((row, position) => {
      const middle = top + (position + 0.5) * rowHeight;
      const group = svg("g", { class: "row" }, svg("line", { x1: labels, x2: right, y1: middle, y2: middle }));
      const label = svg("text", { x: labels - 12, y: middle + 4, "text-anchor": "end" }, shortened(row.label, Math.floor(labels / 7.2)), svg("title", {}, row.label));
      group.append(label, svg("text", { class: "num", x: width - 4, y: middle + 4, "text-anchor": "end" }, count(row.items.length)));
      group.append(...dots(row.items, scale, middle, rowHeight / 2 - 4));
      drawn.append(group);
    });
    document.getElementById("plot").replaceChildren(drawn);
    return { rows, logarithmic: scale.logarithmic };
  };

  const option = (value, label, number) => make("option", { value }, `${label} (${count(number)})`);
  let metrics = new Map();

  const showMetric = () => {
    const group = metrics.get(part("metric").value);
    if (!group) return;
    const { logarithmic } = draw(group.items);
    const [values, from] = [plural(group.items.length, "value"), new Set(group.items.map((item) => item[0])).size];
    part("note").textContent = `${values} from ${plural(from, "document")}${logarithmic ? "; logarithmic scale" : ""}. Choose a point to read its text.`;
    const [first] = group.items;
    const query = new URLSearchParams(paper() ? { kind: kindOf(first), metric: Data.cell(first, "metric") } : { field: Data.cell(first, "field") });
    part("link").href = `#/quantities?${query}`;
  };

  const showKind = () => {
    const kind = part("kind").value;
    const groups = grouped(numbered().filter((item) => !paper() || kindOf(item) === kind), metricOf).sort(namedFirst).slice(0, MOST_METRICS);
    metrics = new Map(groups.map((group) => [group.key, group]));
    part("metric").replaceChildren(...groups.map((group) => option(group.key, group.label, group.items.length)));
    showMetric();
  };

  /* Prepare the plot; it is drawn when its view is first seen, and again when the width changes. */
  const start = () => {
    if (!part("panel")) return;
    const kinds = grouped(numbered(), paper() ? kindOf : () => "all");
    if (!kinds.length) return;
    const first = kinds.find((kind) => kind.key === "result") ?? kinds[0];
    part("title").textContent = paper() ? "Values by metric and dataset" : "Values by field";
    part("panel").hidden = false;
    part("kind").parentElement.hidden = !paper();
    part("kind").replaceChildren(...kinds.map((kind) => option(kind.key, kind.label || "not told", kind.items.length)));
    part("kind").value = first.key;
    part("kind").addEventListener("change", showKind);
    part("metric").addEventListener("change", showMetric);
    showKind();
    new ResizeObserver(later(showMetric, 60)).observe(part("panel"));
  };

  return { start };
})();

"use strict";

/* A text with its quantities marked in place. Spans may nest and overlap: the text is cut wherever one begins or ends. */
const Marks = (() => {
  const SIGNS = { ambiguous: "?", misattributed: "⇄", unsupported: "✗", rejected: "⊘" };
  const GRAVEST_FIRST = ["rejected", "unsupported", "misattributed", "ambiguous", "supported", "not_checked"];

  /* Pieces of the text in order, each with the spans that cover it. `spans` hold start, end and position. */
  const pieces = (length, spans) => {
    const inside = spans.filter((span) => span.start !== null && span.start >= 0 && span.start < span.end && span.end <= length);
    const cuts = [...new Set([0, length, ...inside.flatMap((span) => [span.start, span.end])])].sort((one, other) => one - other);
    const starting = [...inside].sort((one, other) => one.start - other.start || other.end - one.end);
    const found = [];
    let [active, next] = [[], 0];
    for (let cut = 0; cut + 1 < cuts.length; cut++) {
      active = active.filter((span) => span.end > cuts[cut]);
      while (next < starting.length && starting[next].start === cuts[cut]) active.push(starting[next++]);
      found.push({ start: cuts[cut], end: cuts[cut + 1], spans: [...active] });
    }
    return found;
  };

  const gravest = (spans) => GRAVEST_FIRST.find((verdict) => spans.some((span) => span.verdict === verdict)) ?? "not_checked";

  const mark = (text, piece, seen) => {
    const verdict = gravest(piece.spans);
    const ending = piece.spans.filter((span) => span.end === piece.end);
    const fresh = piece.spans.filter((span) => !seen.has(span.position));
    for (const span of fresh) seen.add(span.position);
    return make(
      "mark",
      {
        class: `mark ${verdict}`,
        tabindex: "0",
        role: "button",
        "aria-label": `${text.slice(piece.start, piece.end)}, ${words(verdict)}`,
        "data-positions": piece.spans.map((span) => span.position).join(" "),
        "data-flagged": fresh.some((span) => FLAGGED.has(span.verdict)),
        "data-sign": ending.length ? SIGNS[gravest(ending)] : null,
      },
      text.slice(piece.start, piece.end),
    );
  };

  /* The nodes of a marked text. */
  const nodes = (text, spans) => {
    const seen = new Set();
    return pieces(text.length, spans).map((piece) =>
      piece.spans.length ? mark(text, piece, seen) : document.createTextNode(text.slice(piece.start, piece.end)),
    );
  };

  return { nodes, pieces };
})();

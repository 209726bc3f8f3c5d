"use strict";

/*
 * Rows that exist only while they can be seen. All rows have one height, which the style sheet gives as --row-height on the
 * viewport; `space` makes the elements that stand for the rows above and below.
 */
class VirtualRows {
  constructor({ viewport, body, render, space }) {
    Object.assign(this, { viewport, body, render, space, total: 0, first: 0, last: 0, pending: false });
    viewport.addEventListener("scroll", () => this.soon(), { passive: true });
    new ResizeObserver(() => this.draw(true)).observe(viewport);
  }

  get rowHeight() {
    return parseFloat(getComputedStyle(this.viewport).getPropertyValue("--row-height")) || 34;
  }

  soon() {
    if (this.pending) return;
    this.pending = true;
    requestAnimationFrame(() => {
      this.pending = false;
      this.draw(false);
    });
  }

  /* Show another list of rows, from its top. */
  reset(total) {
    this.total = total;
    this.viewport.scrollTop = 0;
    this.draw(true);
  }

  draw(anew) {
    if (!this.viewport.clientHeight) return; // its view is hidden
    const height = this.rowHeight;
    const first = Math.max(0, Math.floor(this.viewport.scrollTop / height) - 8);
    const last = Math.min(this.total, Math.ceil((this.viewport.scrollTop + this.viewport.clientHeight) / height) + 8);
    if (!anew && first === this.first && last === this.last) return;
    this.fill(first, last, height);
  }

  fill(first, last, height) {
    const active = this.body.contains(document.activeElement) ? document.activeElement.closest("[data-row]")?.dataset.row : null;
    [this.first, this.last] = [first, last];
    const rows = [this.space(first * height)];
    for (let row = first; row < last; row++) {
      const element = this.render(row);
      element.dataset.row = row;
      rows.push(element);
    }
    this.body.replaceChildren(...rows, this.space((this.total - last) * height));
    if (active) this.element(active)?.focus({ preventScroll: true });
  }

  /* Show every row, for paper; at most so many. */
  drawAll(most) {
    this.fill(0, Math.min(this.total, most), 0);
    return Math.max(0, this.total - most);
  }

  element(row) {
    const found = this.body.querySelector(`[data-row="${row}"]`);
    return found?.matches("a, tr") ? found : found?.querySelector("a") ?? found;
  }

  /* Bring a row into view; with `focus` move the keyboard there. */
  show(row, focus) {
    const height = this.rowHeight;
    const margin = this.viewport.querySelector("thead")?.offsetHeight ?? 0;
    const top = row * height;
    if (top < this.viewport.scrollTop) this.viewport.scrollTop = top;
    else if (top + height + margin > this.viewport.scrollTop + this.viewport.clientHeight) {
      this.viewport.scrollTop = top + height + margin - this.viewport.clientHeight;
    }
    this.draw(false);
    if (focus) this.element(row)?.focus({ preventScroll: true });
  }
}

// A grid of many numbers, drawn as one picture: a text for each row, a tint for each number. Of its
// cells only the one that the keys are at is an element. It is used as a `Grid` is, but written as a whole.

const TINTS = 6;  // steps from nothing to the largest number
const READABLE = 8;  // pixels of a letter; below, tints stand alone

class WideGrid extends Grid {
  fill() {
    const [top, bottom, left, right] = this.pad;
    this.size = [top + this.rows + bottom, left + this.columns + right];
    this.values = times(this.rows, () => Array(this.columns).fill(null));
    this.lines = times(this.rows, () => h("div", {}));
    this.here = h("div", { class: "here", "aria-hidden": "true", hidden: true });
    this.node.classList.add("wide", "dense");
    this.node.setAttribute("aria-rowcount", this.rows);
    this.node.setAttribute("aria-colcount", this.columns);
    for (const [name, value] of [["top", top], ["left", left], ["rows", this.size[0]]]) {
      this.node.style.setProperty(`--${name}`, value);
    }
    this.node.append(this.border(), this.picture(),
      h("div", { class: "texts", "aria-hidden": "true" }, this.lines), this.here);
    this.stand(0, 0);
    this.node.addEventListener("pointermove", (event) => this.hover(this.under(event)));
    this.node.addEventListener("pointerleave", () => { this.hovered = null; });
    this.node.addEventListener("click", (event) => this.click(event));
    new ResizeObserver(([{ contentRect }]) => this.fit(contentRect.width)).observe(this.node);
  }

  // Hatching over all, with a hole where the numbers are.
  border() {
    const [top, , left] = this.pad;
    const [height, width] = this.size;
    const portion = (part, whole) => `${(100 * part) / whole}%`;
    const [north, south] = [top, top + this.rows].map((r) => portion(r, height));
    const [west, east] = [left, left + this.columns].map((c) => portion(c, width));
    const hole = [[west, north], [west, south], [east, south], [east, north], [west, north]];
    const corners = ["0 0", "100% 0", "100% 100%", "0 100%", "0 0", ...hole.map((at) => at.join(" "))];
    return h("div", { class: "border", "aria-hidden": "true", style: `clip-path:polygon(evenodd,${corners})` });
  }

  picture() {
    this.tints = times(2 * TINTS, (step) => draw("path", {
      class: step < TINTS ? "more" : "less", style: `--tint:${((step % TINTS) + 1) / TINTS}`,
    }));
    const [top, , left] = this.pad;
    const inside = draw("g", { transform: `translate(${left} ${top})` }, ...this.tints);
    return cellFigure(...this.size, inside, draw("path", { class: "mesh", d: meshPath(...this.size) }));
  }

  // The cell under a pointer; null over the padding.
  under({ clientX, clientY }) {
    const [top, , left] = this.pad;
    const frame = this.node.getBoundingClientRect();
    const r = Math.floor(((clientY - frame.top) / frame.height) * this.size[0]) - top;
    const c = Math.floor(((clientX - frame.left) / frame.width) * this.size[1]) - left;
    return r >= 0 && c >= 0 && r < this.rows && c < this.columns ? [r, c] : null;
  }

  hover(found) {
    if (String(found) === String(this.hovered)) return;
    this.hovered = found;
    if (found) this.onVisit?.(...found, false);
    else this.onLeave?.();
  }

  click(event) {
    const found = this.under(event);
    if (!found || event.target.localName === "input") return;
    this.focus(...found);
    this.onPick?.(...found);
  }

  // Make the cell that the keys are at an element, the others none.
  stand(r, c) {
    const cell = this.cell(r, c);
    cell.setAttribute("aria-colindex", c + 1);
    this.target = this.onEdit ? cell.firstChild : cell;
    this.target.tabIndex = 0;
    const before = this.row;
    this.at = [r, c];
    this.row = h("div", {
      class: `row ${r > this.rows / 2 ? "low" : ""}`, role: "row", "aria-rowindex": r + 1, style: `--r:${r};--c:${c}`,
      "data-place": place(r, c, this.first),
    }, cell);
    this.name();
    this.node.append(this.row);
    return before;
  }

  // The words of the cell that is an element.
  name() {
    const [r, c] = this.at;
    const value = this.values[r][c];
    const [text, said] = this.wording(r, c, value, value !== null);
    if (this.onEdit) this.target.value = this.target.dataset.shown = text;
    else this.target.ariaLabel = said;
  }

  focus(r, c) {
    const before = this.stand(r, c);
    this.target.focus({ preventScroll: true });
    before.remove();
  }

  visit() {
    this.onVisit?.(...this.at, true);
  }

  edit(r, c, input) {
    super.edit(r, c, input);
    if (input.hasAttribute("aria-invalid")) return;
    this.writeAll(this.values.with(r, this.values[r].with(c, parse(input.value))));
  }

  writeAll(values, known = () => true) {
    const texts = values.map((row) => row.map(show));
    const longest = Math.max(...texts.flat().map((text) => text.length));
    const largest = Math.max(...values.flat().map(Math.abs)) || 1;
    const places = times(2 * TINTS, () => []);
    this.values = values.map((row, r) => row.map((value, c) => (known(r, c) ? value : null)));
    this.values.forEach((row, r) => {
      const line = row.map((value, c) => (value === null ? "" : texts[r][c]).padStart(longest)).join(" ");
      if (this.lines[r].textContent !== line) this.lines[r].textContent = line;
      row.forEach((value, c) => {
        const tint = value === null ? 0 : Math.min(TINTS, Math.ceil((TINTS * Math.abs(value)) / largest));
        if (tint) places[tint - 1 + (value < 0 ? TINTS : 0)].push(boxPath(r, c, 1, 1));
      });
    });
    this.tints.forEach((path, step) => path.setAttribute("d", places[step].join("")));
    if (this.longest !== longest) this.measure(longest);
    const typing = this.onEdit && this.target.getRootNode().activeElement === this.target;
    if (!typing) this.name();
  }

  measure(longest) {
    this.longest = longest;
    this.node.style.setProperty("--letters", longest + 1);
    this.fit(this.width);
  }

  // Show the numbers where they can be read. Before the first layout nobody knows, and texts take time.
  fit(width) {
    this.width = width;
    const cell = ((this.node.currentCSSZoom ?? 1) * width) / this.size[1];
    this.node.classList.toggle("dense", !(Math.min(0.42 * cell, (1.64 * cell) / (this.longest + 1)) >= READABLE));
  }

  mark(row, column) {
    this.here.hidden = false;
    this.here.style.setProperty("--r", row);
    this.here.style.setProperty("--c", column);
    const looked = row === this.at[0] && column === this.at[1];
    this.target.setAttribute("aria-selected", String(looked));
  }
}

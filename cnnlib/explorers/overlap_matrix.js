// The IoU of every pair as a grid: boxes by falling score, and after them the objects.

const LOOKS_OF_HEADS = ["kept", "dropped", "gone"];

class OverlapMatrix {
  // `onVisit(pair)` with null when none is looked at any more, `onPick(pair)`; a pair holds the index
  // of a box and that of what it is compared with: a box or, after all boxes, an object.
  constructor({ onVisit, onPick }) {
    Object.assign(this, { onVisit, onPick });
    this.node = h("div", { class: "matrix" });
  }

  // The numbers; the grid is made anew only if it has another size, so that a focus stays.
  write({ boxes, truths, threshold }) {
    Object.assign(this, { boxes, truths, order: byFallingScore(boxes) });
    this.others = [...this.order, ...times(truths.length, (t) => boxes.length + t)];
    if (this.grid?.rows !== boxes.length || this.grid.columns !== this.others.length) this.makeGrid();
    const names = this.others.map((index) => (index < boxes.length ? boxName(index) : String(index - boxes.length + 1)));
    names.forEach((name, c) => { this.top[c].textContent = name; });
    this.order.forEach((k, r) => {
      const [letter, score] = this.sides[r];
      letter.textContent = boxName(k);
      score.textContent = hundredth(boxes[k][4]);
      this.others.forEach((index, c) => {
        const overlap = boxOverlap(boxes[k], index < boxes.length ? boxes[index] : truths[index - boxes.length]);
        const said = `${boxName(k)} and ${this.called(index)}: IoU ${overlapRatio(overlap, threshold)}`;
        this.grid.write(r, c, show(overlap.shared / overlap.union), said);
      });
    });
  }

  makeGrid() {
    const pair = (r, c) => [this.order[r], this.others[c]];
    this.grid = new Grid({
      label: "IoU of every pair", rows: this.boxes.length, columns: this.others.length, pad: [1, 0, 2, 0], padText: " ",
      onVisit: (r, c) => this.onVisit(pair(r, c)), onLeave: () => this.onVisit(null), onPick: (r, c) => this.onPick(pair(r, c)),
    });
    this.top = [...this.grid.node.querySelectorAll(":scope > .pad")].slice(2);
    this.sides = [...this.grid.node.querySelectorAll(".row")].map((row) => [...row.querySelectorAll(".pad")]);
    this.node.style.setProperty("--count", this.others.length + 2);
    const objects = ["column 1 is the object", "columns 1 and 2 are the objects", "columns 1 to 3 are the objects"][this.truths.length - 1];
    this.node.replaceChildren(panel("IoU of every pair", this.grid, `by falling score; ${objects}`));
  }

  called(index) {
    return index < this.boxes.length ? boxName(index) : `object ${index - this.boxes.length + 1}`;
  }

  markPair([chosen, other]) {
    this.grid.mark(this.order.indexOf(chosen), this.others.indexOf(other));
  }

  // How each box stands, as the names of its look, and the step that is shown, if there is one.
  markStep(looks, now) {
    this.order.forEach((k, r) => {
      for (const head of [this.top[r], ...this.sides[r]]) {
        for (const name of LOOKS_OF_HEADS) head.classList.toggle(name, name === looks[k]);
        head.classList.toggle("judge", k === now?.kept);
      }
      const found = objectUnder(this.boxes[k], this.truths);
      this.grid.cells[r].forEach((cell, c) => {
        const other = this.others[c];
        const hit = k === now?.kept && now.dropped.includes(other);
        cell.classList.toggle("lit", hit);
        cell.classList.toggle("faded", !hit && [k, other].some((one) => ["dropped", "gone"].includes(looks[one])));
        cell.classList.toggle("right", found >= 0 && other === this.boxes.length + found);
      });
    });
  }
}

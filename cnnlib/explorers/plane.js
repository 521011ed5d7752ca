// A picture of cells that is walked over with arrow keys and picked with a click. For a screen reader
// it is a slider in two directions; its thousands of cells are no elements of their own.

const LEAP = 8;  // rows, with the keys Page up and Page down

class Plane {
  // `onMove(r, c)` when another cell is chosen; `tell(r, c)` is what a screen reader says of it.
  constructor({ label, rows, columns, onMove, tell, look = "" }) {
    Object.assign(this, { rows, columns, onMove, tell, at: [0, 0] });
    this.node = h("div", {
      class: `plane ${look}`, role: "slider", tabindex: "0", "aria-label": label, "aria-roledescription": "grid of cells",
      "aria-valuemin": 0, "aria-valuemax": rows * columns - 1, style: `--rows:${rows};--columns:${columns}`,
      onkeydown: (event) => this.key(event), onclick: (event) => this.move(...this.under(event)),
    });
  }

  // The cell under a pointer.
  under({ clientX, clientY }) {
    const frame = this.node.getBoundingClientRect();
    return [(this.rows * (clientY - frame.top)) / frame.height, (this.columns * (clientX - frame.left)) / frame.width];
  }

  // Mark a cell; what is beyond the ends is the last one.
  mark(r, c) {
    this.at = [clamp(Math.floor(r), 0, this.rows - 1), clamp(Math.floor(c), 0, this.columns - 1)];
    this.node.setAttribute("aria-valuenow", this.at[0] * this.columns + this.at[1]);
    this.node.setAttribute("aria-valuetext", this.tell(...this.at));
    this.node.style.setProperty("--r", this.at[0]);
    this.node.style.setProperty("--c", this.at[1]);
  }

  move(r, c) {
    this.mark(r, c);
    this.onMove(...this.at);
  }

  key(event) {
    const next = cellByKey(event, this.at, this.rows, this.columns, LEAP);
    if (!next) return;
    event.preventDefault();
    this.move(...next);
  }
}

// A caption below a plane, as `panel` gives one to a grid.
const plate = (name, node, size) => h("div", { class: "panel" }, node,
  h("div", { class: "caption" }, h("b", {}, name), " ", h("span", { class: "dim" }, size)));

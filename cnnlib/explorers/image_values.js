// Numbers to begin with: grids of their own size, and patterns that fill a grid of any size.

const PATTERNS = {
  disk: ["a disk", (r, c, rows, columns) => (
    ((2 * r + 1 - rows) / rows) ** 2 + ((2 * c + 1 - columns) / columns) ** 2 < 0.5 ? 9 : 0)],
  stripes: ["vertical stripes", (r, c) => (c % 4 < 2 ? 9 : 0)],
  checks: ["a checkerboard", (r, c) => (Math.floor(r / 2) + Math.floor(c / 2)) % 2 * 9],
  ramp: ["a ramp", (r, c, rows, columns) => Math.round((9 * c) / (columns - 1))],
};

class ImageValues {
  // `fixed` holds names and matrices; `onLoad(size)` is called when one of them was taken.
  constructor(explorer, label, fixed, onLoad) {
    Object.assign(this, { explorer, fixed, onLoad });
    const all = Object.entries({ ...fixed, ...PATTERNS });
    const { node, set } = choice({
      label, value: "own", options: [["own", "your own"], ...all.map(([key, [name]]) => [key, name])],
      onChange: (name) => this.load(name),
    });
    Object.assign(this, { node, set });
    this.rename();
  }

  matrix(name, [rows, columns]) {
    if (name in this.fixed) return this.fixed[name][1];
    return times(rows, (r) => times(columns, (c) => PATTERNS[name][1](r, c, rows, columns)));
  }

  // Show the name of what the grid holds.
  rename() {
    const { explorer, fixed } = this;
    const now = JSON.stringify(explorer.values("image"));
    const names = [...Object.keys(fixed), ...Object.keys(PATTERNS)];
    this.name = names.find((name) => JSON.stringify(this.matrix(name, explorer.sizes.image)) === now) || "own";
    this.set(this.name);
  }

  load(name) {
    if (name === "own") return;
    const { sizes } = this.explorer;
    this.put(name, sizes.image);
    if (name in this.fixed) this.onLoad([this.fixed[name][1].length, this.fixed[name][1][0].length]);
    this.explorer.layout();
  }

  put(name, size) {
    this.name = name;
    this.matrix(name, size).forEach((row, r) => row.forEach((value, c) => { this.explorer.sheets.image[r][c] = value; }));
  }

  // The grid has another size: a pattern fills it again.
  resized() {
    if (this.name in PATTERNS) this.put(this.name, this.explorer.sizes.image);
    else this.rename();
  }
}

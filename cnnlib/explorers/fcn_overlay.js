// <cnn-fcn-overlay>: the maps of FCN-32s, 16s and 8s over a scene and its truth, cell by cell.

const MOST_FCN_RUNGS = 4;

class FcnOverlay extends Explorer {
  static title = "Lay the maps of a ladder over a scene";

  // An address says what is looked at; scene, truth and scores are those of the page.
  static shape = { rung: isWhole(0, MOST_FCN_RUNGS - 1), opacity: isWhole(0, 10), step: isWhole(0, 99) };

  build(state) {
    const { size, names: classNames, picture, opacity, step, truth, rungs } = state;
    Object.assign(this, { size, classNames, picture, opacity });
    this.scene = { size, picture, names: classNames, truth, rungs };
    this.truth = mapFromRuns(state.truth, size);
    this.rungs = state.rungs.map((one) => ({ ...one, name: `FCN-${one.stride}s`, map: mapFromRuns(one.map, size) }));
    this.counts = this.rungs.map(({ map }) => confusionCounts(map, this.truth, classNames.length, [0, size[0], 0, size[1]]));
    this.rung = clamp(state.rung, 0, this.rungs.length - 1);
    this.stage = h("div", { class: "sides" });
    this.sentence = h("p", { class: "sentence" });
    this.cellTable = h("div", { class: "scroll table" });
    this.sceneTable = h("div", { class: "scroll table" });
    this.player = new Player({
      label: "Cell, row by row", onMove: (index, playing) => this.moved(playing), onStop: () => this.tell(),
      tell: () => this.sentence.textContent,
    });
    this.app.append(this.controls(), this.stage, this.player.node, this.sentence,
      h("div", { class: "tables" }, this.cellTable, this.sceneTable),
      h("p", { class: "hint" }, "Choose a cell. The dashed frame is the patch that the earliest scores of the cell see; ",
        "deeper scores, which are added to them, see more. Enlarging mixes the scores of neighboring cells, so a cell of ",
        "the map can hold several classes. Rows and columns count from 0."));
    this.layout(step);
  }

  state() {
    const { scene, rung, opacity } = this;
    return { ...scene, rung, opacity, step: this.player.index };
  }

  code() {
    return overlapCode(this.shown().name, this.counts[this.rung]);
  }

  controls() {
    const rung = choice({
      label: "Map", value: String(this.rung), options: this.rungs.map(({ name }, index) => [String(index), name]),
      onChange: (index) => this.change(Number(index)),
    });
    const opacity = stepper({
      label: "Opacity, in tenths", low: 0, high: 10, value: this.opacity,
      onChange: (next) => { this.opacity = next; this.fade(); },
    });
    return h("div", { class: "settings", role: "group", "aria-label": "Settings" }, rung.node, opacity.node);
  }

  shown() {
    return this.rungs[this.rung];
  }

  cell(index = this.player.index) {
    const { cells: [, columns] } = this.shown();
    return [Math.floor(index / columns), index % columns];
  }

  // Another rung: the cell that holds the middle of the chosen one stays chosen.
  change(rung) {
    const { stride } = this.shown();
    const [row, column] = this.cell();
    this.rung = rung;
    const { stride: next, cells: [, columns] } = this.shown();
    const [r, c] = [row, column].map((at) => Math.floor((at * stride + (stride - 1) / 2) / next));
    this.layout(r * columns + c);
  }

  layout(step = 0) {
    const { name, cells: [rows, columns] } = this.shown();
    this.grid = new Grid({
      label: `Cells of ${name}`, rows, columns,
      onPick: (r, c) => { this.player.pause(); this.player.go(r * columns + c); },
    });
    const labels = this.shown().called.map((row) => row.map((k) => this.classNames[k]));
    labels.forEach((row, r) => row.forEach((word, c) => this.grid.write(r, c, "", `${place(r, c)}: ${word}`)));
    const picture = draw("image", { href: this.picture, width: this.size[1], height: this.size[0] });
    const [left, right] = [this.figure(picture), this.figure(...classPaths(this.truth, this.classNames.length))];
    left.setAttribute("aria-hidden", "true");
    this.grid.node.append(left);
    this.right = right;
    right.setAttribute("role", "img");
    this.frames = [left, right].map((figure) => this.frame(figure));
    this.stage.style.setProperty("--columns", columns);
    this.stage.style.setProperty("--rows", rows);
    const truth = h("div", { class: "panel" }, h("div", { class: "truth" }, right),
      h("div", { class: "caption" }, h("b", {}, "Truth"), ` under ${name}`));
    this.stage.replaceChildren(panel("Scene", this.grid, `under ${name}, ${by([rows, columns])} cells`), truth);
    this.fade();
    this.player.reset(rows * columns, step);
  }

  // What lies below, and the map of the rung over it.
  figure(...below) {
    const map = draw("g", { class: "map" }, ...classPaths(this.shown().map, this.classNames.length));
    return draw("svg", { class: "layers", viewBox: `0 0 ${this.size[1]} ${this.size[0]}` },
      inkPatterns(this.classNames.length), ...below, map);
  }

  frame(figure) {
    const [patch, cell] = ["patch", "frame-of-cell"].map((name) => draw("rect", { class: name }));
    figure.append(patch, cell);
    return { patch, cell };
  }

  fade() {
    this.stage.style.setProperty("--opacity", this.opacity / 10);
  }

  // Rows [top, bottom) and columns [left, right) of a cell, in pixels.
  square([row, column]) {
    const { stride } = this.shown();
    return [row * stride, (row + 1) * stride, column * stride, (column + 1) * stride];
  }

  // The same of the patch that it sees, as far as it lies on the scene; null where none is known.
  patch(at) {
    const { field } = this.shown();
    if (!field) return null;
    const spans = at.map((index, axis) => {
      const first = field.start[axis] + index * field.jump[axis];
      return [clamp(first, 0, this.size[axis]), clamp(first + field.size[axis], 0, this.size[axis])];
    });
    return spans.flat();
  }

  moved(playing) {
    const at = this.cell();
    const { called } = this.shown();
    this.grid.mark(...at);
    const square = this.square(at);
    const patch = this.patch(at);
    this.frames.forEach((frames) => {
      this.outline(frames.cell, square);
      frames.patch.style.display = patch ? "" : "none";
      if (patch) this.outline(frames.patch, patch);
    });
    const counts = confusionCounts(this.shown().map, this.truth, this.classNames.length, square);
    this.sentence.textContent = this.words(at, square, patch, counts, this.classNames[called[at[0]][at[1]]]);
    this.right.setAttribute("aria-label", `The true classes. ${this.sentence.textContent}`);
    this.drawCell(at, counts);
    this.drawScene();
    if (!playing) this.tell();
  }

  outline(rect, [top, bottom, left, right]) {
    const numbers = { x: left, y: top, width: right - left, height: bottom - top };
    for (const [name, value] of Object.entries(numbers)) rect.setAttribute(name, value);
  }

  tell() {
    this.say(this.sentence.textContent);
  }

  words(at, [top, bottom, left, right], patch, counts, called) {
    const { name, stride } = this.shown();
    const sees = patch ? ` Its earliest scores see rows ${patch[0]} to ${patch[1] - 1}, columns ${patch[2]} to ${patch[3] - 1}.` : "";
    return `Cell ${place(...at)} of ${name} stands for rows ${top} to ${bottom - 1}, columns ${left} to ${right - 1}.${sees} `
      + `Its scores say ${called}; the map is right at ${countsRight(counts)} of its ${plural(stride * stride, "pixel")}.`;
  }

  name(k) {
    return h("th", { scope: "row" }, swatch(k), this.classNames[k]);
  }

  drawCell([row, column], counts) {
    const shares = this.shown().shares[row][column];
    const mapped = countsAsMap(counts);
    const heads = ["This cell", "score", "map", "truth"];
    const rows = this.classNames.map((_, k) => h("tr", {}, this.name(k),
      [`${shares[k]} %`, mapped[k], addUp(counts[k])].map((value) => h("td", {}, String(value)))));
    this.cellTable.replaceChildren(h("table", { "aria-label": "The chosen cell: scores as softmax, and pixels of each class" },
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))), h("tbody", {}, rows)));
  }

  drawScene() {
    const cells = (values) => values.map((value, index) => (
      h("td", { class: index === this.rung ? "shown" : null }, share2(value))));
    const heads = this.rungs.map(({ name }, index) => h("th", { scope: "col", class: index === this.rung ? "shown" : null }, name));
    const rows = this.classNames.map((_, k) => h("tr", {}, this.name(k), cells(this.counts.map((one) => overlapOf(one, k)))));
    const pixels = this.size[0] * this.size[1];
    const last = [["mean IoU", this.counts.map(meanOverlap)], ["right pixels", this.counts.map((one) => countsRight(one) / pixels)]];
    this.sceneTable.replaceChildren(h("table", { "aria-label": "The whole scene: intersection over union of each class" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "IoU, scene"), heads)), h("tbody", {}, rows),
      h("tfoot", {}, last.map(([name, values]) => h("tr", {}, h("th", { scope: "row" }, name), cells(values))))));
  }
}

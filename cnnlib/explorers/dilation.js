// <cnn-dilation>: dilated layers in a stack, the inputs that one output touches, and the holes.

const RATES = {
  one: ["one layer, rate 2", [2]], same: ["rates 2, 2, 2", [2, 2, 2]], mixed: ["rates 1, 2, 5", [1, 2, 5]],
  doubled: ["rates 2, 4, 8", [2, 4, 8]], growing: ["rates 1, 2, 4, 8", [1, 2, 4, 8]],
};
const MOST_LAYERS = 4;

class DilationExplorer extends Explorer {
  static title = "See what dilated layers touch";

  static shape = {
    kernel: isWhole(2, 5), rates: isList(isWhole(1, 9), 1, MOST_LAYERS), step: isWhole(0, OUTPUTS * OUTPUTS - 1),
  };

  wake() {
    super.wake();
    this.painting ??= new ResizeObserver(() => { if (this.clientWidth !== this.painted) this.paint(); });
    this.painting.observe(this);
  }

  build({ kernel, rates, step }) {
    Object.assign(this, { kernel, rates, step });
    this.picture = h("div", { class: "picture", role: "img" });
    this.map = h("div", { class: "map" });
    this.right = h("div", { class: "map" });
    this.sentence = h("p", { class: "sentence" });
    this.numbers = h("p", { class: "counted" });
    this.zeros = h("div", { class: "zeros" });
    this.player = new Player({
      label: "Output, row by row", interval: 500, onStop: () => this.tell(),
      onMove: (index, playing) => this.moved(index, playing), tell: () => this.sentence.textContent,
    });
    this.app.append(h("div", { class: "sides" }, this.map, this.right), this.sentence, this.player.node,
      this.picture, this.numbers, this.zeros, this.controls(),
      h("p", { class: "hint" }, "Choose an output: its number says how many inputs it touches, the numbers of the ",
        "others how many of these they touch, too. Darker inputs lie on more paths. Rows and columns count from 0."));
    this.layout(step);
  }

  state() {
    const { kernel, rates } = this;
    return { kernel, rates, step: this.player.index };
  }

  code() {
    return dilationCode(this.kernel, this.rates, this.place());
  }

  controls() {
    this.stack = choice({
      label: "Stack of layers", value: "own",
      options: [["own", "your own"], ...Object.entries(RATES).map(([key, [name]]) => [key, name])],
      onChange: (key) => this.load(key),
    });
    const size = stepper({
      label: "Kernel size", low: 2, high: 5, value: this.kernel,
      onChange: (kernel) => { this.kernel = kernel; this.layout(); },
    });
    this.depth = stepper({
      label: "Layers", low: 1, high: MOST_LAYERS, value: this.rates.length, onChange: (count) => this.resize(count),
    });
    this.fields = h("div", { class: "settings rates", role: "group", "aria-label": "Dilation of each layer" });
    this.drawRates();
    return h("div", {}, h("div", { class: "settings", role: "group", "aria-label": "Settings" },
      this.stack.node, size.node, this.depth.node), this.fields);
  }

  drawRates() {
    this.fields.replaceChildren(...this.rates.map((value, index) => stepper({
      label: `Dilation of layer ${index + 1}`, low: 1, high: 9, value,
      onChange: (rate) => { this.rates = this.rates.with(index, rate); this.layout(); },
    }).node));
  }

  load(key) {
    if (key === "own") return;
    this.rates = [...RATES[key][1]];
    this.depth.set(this.rates.length);
    this.drawRates();
    this.layout();
  }

  resize(count) {
    this.rates = times(count, (index) => this.rates[index] ?? 1);
    this.drawRates();
    this.layout();
  }

  place(index = this.player.index) {
    return [Math.floor(index / OUTPUTS), index % OUTPUTS];
  }

  // A number has changed: all is drawn anew.
  layout(step = 0) {
    const now = String(this.rates);
    this.stack.set(Object.keys(RATES).find((key) => String(RATES[key][1]) === now) || "own");
    this.shared = times(OUTPUTS, (distance) => sharedAlong(this.kernel, this.rates, distance));
    this.grid = new Grid({
      label: "Output", rows: OUTPUTS, columns: OUTPUTS,
      onPick: (r, c) => { this.player.pause(); this.player.go(r * OUTPUTS + c); },
    });
    this.right.replaceChildren(panel("Output", this.grid, `${by([OUTPUTS, OUTPUTS])}, inputs in common`));
    this.numbers.textContent = this.counted();
    this.drawZeros();
    this.player.reset(OUTPUTS * OUTPUTS, step);
  }

  moved(index, playing) {
    const [row, column] = this.place(index);
    times(OUTPUTS, (r) => times(OUTPUTS, (c) => {
      const common = this.shared[Math.abs(r - row)] * this.shared[Math.abs(c - column)];
      const chosen = r === row && c === column;
      const words = chosen ? `touches ${plural(common, "input")}` : `${common} of them in common`;
      this.grid.write(r, c, String(common), `${place(r, c)}: ${words}`);
    }));
    this.grid.mark(row, column);
    this.sentence.textContent = this.words([row, column]);
    this.paint(index);
    if (!playing) this.tell();
  }

  tell() {
    this.say(this.sentence.textContent);
  }

  words(at) {
    const field = fieldLength(this.kernel, this.rates);
    const along = this.shared[0];
    const missed = field * field - along * along;
    const next = this.shared[1] * this.shared[0];
    const holes = missed ? `${missed} fall into holes` : "there are no holes";
    return `Output ${place(...at)} touches ${along * along} of the ${field * field} inputs in its field: ${holes}. `
      + (next ? `It has ${plural(next, "input")} in common with its neighbor in the row.`
        : "It has no input in common with its neighbor in the row.");
  }

  // Field, weights, and what a dense kernel of this field would cost.
  counted() {
    const { kernel, rates } = this;
    const field = fieldLength(kernel, rates);
    const terms = rates.map((rate) => `${kernel - 1}\u00b7${rate}`).join(" + ");
    return `Field along an axis: 1 + ${terms} = ${field}, of which ${this.shared[0]} ${this.shared[0] === 1 ? "is" : "are"} touched. `
      + `Weights: ${rates.length} \u00b7 ${kernel}\u00b2 = ${rates.length * kernel * kernel}; `
      + `one kernel as large as the field has ${field}\u00b2 = ${field * field}.`;
  }

  // With one layer, the same layer without dilation: its kernel with zeros between the weights.
  drawZeros() {
    this.zeros.hidden = this.rates.length > 1;
    if (this.zeros.hidden) return;
    const values = stuffedKernel(this.kernel, this.rates[0]);
    const size = values.length;
    const grid = new Grid({ label: "Kernel with zeros", rows: size, columns: size, look: "tint-kernel" });
    values.forEach((row, r) => row.forEach((value, c) => {
      grid.write(r, c, String(value));
      grid.cells[r][c].classList.toggle("hole", value === 0);
    }));
    this.zeros.style.setProperty("--total", size);
    this.zeros.style.setProperty("--widest", Math.min(size, 14));
    this.zeros.replaceChildren(
      h("p", { class: "sentence" }, "One layer is the same as an ordinary one whose kernel has zeros between its weights:"),
      h("div", { class: "stage" }, panel("Kernel with zeros", grid, by([size, size]))));
  }

  paint(index = this.player.index) {
    const { kernel, rates } = this;
    const [row, column] = this.place(index);
    this.painted = this.clientWidth;
    const width = Math.max(200, this.clientWidth);
    const layers = dilationLayers(kernel, rates);
    const rows = layerFields(fieldLength(kernel, rates) + OUTPUTS - 1, layers);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const caption = h("div", { class: "caption" }, h("b", {}, "Input"), ` ${by([rows[0].n, rows[0].n])}, touched places`);
    this.map.replaceChildren(drawTouched({ kernel, rates, place: [row, column], width }), caption);
    this.picture.replaceChildren(drawRows({
      rows, layers, reached: pathsTo(column, rows, layers), chosen: column, weighted: true, width, rem,
      onPick: (at) => { this.player.pause(); this.player.go(row * OUTPUTS + at); },
    }));
    this.picture.setAttribute("aria-label", `One row of the layers. ${this.words([row, column])}`);
  }
}

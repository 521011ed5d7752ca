// <cnn-pooling>: a window condenses a grid by its maximum, its mean or its L2 norm.

const KINDS = [["max", "maximum"], ["mean", "mean"], ["l2", "L2 norm"]];
const INPUTS = {
  classic: ["four blocks", [[1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4]]],
  edges: ["a map of edges", [[3, 1, 0, 3], [3, 2, 1, 3], [3, 1, 1, 3], [3, 1, 1, 3]]],
  flat: ["all the same", times(4, () => [2, 2, 2, 2])],
  signs: ["both signs", [[-1, -4, 2, 0], [-3, -2, -5, 1], [4, -6, -1, -1], [0, 3, -2, -7]]],
};

class PoolingExplorer extends WindowExplorer {
  static title = "Pool a grid of numbers";
  static grid = "Input";
  static arrow = "\u2192";
  static dilates = false;
  static largest = 32;
  static Wide = WideGrid;
  static hint = "Change any number of the input. Arrow keys move from cell to cell; "
    + "an output cell shows the window that it comes from. Rows and columns count from 0.";

  static shape = {
    image: isMatrix(2, 32), kernel: isPair(1, 4), stride: isPair(1, 4), sides: isPair(0, 2),
    kind: isOneOf("max", "mean", "l2"), counted: isFlag, step: isWhole(0, 1088),
  };

  start(state) {
    const { kernel, stride, sides, kind, counted } = state;
    this.sizes.kernel = kernel;
    Object.assign(this, { stride, sides, kind, counted, dilation: [1, 1] });
  }

  state() {
    const { stride, sides, kind, counted } = this;
    return {
      image: this.values("image"), kernel: this.sizes.kernel, stride, sides, kind, counted,
      step: this.player.index,
    };
  }

  code() {
    const [name, first, last] = {
      max: ["max_pool2d", [], []], l2: ["lp_pool2d", ["    norm_type=2,"], []],
      mean: ["avg_pool2d", [], [`    count_include_pad=${pyFlag(this.counted)},`]],
    }[this.kind];
    return [
      "import numpy as np", "", "from cnnlib import ops", "", ...pyMatrix("x", this.values("image")),
      `output = ops.${name}(`, "    x[None],  # (channels, rows, columns)", ...first,
      `    kernel_size=${pyPair(this.sizes.kernel)},`, `    stride=${pyPair(this.stride)},`,
      `    padding=${pyPair(this.sides)},`, ...last, ")[0]", "print(output)",
    ];
  }

  controls() {
    const field = (label, holder, name, low, high) => pairField({
      label, low, high, value: holder[name],
      onChange: (pair) => { holder[name] = pair; if (name === "image") this.inputs.resized(); this.layout(); },
    });
    const size = field("Input size", this.sizes, "image", 2, 32);
    const fields = [
      size, field("Window", this.sizes, "kernel", 1, 4), field("Stride", this, "stride", 1, 4),
      field("Padding", this, "sides", 0, 2),
    ];
    const kind = choice({
      label: "Pooling by", options: KINDS, value: this.kind,
      onChange: (next) => { this.kind = next; this.layout(); },
    });
    this.inputs = new ImageValues(this, "Input values", INPUTS, (taken) => {
      this.sizes.image = taken;
      size.set(taken);
    });
    this.counting = check({
      label: "The mean counts the padding", value: this.counted,
      onChange: (yes) => { this.counted = yes; this.layout(); },
    }).node;
    return h("div", { class: "settings", role: "group", "aria-label": "Settings" },
      [kind, this.inputs, ...fields].map((one) => one.node),
      h("div", { class: "checks" },
        apartSwitch(fields), this.counting));
  }

  edited() {
    this.inputs.rename();
  }

  padding() {
    return this.sides.map((side) => [side, side]);
  }

  panels() {
    this.counting.hidden = this.kind !== "mean" || !this.sides.some((side) => side > 0);
    if (this.kind === "max") {
      for (const cell of this.grids.image.node.querySelectorAll(".pad")) cell.textContent = "\u2212\u221e";
    }
    return [];
  }

  // In plain words, why there is no output; an empty string if there is one.
  problem() {
    const { span, padded, fits } = this.windows;
    const axis = this.sides[0] > this.sizes.kernel[0] / 2 ? 0 : 1;
    if (this.sides[axis] > this.sizes.kernel[axis] / 2) {
      return `Padding ${this.sides[axis]} is more than half of the window, ${this.sizes.kernel[axis]}: a window `
        + "could lie in the padding alone. Take less padding or a larger window.";
    }
    const long = span[0] > padded[0] ? 0 : 1;
    return fits ? "" : `The window does not fit: it spans ${span[long]} ${["rows", "columns"][long]}, and `
      + `the input with its padding has only ${padded[long]}. Take a smaller window or a larger input.`;
  }

  labels() {
    return times(this.sizes.kernel[0], () => Array(this.sizes.kernel[1]).fill(""));
  }

  under(i, j) {
    return this.terms(i, j, this.kind === "max" ? -Infinity : 0);
  }

  divisor(inside) {
    return this.counted ? this.sizes.kernel[0] * this.sizes.kernel[1] : inside;
  }

  result(i, j) {
    const { image } = this.sheets;
    const values = [];
    this.windows.visit(i, j, (r, c) => { values.push(image[r][c]); });
    if (this.kind === "max") return Math.max(...values);  // without values, in the padding alone, -Infinity
    if (this.kind === "l2") return Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
    return values.reduce((sum, x) => sum + x, 0) / this.divisor(values.length);
  }

  // The places that hold the maximum, in reading order: the first of them wins.
  largest(i, j) {
    const most = this.result(i, j);
    return this.under(i, j).filter(({ x }) => x === most);
  }

  compute(i, j) {
    const terms = this.under(i, j);
    const result = h("span", { class: "total" }, show(this.result(i, j)));
    const best = this.kind === "max" ? this.largest(i, j) : [];
    this.frame.taps.flat().forEach((tap) => tap.classList.remove("first", "tied"));
    best.forEach(({ a, b }, rank) => this.frame.taps[a][b].classList.add(rank ? "tied" : "first"));
    const mark = ({ a, b }) => {
      const rank = best.findIndex((term) => term.a === a && term.b === b);
      return rank < 0 ? "plain" : ["first", "tied"][Math.min(rank, 1)];
    };
    const square = this.kind === "l2" ? "\u00b2" : "";
    const glue = this.kind === "max" ? ", " : " + ";
    const list = terms.flatMap((term, index) => [h("span", { class: "term" },
      h("span", { class: mark(term) }, square ? factor(term.x) : show(term.x)), square,
      index < terms.length - 1 ? glue : ""), h("wbr")]);
    this.sum.classList.add("level");
    const remark = h("div", { class: "remark" }, this.words(best));
    this.sum.replaceChildren(...this.written(list, terms, result), remark);
  }

  written(list, terms, result) {
    const equals = h("span", { class: "term" }, h("span", { class: "plus" }, "="), result);
    if (this.kind === "max") return [h("span", {}, "max(", list, ")"), equals];
    if (this.kind === "l2") {
      return [h("span", {}, "\u221a", h("span", { class: "under-root" }, list)), equals];
    }
    const fraction = [h("span", {}, list), h("span", {}, String(this.divisor(terms.filter((term) => term.inside).length)))];
    return [h("span", { class: "fraction" }, fraction), equals];
  }

  words(best) {
    if (!best.length) return "\u00a0";
    const where = best[0].inside ? place(best[0].r, best[0].c) : "the padding";
    if (best.length === 1) return `From ${where} of the input.`;
    return `A tie of ${best.length}: the first in reading order wins, ${where} of the input.`;
  }

  remark(i, j) {
    if (this.kind !== "max") return "";
    const best = this.largest(i, j);
    const tie = best.length > 1 ? `, the first of ${best.length} that tie` : "";
    return `, from ${place(best[0].r, best[0].c)}${tie}`;
  }
}

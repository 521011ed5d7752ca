// A transposed convolution as geometry: where the stamps lie, and what reaches one output.
// All values are pairs of [rows, columns]; `sides` is the padding, `extra` the output padding.

class Stamps {
  constructor({ size, kernel, stride, sides, extra }) {
    Object.assign(this, { size, kernel, stride, sides, extra });
    const axes = (make) => [0, 1].map(make);
    this.stamped = axes((axis) => (size[axis] - 1) * stride[axis] + kernel[axis]);
    this.output = axes((axis) => this.stamped[axis] - 2 * sides[axis] + extra[axis]);
    // Of the stamped places, so many are cut off before and behind the output.
    this.cut = axes((axis) => [sides[axis], Math.max(0, sides[axis] - extra[axis])]);
    this.canvas = axes((axis) => this.output[axis] + this.cut[axis][0] + this.cut[axis][1]);
    // The other way: zeros around, p' = k - p - 1, and the kernel slides by one place.
    this.border = axes((axis) => kernel[axis] - 1 - sides[axis]);
    this.slides = this.border.every((zeros) => zeros >= 0);
    this.stuffed = axes((axis) => this.output[axis] + kernel[axis] - 1);
  }

  // In plain words, why there is no output; an empty string if there is one.
  problem() {
    const { extra, stride, stamped, sides, output } = this;
    const large = [0, 1].find((axis) => extra[axis] >= stride[axis]);
    if (large !== undefined) {
      return `Output padding ${extra[large]} is not below the stride, ${stride[large]}. It stands for the remainder `
        + "that a division by the stride has dropped. Take less output padding or a larger stride.";
    }
    const none = [0, 1].find((axis) => output[axis] < 1);
    if (none === undefined) return "";
    return `No output is left: the stamps make ${plural(stamped[none], ["row", "column"][none])}, and padding `
      + `${sides[none]} cuts as many off each side. Take less padding, a larger kernel or a larger input.`;
  }

  // The inputs (r, c) whose stamps reach output (i, j), each with the weight (a, b) that lies there.
  terms(i, j) {
    const along = (at, axis) => times(this.size[axis], (input) => (
      [input, at + this.sides[axis] - input * this.stride[axis]]
    )).filter(([, weight]) => weight >= 0 && weight < this.kernel[axis]);
    const columns = along(j, 1);
    return along(i, 0).flatMap(([r, a]) => columns.map(([c, b]) => ({ r, c, a, b })));
  }

  // What the stamps of the first inputs, in reading order up to `last`, add up to at every output.
  sums(image, weights, last = Infinity) {
    const total = times(this.output[0], () => Array(this.output[1]).fill(0));
    times(this.size[0], (r) => times(this.size[1], (c) => {
      if (r * this.size[1] + c > last) return;
      times(this.kernel[0], (a) => times(this.kernel[1], (b) => {
        const [i, j] = [r * this.stride[0] + a - this.sides[0], c * this.stride[1] + b - this.sides[1]];
        if (total[i]?.[j] !== undefined) total[i][j] += image[r][c] * weights[a][b];
      }));
    }));
    return total;
  }

  // The first and the last output that the stamp of input (r, c) reaches, for rows and columns;
  // null where all of it is cut off.
  reach(r, c) {
    return [r, c].map((at, axis) => {
      const first = at * this.stride[axis] - this.sides[axis];
      const ends = [Math.max(0, first), Math.min(this.output[axis], first + this.kernel[axis]) - 1];
      return ends[0] <= ends[1] ? ends : null;
    });
  }

  // Where input (r, c) lies among the zeros.
  among(r, c) {
    return [r, c].map((at, axis) => this.border[axis] + at * this.stride[axis]);
  }
}

// The size formula of one axis, in letters and with its numbers; o is the output padding.
function stampFormula({ n, k, s, p, o, result }) {
  const filled = `(${n} \u2212 1)\u00b7${s} + ${k} \u2212 2\u00b7${p} + ${o}`;
  const letters = "(n \u2212 1)s + k \u2212 2p + o";
  const formula = (content, said) => h("span", { class: "formula", role: "math", "aria-label": said }, content);
  return [
    formula(h("span", {}, inItalics(letters)), letters),
    formula(`${filled} = ${result}`, `is ${filled}, which is ${result}`),
  ];
}

// The formulas of both axes, as one line where rows and columns are alike.
function stampFormulas({ size, kernel, stride, sides, extra, output }) {
  const axis = (a) => ({
    n: size[a], k: kernel[a], s: stride[a], p: sides[a], o: extra[a], result: output[a],
  });
  const alike = JSON.stringify(axis(0)) === JSON.stringify(axis(1));
  const names = alike ? ["Rows and columns of the output"] : ["Rows of the output", "Columns of the output"];
  return names.map((name, a) => h("div", {}, h("span", { class: "axis" }, name), stampFormula(axis(a))));
}

function stampCode({ image, kernel, stride, sides, extra }) {
  return [
    "import numpy as np", "", "from cnnlib import ops", "",
    ...pyMatrix("x", image), ...pyMatrix("weight", kernel),
    "output = ops.conv_transpose2d(",
    "    x[None],  # (channels, rows, columns)",
    "    weight[None, None],  # (channels in, channels out, rows, columns)",
    `    stride=${pyPair(stride)},`, `    padding=${pyPair(sides)},`,
    `    output_padding=${pyPair(extra)},`, ")[0]", "print(output)",
  ];
}

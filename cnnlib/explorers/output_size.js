// <cnn-output-size>: how many windows fit, and what the floor of the formula leaves over.

const SIZE_LIMITS = { size: [1, 32], kernel: [1, 11], stride: [1, 8], sides: [0, 8], dilation: [1, 8] };
const SIZE_NAMES = {
  size: "Input size n", kernel: "Kernel size k", stride: "Stride s", sides: "Padding p", dilation: "Dilation d",
};
// Input size, kernel, stride, padding and dilation of layers that one meets.
const KNOWN_SIZES = {
  left: ["3\u00d73, stride 2: a place left over", [8, 3, 2, 0, 1]], valid: ["3\u00d73, no padding", [5, 3, 1, 0, 1]],
  same: ["3\u00d73, padding 1: same size", [7, 3, 1, 1, 1]], half: ["3\u00d73, stride 2, padding 1: half", [8, 3, 2, 1, 1]],
  pool: ["pooling of 2\u00d72", [8, 2, 2, 0, 1]], stem: ["7\u00d77, stride 2, padding 3", [32, 7, 2, 3, 1]],
  dilated: ["3\u00d73, dilation 4, padding 4", [24, 3, 1, 4, 4]], full: ["5\u00d75, full padding", [6, 5, 1, 4, 1]],
};

class OutputSize extends Explorer {
  static title = "Count the windows that fit";

  static shape = {
    ...Object.fromEntries(Object.entries(SIZE_LIMITS).map(([name, ends]) => [name, isPair(...ends)])),
    step: isWhole(0, 2303),
  };

  build({ step, ...sizes }) {
    this.sizes = sizes;
    this.stage = h("div", { class: "planes" });
    this.notice = h("p", { class: "notice", hidden: true });  // spoken by `layout`
    this.heading = h("div", { class: "title" });
    this.sum = h("div", { class: "remark" });
    this.work = h("div", { class: "work" }, this.heading, this.sum);
    this.formulas = h("div", { class: "sizes" });
    this.rests = h("div", { class: "rests" });
    this.player = new Player({
      label: "Window, row by row", interval: 500, tell: () => this.sum.textContent,
      onMove: (index, playing) => this.moved(index, playing), onStop: () => this.tell(),
    });
    this.app.append(this.controls(), this.notice, this.stage, this.formulas, this.rests, this.player.node, this.work,
      h("p", { class: "hint" }, "A dot is the first place of a window. Choose an output to see its window: with a click, "
        + "or with the arrow keys. Hatched places are padding, framed ones at the end are left over. ",
      "Rows and columns count from 0, those of the padding are negative or beyond the input."));
    this.layout(step);
  }

  state() {
    return { ...this.sizes, step: this.player.index };
  }

  code() {
    const { size, kernel, stride, sides, dilation } = this.sizes;
    const [n, k] = [`(${size.join(", ")})`, `kernel_size=${pyPair(kernel)}`];
    const options = `stride=${pyPair(stride)}, padding=${pyPair(sides)}, dilation=${pyPair(dilation)}`;
    return [
      "from cnnlib import shapes", "",
      "output = shapes.output_size(", `    ${n}, ${k},`, `    ${options},`, ")",
      "left_over = shapes.output_padding_for(", `    ${n}, ${k},`, `    ${options},`, ")",
      'print(f"{output[0]} x {output[1]}, left over {left_over[0]} and {left_over[1]}")',
    ];
  }

  controls() {
    this.fields = Object.entries(SIZE_LIMITS).map(([name, [low, high]]) => pairField({
      label: SIZE_NAMES[name], low, high, value: this.sizes[name],
      onChange: (pair) => { this.sizes[name] = pair; this.layout(); },
    }));
    this.known = choice({
      label: "Known layers", value: "own",
      options: [["own", "your own"], ...Object.entries(KNOWN_SIZES).map(([key, [name]]) => [key, name])],
      onChange: (key) => this.load(key),
    });
    return h("div", { class: "settings above", role: "group", "aria-label": "Settings" },
      this.known.node, this.fields.map((one) => one.node), h("div", { class: "checks" }, apartSwitch(this.fields)));
  }

  load(key) {
    if (key === "own") return;
    Object.keys(SIZE_LIMITS).forEach((name, at) => {
      this.sizes[name] = [KNOWN_SIZES[key][1][at], KNOWN_SIZES[key][1][at]];
      this.fields[at].set(this.sizes[name]);
    });
    this.layout();
  }

  // A number has changed: all is drawn anew.
  layout(step = 0) {
    const { size, kernel, stride, sides, dilation } = this.sizes;
    const now = String([size, kernel, stride, sides, dilation]);
    const doubled = ([, numbers]) => String(numbers.flatMap((one) => [one, one]));
    this.known.set(Object.keys(KNOWN_SIZES).find((key) => doubled(KNOWN_SIZES[key]) === now) || "own");
    const padding = sides.map((side) => [side, side]);
    this.windows = new Windows({ size, kernel, stride, padding, dilation });
    const { padded, output, fits } = this.windows;
    const problem = fits ? "" : this.misfit();
    const input = h("div", {
      class: "plane", role: "img", "aria-label": this.pictured(), style: `--rows:${padded[0]};--columns:${padded[1]}`,
    });
    this.picture = drawWindows(this.windows);
    input.append(this.picture.figure);
    const dimensions = by(size) + (by(size) === by(padded) ? "" : `, padded ${by(padded)}`);
    this.stage.replaceChildren(plate("Input", input, dimensions), ...(problem ? [] : this.result()));
    this.stage.style.setProperty("--total", padded[1] + output[1]);
    this.stage.style.setProperty("--widest", Math.max(padded[1], output[1]));
    this.notice.textContent = problem;
    this.notice.hidden = !problem;
    for (const node of [this.work, this.player.node]) node.hidden = Boolean(problem);
    this.formulas.replaceChildren(...(fits ? sizeFormulas(this.windows, true) : []));
    this.rests.replaceChildren(...(fits ? this.remainders() : []));
    this.player.reset(problem ? 0 : this.windows.count, step);
    if (problem) this.say(problem);
    else this.tell(`The output has ${plural(output[0], "row")} and ${plural(output[1], "column")}. `);
  }

  // The output as a plane; a chosen cell is the step.
  result() {
    const [rows, columns] = this.windows.output;
    this.plane = new Plane({
      label: "Output", rows, columns, tell: (r, c) => `${place(r, c)}. ${this.words(r, c)}`,
      onMove: (r, c) => { this.player.pause(); this.player.go(r * columns + c); },
    });
    this.marks = drawOutput(rows, columns);
    this.plane.node.append(this.marks.figure);
    return [h("div", { class: "right" }, sign("\u2192"), plate("Output", this.plane.node, by([rows, columns])))];
  }

  // In plain words, why there is no output.
  misfit() {
    const { span, padded } = this.windows;
    const { kernel, dilation } = this.sizes;
    const axis = span[0] > padded[0] ? 0 : 1;
    return `The window does not fit: it spans d(k \u2212 1) + 1 = ${dilation[axis]}\u00b7(${kernel[axis]} \u2212 1) + 1 = `
      + `${plural(span[axis], ["row", "column"][axis])}, and the input with its padding has only ${padded[axis]}. `
      + "Take a smaller kernel or dilation, a larger input, or more padding.";
  }

  // What the division leaves over, for each axis on its own where they differ.
  remainders() {
    const axes = [0, 1].map((axis) => this.remainder(axis));
    const alike = axes[0] === axes[1].replaceAll("column", "row");
    return (alike ? axes.slice(0, 1) : axes).map((words, axis) => h("div", {},
      h("b", {}, alike ? "Rows, and columns alike: " : ["Rows: ", "Columns: "][axis]), words));
  }

  remainder(axis) {
    const { padded, span, stride, padding } = this.windows;
    const room = padded[axis] - span[axis];
    const rest = room % stride[axis];
    const division = `${room} / ${stride[axis]} = ${show(room / stride[axis])}`;
    if (!rest) return `${division} is whole, so nothing is left over.`;
    const word = ["row", "column"][axis];
    const seen = Math.max(0, rest - padding[axis][1]);
    const what = seen ? `${seen} of the input${seen < rest ? ", the others padding" : ""}` : "all padding";
    return `${division}, and the floor is ${Math.floor(room / stride[axis])}: ${plural(rest, word)} at the end `
      + `${rest === 1 ? "is" : "are"} left over (${rest === 1 ? (seen ? "of the input" : "padding") : what}).`;
  }

  pictured() {
    const { size, padded, output } = this.windows;
    return `The input, ${by(size)}, with its padding ${by(padded)}, and ${plural(output[0] * output[1], "window")} on it.`;
  }

  moved(index, playing) {
    if (!this.windows.fits) return;
    const [i, j] = this.windows.at(index);
    this.plane.mark(i, j);
    this.picture.move(i, j);
    this.marks.move(i, j);
    this.heading.textContent = `Output, ${place(i, j)}`;
    this.sum.textContent = this.words(i, j);
    if (!playing) this.tell();
  }

  // Where the window of an output starts, and what lies under it.
  words(i, j) {
    const { stride, padding, dilation, kernel, size } = this.windows;
    const axis = (at, a) => {
      const start = at * stride[a] - padding[a][0];
      const places = times(kernel[a], (tap) => start + tap * dilation[a]);
      const name = ["row", "column"][a];
      const minus = padding[a][0] ? ` \u2212 ${padding[a][0]}` : "";
      const ends = dilation[a] > 1 ? places.map(show).join(", ") : `${show(start)} to ${show(places.at(-1))}`;
      return {
        inside: places.filter((one) => one >= 0 && one < size[a]).length,
        text: `${name} ${at}\u00b7${stride[a]}${minus} = ${show(start)}${kernel[a] > 1 ? ` (${name}s ${ends})` : ""}`,
      };
    };
    const [rows, columns] = [axis(i, 0), axis(j, 1)];
    const all = kernel[0] * kernel[1];
    const outside = all - rows.inside * columns.inside;
    return `Its window starts at ${rows.text} and ${columns.text}. `
      + (outside ? `${outside} of its ${plural(all, "place")} ${outside === 1 ? "is" : "are"} padding.`
        : `No place of it is padding.`);
  }

  tell(before = "") {
    if (this.windows.fits) this.say(`${before}${this.heading.textContent}. ${this.sum.textContent}`);
  }
}

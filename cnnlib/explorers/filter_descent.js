// <cnn-filter-descent>: gradient descent finds the nine weights of a filter from one example.
// EXAMPLES, the images, and STARTS, the first weights, come from filter_descent.py.

const WANTED = {
  vertical: ["vertical edges", [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]],
  horizontal: ["horizontal edges", [[-1, -1, -1], [0, 0, 0], [1, 1, 1]]],
  laplace: ["Laplace", [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]],
  sum: ["sum of the window", [[1, 1, 1], [1, 1, 1], [1, 1, 1]]],
};
const EVERY = [1, 10, 100];

class FilterDescent extends Explorer {
  static title = "Let a filter learn an edge";

  static extras = { step: 0, chosen: [0, 0] };

  static shape = {
    examples: isOneOf(...Object.keys(EXAMPLES)), start: isOneOf(...Object.keys(STARTS)), rate: isWhole(1, 500),
    every: (value) => EVERY.includes(value), wanted: isMatrix(3, 3), step: isWhole(0, DESCENT_FRAMES - 1), chosen: isPair(0, 2),
  };

  build({ step, ...rest }) {
    Object.assign(this, rest);
    this.preview = null;
    this.pictures = h("div", { class: "planes" });
    this.notice = h("p", { class: "notice", hidden: true });  // spoken by `tell`
    this.sentence = h("p", { class: "sentence" });
    this.kernels = h("div", { class: "stage" });
    this.curve = h("div", { class: "curve" });
    this.heading = h("div", { class: "title" });
    this.sum = h("div", { class: "sum level" });
    this.player = new Player({
      label: "Step of the descent", interval: 500, onMove: (index, playing) => this.moved(index, playing),
      onStop: () => this.tell(), tell: () => this.sentence.textContent,
    });
    this.app.append(this.pictures, this.sentence, this.player.node, this.notice, this.curve, this.kernels,
      h("div", { class: "work" }, this.heading, this.sum), this.controls(),
      h("p", { class: "hint" }, "The filter is told what its output should be, and nothing about the wanted weights. "
        + "Orange is positive, blue negative. Choose a weight of the filter to see its next step. Rows and columns count from 0."));
    this.drawKernels();
    this.layout(step);
  }

  state() {
    const { examples, start, rate, every, wanted, chosen } = this;
    return { examples, start, rate, every, wanted, step: this.player.index, chosen };
  }

  code() {
    return descentCode(this.state());
  }

  controls() {
    const pick = (label, name, options) => choice({
      label, options, value: this[name], onChange: (next) => { this[name] = next; this.layout(); },
    });
    this.named = choice({
      label: "Wanted filter", value: "own",
      options: [["own", "your own"], ...Object.entries(WANTED).map(([key, [name]]) => [key, name])],
      onChange: (key) => {
        if (key === "own") return;
        this.wanted = structuredClone(WANTED[key][1]);
        this.drawKernels();
        this.layout();
      },
    });
    const labels = (known) => Object.entries(known).map(([key, [name]]) => [key, name]);
    const every = choice({
      label: "Steps between pictures", options: EVERY.map((one) => [String(one), String(one)]), value: String(this.every),
      onChange: (next) => { this.every = Number(next); this.layout(); },
    });
    const rate = stepper({
      label: "Learning rate, hundredths", low: 1, high: 500, value: this.rate,
      onChange: (next) => { this.rate = next; this.layout(); },
    });
    return h("div", { class: "settings", role: "group", "aria-label": "Settings" },
      pick("Example", "examples", labels(EXAMPLES)).node, this.named.node, pick("First weights", "start", labels(STARTS)).node,
      rate.node, every.node);
  }

  // The grids of the wanted and of the learned weights.
  drawKernels() {
    const wanted = new Grid({
      label: "Wanted weights", rows: 3, columns: 3, range: [-9, 9],
      onEdit: (r, c, value) => { this.wanted[r][c] = value; this.layout(); },
    });
    this.grid = new Grid({
      label: "Learned weights", rows: 3, columns: 3, look: "tint-kernel",
      onVisit: (r, c) => this.peek([r, c]), onLeave: () => this.peek(null),
      onPick: (r, c) => { this.chosen = [r, c]; this.peek(null); this.tellWeight(); },
    });
    this.wanted.forEach((row, r) => row.forEach((value, c) => wanted.write(r, c, show(value))));
    this.kernels.style.setProperty("--total", 12);
    this.kernels.replaceChildren(panel("Wanted weights", wanted, by([3, 3])), panel("Learned weights", this.grid, by([3, 3])));
  }

  // A number has changed: the whole descent is computed anew.
  layout(step = 0) {
    const now = JSON.stringify(this.wanted);
    this.named.set(Object.keys(WANTED).find((key) => JSON.stringify(WANTED[key][1]) === now) || "own");
    this.image = EXAMPLES[this.examples][1].map((row) => row.map((value) => value / 100));
    this.descent = new Descent(this.image, this.wanted.flat(), STARTS[this.start][1].flat());
    this.frames = this.descent.frames(this.rate / 100, this.every);
    const limit = 1 / this.descent.steepest;
    this.notice.hidden = this.rate / 100 < limit;
    this.notice.textContent = this.notice.hidden ? "" : `The rate ${show(this.rate / 100)} is too large: every step goes `
      + `too far, and the loss ends up growing without bounds. For this example, rates below ${brief(limit)} converge.`;
    const n = this.image.length;
    this.target = this.descent.filtered(this.wanted.flat());
    this.scale = Math.max(1e-9, ...this.target.map(Math.abs));
    const picture = (label, size, values, color) => {
      const canvas = pixelCanvas();
      paintPixels(canvas, values, size, size, color);
      const node = h("div", { class: "plane", role: "img", "aria-label": label, style: `--rows:${size};--columns:${size}` }, canvas);
      return { canvas, panel: plate(label, node, by([size, size])) };
    };
    const signed = (value) => signedColor(value / this.scale);
    const input = picture("Example", n, this.image.flat(), grayColor);
    const wanted = picture("Wanted output", n - 2, this.target, signed);
    const output = picture("Output", n - 2, this.target, signed);
    this.paintOutput = (values) => paintPixels(output.canvas, values, n - 2, n - 2, signed);
    this.pictures.replaceChildren(input.panel, wanted.panel, output.panel);
    this.pictures.style.setProperty("--total", 3 * n + 4);
    this.pictures.style.setProperty("--widest", 2 * n + 6);
    this.plot = drawLoss(this.frames, this.every);
    this.curve.replaceChildren(this.plot.figure);
    this.player.reset(this.frames.length, Math.min(step, this.frames.length - 1));
  }

  frame() {
    return this.frames[this.player.index];
  }

  moved(index, playing) {
    const { weight, loss } = this.frame();
    this.paintOutput(this.descent.filtered(weight));
    this.plot.move(index);
    this.sentence.textContent = this.words(index, loss);
    this.look();
    if (!playing) this.tell();
  }

  words(index, loss) {
    const error = Math.sqrt(this.frame().gap / 9);
    return `After ${plural(index * this.every, "step")} the loss, the mean squared error, is ${brief(loss)}. `
      + `The weights are off by ${brief(error)} (root mean square).`;
  }

  peek(where) {
    this.preview = where;
    this.look();
  }

  // Weights, and the next step of the one that is looked at.
  look() {
    const { weight } = this.frame();
    const [i, j] = this.preview || this.chosen;
    times(3, (r) => times(3, (c) => this.grid.write(r, c, show(weight[3 * r + c]))));
    this.grid.mark(i, j);
    const rate = this.rate / 100;
    const slope = this.descent.slopes(weight)[3 * i + j];
    const value = weight[3 * i + j];
    const count = this.target.length;
    this.heading.textContent = `The next step of the weight in ${place(i, j)}`;
    this.sum.replaceChildren(
      h("div", { class: "remark" }, `slope = 2/${count} \u00b7 sum of (output \u2212 wanted) \u00b7 pixel under the weight = ${brief(slope)}`),
      h("span", {}, h("u", { class: "weight" }, brief(value)),
        ` \u2212 ${show(rate)} \u00b7 ${slope < 0 ? `(${brief(slope)})` : brief(slope)} = `,
        h("span", { class: "total" }, brief(value - rate * slope))));
  }

  tellWeight() {
    this.say(`${this.heading.textContent}: ${this.sum.textContent}.`);
  }

  tell() {
    this.say(this.notice.hidden ? this.sentence.textContent : `${this.notice.textContent} ${this.sentence.textContent}`);
  }
}

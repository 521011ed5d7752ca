// <cnn-up-convolution>: a transposed convolution in its two forms at once. Above, every input stamps
// the kernel onto the output; below, the flipped kernel slides over the input with zeros.

const STEPS = [["input", "inputs: stamp each"], ["output", "outputs: slide to each"]];

class UpConvolution extends WindowExplorer {
  static title = "Stamp a kernel, or slide it over zeros";
  static hint = "Change any number of the input or the kernel. An input shows its stamp; an output shows "
    + "the inputs that reach it, and the window among the zeros. Rows and columns count from 0.";

  static shape = {
    image: isMatrix(1, 5), kernel: isMatrix(1, 5), stride: isPair(1, 3), sides: isPair(0, 4),
    extra: isPair(0, 2), by: isOneOf("input", "output"), step: isWhole(0, 999),
  };

  start(state) {
    this.sizes.kernel = [state.kernel.length, state.kernel[0].length];
    this.sheets.kernel = this.sheet(state.kernel, 5);
    const { stride, sides, extra, by: steps } = state;
    Object.assign(this, { stride, sides, extra, by: steps });
  }

  state() {
    const { stride, sides, extra } = this;
    return {
      image: this.values("image"), kernel: this.values("kernel"), stride, sides, extra, by: this.by,
      step: this.player.index,
    };
  }

  code() {
    return stampCode(this.state());
  }

  controls() {
    const field = (label, holder, name, low, high) => pairField({
      label, low, high, value: holder[name], onChange: (pair) => { holder[name] = pair; this.layout(); },
    });
    const fields = [
      field("Input size", this.sizes, "image", 1, 5), field("Kernel size", this.sizes, "kernel", 1, 5),
      field("Stride", this, "stride", 1, 3), field("Padding", this, "sides", 0, 4),
      field("Output padding", this, "extra", 0, 2),
    ];
    this.steps = choice({
      label: "Steps go through", options: STEPS, value: this.by,
      onChange: (next) => { this.by = next; this.layout(); },
    });
    return h("div", { class: "settings", role: "group", "aria-label": "Settings" },
      this.steps.node, fields.map((one) => one.node), h("div", { class: "checks" }, apartSwitch(fields)));
  }

  // Draw everything anew: a size, a step or the padding has changed.
  layout() {
    const { stride, sides, extra } = this;
    const stamps = new Stamps({ size: this.sizes.image, kernel: this.sizes.kernel, stride, sides, extra });
    this.stamps = stamps;
    this.preview = null;
    const problem = stamps.problem();
    this.drawGrids(problem);
    this.stage.replaceChildren(...this.views(problem));
    this.stage.style.setProperty("--total", Math.max(...this.widths(problem)));
    this.stage.style.setProperty("--widest", Math.min(14, Math.max(stamps.canvas[1], stamps.stuffed[1])));
    this.notice.textContent = problem;
    this.notice.hidden = !problem;
    for (const node of [this.work, this.player.node, this.formulas]) node.hidden = Boolean(problem);
    this.work.style.minHeight = "";
    this.write();
    this.frameUp();
    const [rows, columns] = this.by === "input" ? stamps.size : stamps.output;
    this.player.reset(problem ? 0 : rows * columns);
    this.formulas.replaceChildren(...stampFormulas(stamps));
    if (problem) this.say(problem);
    else this.tell(`The output has ${plural(stamps.output[0], "row")} and ${plural(stamps.output[1], "column")}. `);
  }

  widths(problem) {
    const { size, kernel, canvas, stuffed } = this.stamps;
    return [size[1] + kernel[1] + (problem ? 0 : canvas[1]), problem ? 0 : stuffed[1] + kernel[1]];
  }

  drawGrids(problem) {
    const { stamps } = this;
    const still = (label, [rows, columns], options) => new Grid({ label, rows, columns, ...options });
    const look = (kind) => ({
      onVisit: (r, c) => this.peek({ kind, at: [r, c] }), onLeave: () => this.peek(null),
    });
    this.grids = {
      image: this.editable("image", "Input", look("input")),
      kernel: this.editable("kernel", "Kernel", { look: "tint-kernel" }),
    };
    if (problem) return;
    this.grids.output = still("Output", stamps.output, {
      look: "small", pad: stamps.cut.flat(), padText: "\u00a0", ...look("output"),
      onPick: (i, j) => this.pin(i, j),
    });
    if (!stamps.slides) return;
    this.grids.stuffed = still("Input with zeros", stamps.stuffed, { look: "small stuffed" });
    this.grids.turned = still("Flipped kernel", stamps.kernel, { look: "tint-kernel" });
  }

  views(problem) {
    const { stamps, grids } = this;
    const view = (words, ...parts) => h("div", { class: "view" }, h("div", { class: "title" }, words),
      h("div", { class: "parts" }, parts));
    const given = [panel("Input", grids.image, by(stamps.size)), sign("\u00d7"),
      panel("Kernel", grids.kernel, by(stamps.kernel))];
    if (problem) return [view("Nothing to show yet", ...given)];
    const cut = by(stamps.output) + (stamps.sides.some(Boolean) ? ", hatched: cut off" : "");
    const above = view("Stamp: each input times the kernel, added to the output",
      h("div", { class: "right" }, given), sign("\u2192"), panel("Output", grids.output, cut));
    if (!stamps.slides) return [above, h("p", { class: "notice" }, this.noSliding())];
    const below = view("Slide: the flipped kernel over the input with zeros gives the same output",
      panel("Input with zeros", grids.stuffed, by(stamps.stuffed)),
      sign("\u22c6"), panel("Flipped kernel", grids.turned, by(stamps.kernel)));
    return [above, below];
  }

  // Why the second view is missing, in plain words.
  noSliding() {
    const { border, kernel, sides } = this.stamps;
    const axis = border[0] < 0 ? 0 : 1;
    return `Sliding cannot show this: it would need k \u2212 p \u2212 1 = ${kernel[axis]} \u2212 ${sides[axis]} \u2212 1 = `
      + `${show(border[axis])} zeros around the input, and there is no negative number of zeros. Stamping still works: `
      + "it cuts a whole stamp or more off each side.";
  }

  // The numbers that follow from the input and the kernel.
  write() {
    const { stuffed, turned } = this.grids;
    if (!stuffed) return;
    const values = times(stuffed.rows, () => Array(stuffed.columns).fill(null));  // null: a zero that was put in
    this.values("image").forEach((row, r) => row.forEach((value, c) => {
      const [down, right] = this.stamps.among(r, c);
      values[down][right] = value;
    }));
    values.forEach((row, r) => row.forEach((value, c) => {
      stuffed.cells[r][c].classList.toggle("zero", value === null);
      stuffed.write(r, c, show(value ?? 0));
    }));
    flipped(this.values("kernel")).forEach((row, r) => row.forEach((value, c) => turned.write(r, c, show(value))));
  }

  edited() {
    this.write();
    this.frameUp();
  }

  frameUp() {
    for (const frame of [this.stampFrame, this.slideFrame]) frame?.node.remove();
    this.stampFrame = null;
    this.slideFrame = null;
    if (!this.grids.output) return;
    const { kernel, stride, canvas, stuffed, slides } = this.stamps;
    const windows = { kernel, span: kernel, dilation: [1, 1] };
    const weights = this.values("kernel");
    this.stampFrame = new Frame({ ...windows, stride, padded: canvas }, weights.map((row) => row.map(() => "")));
    this.grids.output.node.append(this.stampFrame.node);
    if (!slides) return;
    const labels = flipped(weights).map((row) => row.map((w) => `\u00d7${show(w)}`));
    this.slideFrame = new Frame({ ...windows, stride: [1, 1], padded: stuffed }, labels);
    this.grids.stuffed.node.append(this.slideFrame.node);
  }

  // A chosen output becomes the step.
  pin(i, j) {
    if (this.by === "input") {
      this.by = "output";
      this.steps.set("output");
      this.player.reset(this.stamps.output[0] * this.stamps.output[1]);
    }
    this.player.pause();
    this.player.go(i * this.stamps.output[1] + j);
  }

  // The cell that is looked at: under the pointer or the focus, else the current step.
  shown() {
    const columns = (this.by === "input" ? this.stamps.size : this.stamps.output)[1];
    const { index } = this.player;
    return this.preview || { kind: this.by, at: [Math.floor(index / columns), index % columns] };
  }

  products(i, j) {
    const { image, kernel } = this.sheets;
    return this.stamps.terms(i, j).map((term) => ({ ...term, x: image[term.r][term.c], w: kernel[term.a][term.b] }));
  }

  moved(index, playing) {
    if (!this.grids.output) return;
    const looked = this.shown();
    fillOutput(this, index, looked);
    writeWork(this, looked);
    markCells(this, looked);  // lays the page out, so it comes after what is written
    keepRoom(this.work);
    if (!playing) this.tell();
  }

  // One sentence a step; silent while playing, so that speech is not cut off at every step.
  tell(before = "") {
    if (!this.grids?.output) return;
    const { kind, at } = this.shown();
    const sum = () => show(this.products(...at).reduce((all, { x, w }) => all + x * w, 0));
    this.say(before + (kind === "input" ? stampWords(this, ...at) : `Output ${place(...at)}: ${sum()}.`));
  }
}

// Figures in which a window slides over a grid and fills an output, one cell a step.
// A subclass gives: start(state), controls(), padding(), problem(), panels(), labels(),
// result(i, j), compute(i, j), state(), code(). `this.outputs` are all results, once they are needed;
// `this.sizes.image` and `this.sizes.kernel` are [rows, columns].

const MOST_AS_ELEMENTS = 12;  // rows or columns; a larger grid is drawn as a picture
const WIDE_HINT = "The more ink a cell has, the larger is its number; negative ones are orange. Click a cell to read its number.";

class WindowExplorer extends Explorer {
  static grid = "Image";  // name of the grid that is slid over
  static input = "Input";  // its caption
  static arrow = "=";
  static dilates = true;
  static largest = 9;  // rows and columns of the grid
  static Wide = null;  // the class of grids that are drawn as pictures

  build(state) {
    this.grids = null;
    this.sizes = { image: [state.image.length, state.image[0].length] };
    this.sheets = { image: this.sheet(state.image, this.constructor.largest) };
    this.preview = null;
    this.start(state);
    this.stage = h("div", { class: "stage" });
    this.notice = h("p", { class: "notice", hidden: true });  // spoken by `layout`
    this.heading = h("div", { class: "title" });
    this.sum = h("div", { class: "sum" });
    this.work = h("div", { class: "work", role: "group", "aria-label": "Arithmetic" }, this.heading, this.sum);
    const watch = new ResizeObserver(() => this.reach());
    for (const box of [this.work, this.sum]) watch.observe(box);
    this.formulas = h("div", { class: "sizes" });
    this.more = h("span", {});
    this.player = new Player({
      onMove: (index, playing) => this.moved(index, playing), onStop: () => this.tell(),
    });
    this.app.append(this.stage, this.notice, this.work, this.player.node, this.formulas, this.controls(),
      h("p", { class: "hint" }, this.constructor.hint, " ", this.more));
    this.layout();
    if (state.step) this.player.go(state.step);
  }

  // A sheet is larger than any choice of size: shrinking and growing again keeps the numbers.
  sheet(values, size) {
    return times(size, (r) => times(size, (c) => values[r]?.[c] ?? 0));
  }

  values(name) {
    const [rows, columns] = this.sizes[name];
    return this.sheets[name].slice(0, rows).map((row) => row.slice(0, columns));
  }

  // Draw everything anew: a size, a step or the padding has changed.
  layout() {
    this.windows = new Windows({
      size: this.sizes.image, kernel: this.sizes.kernel, stride: this.stride, padding: this.padding(),
      dilation: this.dilation,
    });
    this.outputs = null;
    const problem = this.problem();
    const { size, padded, padding, output } = this.windows;
    const wide = Math.max(...size, ...output) > MOST_AS_ELEMENTS;
    const Shown = wide ? this.constructor.Wide : Grid;
    this.stage.classList.toggle("wide", wide);
    this.more.textContent = wide ? WIDE_HINT : "";
    this.grids = {
      image: this.editable("image", this.constructor.grid, { pad: padding.flat(), look: "weighted" }, Shown),
      output: problem ? null : new Shown({
        label: "Output", rows: output[0], columns: output[1],
        onVisit: (i, j) => this.peek([i, j]), onLeave: () => this.peek(null),
        onPick: (i, j) => { this.player.pause(); this.player.go(i * output[1] + j); },
      }),
    };
    const dimensions = by(size) + (by(size) === by(padded) ? "" : `, padded ${by(padded)}`);
    const image = panel(this.constructor.input, this.grids.image, dimensions);
    this.stage.replaceChildren(image, h("div", { class: "right" }, this.panels(),
      problem ? [] : [sign(this.constructor.arrow), panel("Output", this.grids.output, by(output))]));
    const right = output[1] + (this.grids.kernel ? this.sizes.kernel[1] : 0);
    this.stage.style.setProperty("--total", padded[1] + right);
    this.stage.style.setProperty("--out", output[1]);
    this.stage.style.setProperty("--widest", Math.max(padded[1], right + 2));
    this.notice.textContent = problem;
    this.notice.hidden = !problem;
    if (problem) this.say(problem);
    for (const node of [this.work, this.player.node, this.formulas]) node.hidden = Boolean(problem);
    this.preview = null;
    this.work.style.minHeight = "";
    this.frameUp();
    this.player.reset(problem ? 0 : this.windows.count);
    this.formulas.replaceChildren(...sizeFormulas(this.windows, this.constructor.dilates));
    this.tell(`The output has ${plural(output[0], "row")} and ${plural(output[1], "column")}. `);
  }

  editable(name, label, options, Shown = Grid) {
    const [rows, columns] = this.sizes[name];
    const grid = new Shown({
      label, rows, columns, ...options,
      onEdit: (r, c, value) => {
        this.sheets[name][r][c] = value;
        this.outputs = null;
        this.edited?.(name);
        this.player.pause();
        this.moved(this.player.index, false);
      },
    });
    grid.writeAll(this.values(name));
    return grid;
  }

  frameUp() {
    this.frame?.node.remove();
    this.frame = null;
    if (!this.grids.output) return;
    this.frame = new Frame(this.windows, this.labels());
    this.grids.image.node.append(this.frame.node);
  }

  // The output cell that is looked at: under the pointer or the focus, else the current step.
  shown() {
    return this.preview || this.windows.at(this.player.index);
  }

  // The numbers under the kernel for output (i, j); outside the image they are `blank`.
  terms(i, j, blank = 0) {
    return this.windows.taps(i, j).map((tap) => (
      { ...tap, x: tap.inside ? this.sheets.image[tap.r][tap.c] : blank }));
  }

  moved(index, playing) {
    if (!this.grids.output) return;
    const [rows, columns] = this.windows.output;
    const [i, j] = this.shown();
    this.outputs ??= times(rows, (r) => times(columns, (c) => this.result(r, c)));
    this.grids.output.writeAll(this.outputs, (r, c) => r * columns + c <= index || (r === i && c === j));
    this.grids.output.mark(i, j);
    this.heading.textContent = `Output, ${place(i, j)}`;
    this.compute(i, j);
    this.frame.move(i, j);  // lays the page out, so it comes after what is written
    if (!this.preview) reveal(this.grids.output.node, j, 1, columns);
    keepRoom(this.work);
    if (!playing) this.tell();
  }

  // Where the sum scrolls, keys reach it.
  reach() {
    if (this.work.scrollWidth > this.work.clientWidth) this.work.tabIndex = 0;
    else this.work.removeAttribute("tabindex");
  }

  peek(where) {
    this.preview = where;
    this.moved(this.player.index, true);
  }

  // One sentence a step; silent while playing, so that speech is not cut off at every step.
  tell(before = "") {
    if (!this.grids?.output) return;
    const [i, j] = this.windows.at(this.player.index);
    this.say(`${before}Output ${place(i, j)}: ${show(this.result(i, j))}${this.remark?.(i, j) || ""}.`);
  }
}

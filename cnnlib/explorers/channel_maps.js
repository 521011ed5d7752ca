// <cnn-channel-maps>: three channels meet K filters of three channels each, and K maps come out.

class ChannelMaps extends Explorer {
  static title = "Turn three channels into maps";

  static shape = {
    x: (value) => isStack(3, isMatrix(3, 6))(value) && sameShape(value) && value.flat(2).every((one) => one >= 0 && one <= 9),
    weight: (value) => isStack(1, isStack(3, isMatrix(1, FILTER_SIZE)), 4)(value) && sameShape(value.flat()),
    step: isWhole(0, 143),
  };

  build({ x, weight, step }) {
    const sheet = (values, size) => times(size, (r) => times(size, (c) => values[r]?.[c] ?? 0));
    this.sheets = {
      x: x.map((one) => sheet(one, 6)),
      weight: times(4, (m) => times(3, (c) => sheet(weight[m]?.[c] ?? [[1]], FILTER_SIZE))),
    };
    this.sizes = { image: [x[0].length, x[0][0].length], kernel: [weight[0][0].length, weight[0][0][0].length] };
    this.count = weight.length;
    this.preview = null;
    this.stage = h("div", { class: "stage" });
    this.notice = h("p", { class: "notice", hidden: true });  // spoken by `layout`
    this.heading = h("div", { class: "title" });
    this.sum = h("div", { class: "sum level" });
    this.work = h("div", { class: "work" }, this.heading, this.sum);
    this.formulas = h("p", { class: "counted" });
    this.player = new Player({
      label: "Output, map by map", onMove: (index, playing) => this.moved(index, playing), onStop: () => this.tell(),
    });
    this.app.append(this.stage, this.notice, this.work, this.player.node, this.formulas, this.controls(),
      h("p", { class: "hint" }, "Choose an output: its window lies in the same place of all channels, each channel meets "
        + "its own kernel of the filter, and the three sums are added. Rows, columns, filters and maps count from 0."));
    this.layout(step);
  }

  state() {
    return { x: this.image(), weight: this.filters(), step: this.player.index };
  }

  code() {
    return [
      "import numpy as np", "", "from cnnlib import ops", "", ...pyArray("x", this.image()),
      ...pyArray("weight", this.filters()),
      "output = ops.conv2d(x, weight)  # (maps, rows, columns)",
      "parts = [ops.conv2d(x[c : c + 1], weight[:, c : c + 1]) for c in range(3)]",
      "print(output)", "print(np.abs(output - sum(parts)).max())  # the channels are added",
    ];
  }

  image() {
    return this.sheets.x.map((one) => this.cut(one, this.sizes.image));
  }

  filters() {
    return this.sheets.weight.slice(0, this.count).map((one) => one.map((kernel) => this.cut(kernel, this.sizes.kernel)));
  }

  cut(values, [rows, columns]) {
    return values.slice(0, rows).map((row) => row.slice(0, columns));
  }

  controls() {
    const field = (label, name, low, high) => pairField({
      label, low, high, value: this.sizes[name], onChange: (pair) => { this.sizes[name] = pair; this.layout(); },
    });
    const fields = [field("Input size", "image", 3, 6), field("Kernel size", "kernel", 1, FILTER_SIZE)];
    const filters = stepper({
      label: "Filters", low: 1, high: 4, value: this.count, onChange: (count) => { this.count = count; this.layout(); },
    });
    this.patch = choice({
      label: "Input values", value: "own",
      options: [["own", "your own"], ...Object.entries(PATCHES).map(([key, [name]]) => [key, name])],
      onChange: (key) => this.loadPatch(key),
    });
    this.named = choice({
      label: "The chosen filter", value: "own",
      options: [["own", "your own"], ...Object.entries(DEEP_FILTERS).map(([key, [name]]) => [key, name])],
      onChange: (key) => this.loadFilter(key),
    });
    return h("div", { class: "settings", role: "group", "aria-label": "Settings" },
      this.patch.node, this.named.node, filters.node, fields.map((one) => one.node),
      h("div", { class: "checks" }, apartSwitch(fields)));
  }

  loadPatch(key) {
    if (key === "own") return;
    const values = PATCHES[key][1];
    this.sheets.x = this.sheets.x.map((sheet, c) => sheet.map((row, r) => row.map((old, at) => values[c][r]?.[at] ?? old)));
    this.layout(this.player.index);
  }

  loadFilter(key) {
    if (key === "own") return;
    const [m] = this.shown();
    this.sheets.weight[m] = DEEP_FILTERS[key][1].map((w) => times(FILTER_SIZE, () => times(FILTER_SIZE, () => w)));
    this.layout(this.player.index);
  }

  layout(step = 0) {
    const { image, kernel } = this.sizes;
    this.windows = new Windows({ size: image, kernel, stride: [1, 1], padding: [[0, 0], [0, 0]], dilation: [1, 1] });
    const { output, count } = this.windows;
    this.preview = null;
    const edit = (name, at) => (r, c, value) => { this.sheetAt(name, at)[r][c] = value; this.player.pause(); this.refill(); };
    const colored = (c, label, size, options) => new Grid({
      label: `${label}, ${COLORS[c].toLowerCase()}`, rows: size[0], columns: size[1], ...options,
    });
    this.grids = {
      x: COLORS.map((_, c) => colored(c, "Input", image, { range: [0, 9], look: "weighted", onEdit: edit("x", c) })),
      weight: COLORS.map((_, c) => colored(c, "Filter", kernel, { look: "tint-kernel", onEdit: edit("weight", c) })),
      maps: times(this.count, (m) => new Grid({
        label: `Output, map ${m}`, rows: output[0], columns: output[1],
        onVisit: (i, j) => this.peek([m, i, j]), onLeave: () => this.peek(null),
        onPick: (i, j) => { this.player.pause(); this.player.go(m * count + i * output[1] + j); },
      })),
    };
    this.frames = this.grids.x.map((grid) => {
      const frame = new Frame(this.windows, times(kernel[0], () => times(kernel[1], () => "")));
      grid.node.append(frame.node);
      return frame;
    });
    this.stage.replaceChildren(...this.views());
    this.stage.style.setProperty("--total", 3 * image[1] + 2);
    this.stage.style.setProperty("--widest", 3 * image[1] + 1);
    this.formulas.textContent = this.counted();
    this.work.style.minHeight = "";
    this.player.reset(this.count * count, step);
  }

  sheetAt(name, c) {
    return name === "x" ? this.sheets.x[c] : this.sheets.weight[this.shown()[0]][c];
  }

  views() {
    const { image, kernel, output } = this.windows;
    const view = (title, parts) => h("div", { class: "view" }, title, h("div", { class: "parts" }, parts));
    const three = (grids, size) => grids.map((grid, c) => panel(COLORS[c], grid, by(size)));
    this.blend = h("div", { class: "blend", role: "img", "aria-label": "The input in color" });
    this.filterName = h("div", { class: "title" });
    return [
      view(h("div", { class: "title" }, "Input: one image in three channels"), [...three(this.grids.x, this.sizes.image), this.blend]),
      view(this.filterName, three(this.grids.weight, kernel)),
      view(h("div", { class: "title" }, "Output: one map for each filter"),
        this.grids.maps.map((grid, m) => panel(`Map ${m}`, grid, by(output)))),
    ];
  }

  counted() {
    const [rows, columns] = this.sizes.kernel;
    const each = 3 * rows * columns;
    return `Weights: ${plural(this.count, "filter")} of 3 \u00b7 ${rows} \u00b7 ${columns} = ${each}, `
      + `together ${this.count * each}. The output has ${plural(this.count, "map")}, one for each filter.`;
  }

  // The output cell that is looked at: map, row, column.
  shown() {
    if (this.preview) return this.preview;
    const { output, count } = this.windows;
    const rest = this.player.index % count;
    return [Math.floor(this.player.index / count), Math.floor(rest / output[1]), rest % output[1]];
  }

  // The sum over the window in one channel.
  part(m, c, i, j) {
    return this.windows.taps(i, j).reduce((sum, { a, b, r, c: column }) => (
      sum + this.sheets.x[c][r][column] * this.sheets.weight[m][c][a][b]), 0);
  }

  result(m, i, j) {
    return [0, 1, 2].reduce((sum, c) => sum + this.part(m, c, i, j), 0);
  }

  refill() {
    this.moved(this.player.index, false);
  }

  moved(index, playing) {
    const [m, i, j] = this.shown();
    this.fill(m);
    const { output, count } = this.windows;
    this.grids.maps.forEach((grid, map) => grid.cells.forEach((row, r) => row.forEach((cell, c) => {
      const now = map === m && r === i && c === j;
      const done = now || map * count + r * output[1] + c <= index;
      const text = done ? show(this.result(map, r, c)) : "";
      grid.write(r, c, text, `${place(r, c)}: ${done ? text : "not computed yet"}`);
      cell.classList.toggle("now", now);
      cell.setAttribute("aria-selected", String(now));
    })));
    nameChannels(this);
    writeSums(this, m, i, j);
    this.frames.forEach((frame) => frame.move(i, j));  // lays the page out, so it comes after what is written
    keepRoom(this.work);
    if (!playing) this.tell();
  }

  // Write image, blend and the chosen filter; the cell that is typed into keeps its text.
  fill(m) {
    const active = this.shadowRoot?.activeElement;
    const write = (grid, values) => grid.cells.forEach((row, r) => row.forEach((cell, c) => {
      if (cell !== active) grid.write(r, c, show(values[r][c]));
    }));
    COLORS.forEach((_, c) => {
      write(this.grids.x[c], this.sheets.x[c]);
      write(this.grids.weight[c], this.sheets.weight[m][c]);
      this.frames[c].taps.forEach((row, a) => row.forEach((tap, b) => {
        tap.firstChild.textContent = `\u00d7${show(this.sheets.weight[m][c][a][b])}`;
      }));
    });
    const [rows, columns] = this.sizes.image;
    this.filterName.textContent = `Filter ${m}: a kernel for each channel`;
    this.blend.style.setProperty("--columns", columns);
    this.blend.replaceChildren(...times(rows * columns, (at) => {
      const light = this.sheets.x.map((sheet) => Math.round((255 * sheet[Math.floor(at / columns)][at % columns]) / 9));
      return h("span", { style: `background:rgb(${light.join(" ")})` });
    }));
  }

  peek(where) {
    this.preview = where;
    this.moved(this.player.index, true);
  }

  tell() {
    const [m, i, j] = this.shown();
    const parts = [0, 1, 2].map((c) => `${COLORS[c].toLowerCase()} ${show(this.part(m, c, i, j))}`);
    this.say(`Map ${m}, ${place(i, j)}: ${parts.join(", ")}, together ${show(this.result(m, i, j))}.`);
  }
}

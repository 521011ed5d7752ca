// <cnn-gradient-routing>: forward above, backward below; every gradient as the sum of its routes.

const LAYERS = [["conv", "convolution"], ["max", "max pooling"], ["both", "convolution, then its maximum"]];

class GradientRouting extends Explorer {
  static title = "Follow a gradient back";

  build(config) {
    const sheet = (values, size) => times(size, (r) => times(size, (c) => values[r]?.[c] ?? 0));
    const shape = (values) => [values.length, values[0].length];
    const { x, weight, upstream, kind, stride, sides, inLetters } = config;
    this.sheets = { x: sheet(x, 5), weight: sheet(weight, 3), upstream: sheet(upstream, 7) };
    this.sizes = { x: shape(x), weight: shape(weight) };
    Object.assign(this, { kind, stride, sides, inLetters, chosen: ["y", 0, 0] });
    this.board = h("div", { class: "board" });
    this.notice = h("p", { class: "notice", role: "status", hidden: true });
    this.line = h("div", { class: "line" });
    this.numbersLine = h("div", { class: "line" });
    this.loss = h("div", { class: "loss" });
    this.work = h("div", { class: "work" }, this.loss, this.line, this.numbersLine);
    this.app.append(this.board, this.notice, this.work, this.controls(),
      h("p", { class: "hint" }, "Choose a cell to see the sum behind it and the cells that it comes from. ",
        "Choosing an output gives it the gradient 1 and all others 0. Rows, columns and indices count from 1."));
    this.layout();
  }

  controls() {
    const field = (label, holder, name, low, high) => pairField({
      label, low, high, value: holder[name],
      onChange: (pair) => { holder[name] = pair; this.layout(); },
    }).node;
    const kind = choice({
      label: "Layer", options: LAYERS, value: this.kind,
      onChange: (next) => { this.kind = next; this.layout(); },
    }).node;
    this.kernelField = field("Kernel size", this.sizes, "weight", 1, 3);
    this.ones = action("Gradient 1 for all outputs", () => this.send(() => 1, "Every output has the gradient 1."));
    this.lettering = check({
      label: "Weights as letters", value: this.inLetters,
      onChange: (yes) => { this.inLetters = yes; this.layout(); },
    }).node;
    return h("div", { class: "settings", role: "group", "aria-label": "Settings" },
      kind, field("Input size", this.sizes, "x", 2, 5), this.kernelField,
      field("Stride", this, "stride", 1, 2), field("Padding", this, "sides", 0, 1),
      h("div", { class: "checks" }, this.lettering, this.ones));
  }

  values(name, [rows, columns]) {
    return this.sheets[name].slice(0, rows).map((row) => row.slice(0, columns));
  }

  layout() {
    this.windows = new Windows({
      size: this.sizes.x, kernel: this.sizes.weight, stride: this.stride,
      padding: this.sides.map((side) => [side, side]), dilation: [1, 1],
    });
    const { fits, output } = this.windows;
    this.notice.hidden = fits;
    this.notice.textContent = fits ? "" : "The kernel does not fit into the input. Take a smaller kernel or more padding.";
    for (const node of [this.board, this.work]) node.hidden = !fits;
    this.lettering.hidden = this.kind === "max";
    this.ones.hidden = this.kind === "both";
    if (!fits) return;
    const [, r, c] = this.chosen;
    if (r >= output[0] || c >= output[1] || this.chosen[0] !== "y") this.chosen = ["y", 0, 0];
    this.drawGrids();
    this.refresh();
  }

  drawGrids() {
    const { size, kernel, output } = this.windows;
    const lettered = this.inLetters && this.kind !== "max";
    const wide = lettered ? "lettered" : "";
    const make = (name, label, [rows, columns], options = {}) => new Grid({
      label, rows, columns, first: FIRST, ...options,
      onVisit: (r, c, byKey) => this.choose(name, r, c, byKey),
      onPick: options.onEdit ? null : (r, c) => this.pick(name, r, c),
    });
    const edit = (name) => (r, c, value) => { this.sheets[name][r][c] = value; this.refresh(); };
    const upstream = this.kind === "both" ? {} : { onEdit: edit("upstream"), signed: true };
    this.grids = {
      x: make("x", "Input x", size, { onEdit: edit("x"), signed: true }),
      y: make("y", "Output y", output, { look: wide }),
      dx: make("dx", "Gradient of x", size, { look: wide }),
      dy: make("dy", "Gradient of y", output, upstream),
    };
    if (this.kind !== "max") {
      this.grids.w = make("w", "Weight w", kernel, lettered ? {} : { onEdit: edit("weight"), signed: true });
      this.grids.dw = make("dw", "Gradient of w", kernel);
    }
    this.board.style.setProperty("--letters", kernel[1]);
    this.board.classList.toggle("no-weight", this.kind === "max");
    const words = { x: "Input", w: "Weight", y: "Output" };
    const italic = (letter) => h("i", {}, letter);
    const placed = (name) => {
      const letter = italic(name.at(-1));
      const size = words[name] ? letter : h("span", {}, "\u2202", italic("L"), "/\u2202", letter);
      const node = panel(words[name] || "", this.grids[name], size);
      node.style.gridArea = name;
      return node;
    };
    const arrow = (text, area) => {
      const node = sign(text);
      node.style.gridArea = area;
      return node;
    };
    const signs = this.kind === "max" ? [["max \u2192", "e"], ["\u2190", "be"]]
      : [["\u22c6", "s"], ["=", "e"], ["\u2190", "be"]];
    const order = ["x", "w", "y", "dx", "dw", "dy"].filter((name) => this.grids[name]);
    this.board.replaceChildren(...order.map(placed), ...signs.map(([t, a]) => arrow(t, a)));
  }

  // Compute and write all numbers; called after every edit.
  refresh() {
    const { size, kernel, output } = this.windows;
    const weight = this.values("weight", kernel);
    this.routes = new Routes({
      windows: this.windows, x: this.values("x", size), weight, kind: this.kind,
      upstream: this.values("upstream", output),
    });
    const { routes, grids } = this;
    const lettered = this.inLetters && this.kind !== "max";
    const w = ({ a, b }) => indexed("w", a, b);
    const text = {
      x: (r, c) => show(routes.x[r][c]),
      w: (a, b) => (lettered ? indexed("w", a, b) : show(weight[a][b])),
      y: (i, j) => (lettered ? letters(routes.from(i, j).map((t) => [routes.x[t.r][t.c], w(t)]))
        : show(routes.output[i][j])),
      dx: (r, c) => (lettered ? letters(routes.into(r, c).map((t) => [routes.upstream[t.i][t.j], w(t)]))
        : show(routes.gradientX(r, c))),
      dw: (a, b) => show(routes.gradientWeight(a, b)),
      dy: (i, j) => show(routes.upstream[i][j]),
    };
    const active = this.shadowRoot?.activeElement;
    for (const [name, grid] of Object.entries(grids)) {
      grid.cells.forEach((row, r) => row.forEach((cell, c) => {
        const words = text[name](r, c);
        if (cell !== active || !grid.onEdit) grid.write(r, c, words);
        cell.closest(".cell").classList.toggle("has", name.startsWith("d") && words !== "0");
      }));
    }
    this.light();
    const best = this.windows.at(routes.upstream.flat().indexOf(1));
    this.loss.textContent = this.kind === "both"
      ? `L = max(y) = ${indexed("y", ...best)} = ${show(routes.output[best[0]][best[1]])}` : "";
  }

  // Give one output the gradient 1, or all of them.
  send(value, sentence) {
    if (this.kind === "both") return;
    this.sheets.upstream.forEach((row, i) => row.forEach((_, j) => { row[j] = value(i, j); }));
    this.refresh();
    this.say(sentence);
  }

  pick(name, r, c) {
    this.chosen = [name, r, c];
    if (name !== "y" || this.kind === "both") return this.choose(name, r, c, true);
    const reached = new Set(this.routes.from(r, c).filter((t) => this.routes.slope(t) !== 0).map((t) => `${t.r},${t.c}`));
    return this.send((i, j) => Number(i === r && j === c),
      `Only the output in ${place(r, c, FIRST)} has a gradient. It reaches ${reached.size} of the inputs.`);
  }

  choose(name, r, c, byKey) {
    this.chosen = [name, r, c];
    this.light();
    if (byKey) this.say(`${this.line.textContent} ${this.numbersLine.textContent}`);
  }

  // Mark the chosen cell and all that it comes from, and write its sum.
  light() {
    const [name, r, c] = this.chosen;
    const routes = {
      y: "from", dy: "from", x: "into", dx: "into", w: "through", dw: "through",
    };
    const used = this.routes[routes[name]](r, c);
    const lit = { x: new Set(), w: new Set(), dy: new Set() };
    const source = ["y", "dy"].includes(name) ? ["x", "w"] : ["w", "dw"].includes(name) ? ["x", "dy"] : ["w", "dy"];
    for (const t of used) {
      lit.x.add(`${t.r},${t.c}`);
      lit.w.add(`${t.a},${t.b}`);
      lit.dy.add(`${t.i},${t.j}`);
    }
    for (const [key, grid] of Object.entries(this.grids)) {
      grid.cells.forEach((row, i) => row.forEach((cell, j) => {
        const box = cell.closest(".cell");
        box.classList.toggle("lit", source.includes(key) && lit[key].has(`${i},${j}`));
        box.classList.toggle("now", key === name && i === r && j === c);
      }));
    }
    const [symbols, numbers] = explainRoutes(this.routes, name, r, c, used);
    this.line.textContent = symbols;
    this.numbersLine.textContent = numbers;
  }
}

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
    Object.assign(this, { kind, stride, sides, inLetters, chosen: null });
    this.board = h("div", { class: "board" });
    this.notice = h("p", { class: "notice", hidden: true });  // spoken by `layout`
    this.line = h("div", { class: "line" });
    this.numbersLine = h("div", { class: "line" });
    this.loss = h("div", { class: "loss" });
    this.room = h("div", { class: "room", "aria-hidden": "true" });
    this.work = h("div", { class: "work" }, h("div", {}, this.loss, this.line, this.numbersLine), this.room);
    this.app.append(this.board, this.notice, this.work, this.controls(),
      h("p", { class: "hint" }, "Choose a cell to see the sum behind it and the cells that it comes from. ",
        "Choosing an output gives it the gradient 1 and all others 0. ",
        "Indices count from 1, as on paper: x\u2081\u2082 is row 1, column 2; in code it is x[0, 1]."));
    this.layout();
  }

  controls() {
    const field = (label, holder, name, low, high) => pairField({
      label, low, high, value: holder[name],
      onChange: (pair) => { holder[name] = pair; this.layout(); },
    });
    const kind = choice({
      label: "Layer", options: LAYERS, value: this.kind,
      onChange: (next) => { this.kind = next; this.layout(); },
    }).node;
    const fields = [
      field("Input size", this.sizes, "x", 2, 5), field("Kernel size", this.sizes, "weight", 1, 3),
      field("Stride", this, "stride", 1, 2), field("Padding", this, "sides", 0, 1),
    ];
    this.ones = action("Gradient 1 for all outputs", () => this.send(
      () => 1, () => `Every output has the gradient 1. ${this.receivers()}`));
    this.lettering = check({
      label: "Weights as letters", value: this.inLetters,
      onChange: (yes) => { this.inLetters = yes; this.layout(); },
    }).node;
    return h("div", { class: "settings", role: "group", "aria-label": "Settings" },
      kind, fields.map((one) => one.node),
      h("div", { class: "checks" }, apartSwitch(fields), this.lettering, this.ones));
  }

  get lettered() {
    return this.inLetters && this.kind !== "max";
  }

  values(name, [rows, columns]) {
    return this.sheets[name].slice(0, rows).map((row) => row.slice(0, columns));
  }

  layout() {
    this.windows = new Windows({
      size: this.sizes.x, kernel: this.sizes.weight, stride: this.stride,
      padding: this.sides.map((side) => [side, side]), dilation: [1, 1],
    });
    const problem = this.problem();
    this.notice.hidden = !problem;
    this.notice.textContent = problem;
    for (const node of [this.board, this.work]) node.hidden = Boolean(problem);
    this.lettering.hidden = this.kind === "max";
    this.ones.hidden = this.kind === "both";
    if (problem) return this.say(problem);
    this.chosen = null;
    const given = this.values("upstream", this.windows.output).flat();
    if (this.grids && !given.some(Boolean)) this.sheets.upstream[0][0] = 1;  // cut off by a change of size
    this.drawGrids();
    this.refresh();
    const [rows, columns] = this.windows.output;
    return this.say(`The output has ${plural(rows, "row")} and ${plural(columns, "column")}. ${this.receivers()}`);
  }

  // In plain words, why there is no output; an empty string if there is one.
  problem() {
    const { fits, span, padded, kernel } = this.windows;
    const side = this.sides[0] > kernel[0] / 2 ? 0 : 1;
    if (this.kind === "max" && this.sides[side] > kernel[side] / 2) {
      return `Padding ${this.sides[side]} is more than half of the window, ${kernel[side]}: a window could `
        + "lie in the padding alone. Take less padding or a larger window.";
    }
    const axis = span[0] > padded[0] ? 0 : 1;
    const lines = ["rows", "columns"][axis];
    return fits ? "" : `The kernel does not fit: it has ${span[axis]} ${lines}, and the input with its padding `
      + `has only ${padded[axis]}. Take a smaller kernel, a larger input, or more padding.`;
  }

  drawGrids() {
    const { size, kernel, output } = this.windows;
    const { lettered } = this;
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
      z: make("z", "Output z", output, { look: wide }),
      dx: make("dx", "Gradient of x", size, { look: wide }),
      dz: make("dz", "Gradient of z", output, upstream),
    };
    if (this.kind !== "max") {
      this.grids.w = make("w", "Weight w", kernel, lettered ? {} : { onEdit: edit("weight"), signed: true });
      this.grids.dw = make("dw", "Gradient of w", kernel);
    }
    fillBoard(this.board, this.grids, kernel[1]);
  }

  // Compute and write all numbers; called after every edit.
  refresh() {
    const { size, kernel, output } = this.windows;
    const weight = this.values("weight", kernel);
    this.routes = new Routes({
      windows: this.windows, x: this.values("x", size), weight, kind: this.kind,
      upstream: this.values("upstream", output),
    });
    const { routes, grids, lettered } = this;
    const text = {
      x: (r, c) => show(routes.x[r][c]),
      w: (a, b) => (lettered ? indexed("w", a, b) : show(weight[a][b])),
      z: (i, j) => (lettered ? routes.lettersOutput(i, j) : show(routes.output[i][j])),
      dx: (r, c) => (lettered ? routes.lettersX(r, c) : show(routes.gradientX(r, c))),
      dw: (a, b) => show(routes.gradientWeight(a, b)),
      dz: (i, j) => show(routes.upstream[i][j]),
    };
    const active = this.shadowRoot?.activeElement;
    for (const [name, grid] of Object.entries(grids)) {
      grid.cells.forEach((row, r) => row.forEach((cell, c) => {
        const words = text[name](r, c);
        if (cell !== active || !grid.onEdit) grid.write(r, c, words, `${place(r, c, FIRST)}: ${spoken(words)}`);
        cell.closest(".cell").classList.toggle("has", name.startsWith("d") && words !== "0");
      }));
    }
    this.chosen ??= ["z", ...this.firstReceiver()];
    this.light();
    this.tellLoss();
    this.keepRoom();
  }

  tellLoss() {
    const { routes, lettered } = this;
    if (this.kind !== "both") return this.loss.replaceChildren();
    const best = this.firstReceiver();
    const given = lettered ? `, where ${routes.weight.flatMap((row, a) => row.map((one, b) => (
      `${indexed("w", a, b)} = ${show(one)}`))).join(", ")}` : "";
    return this.loss.replaceChildren(
      `L = max(z) = ${indexed("z", ...best)} = ${show(routes.output[best[0]][best[1]])}${given}`);
  }

  // An invisible copy of the longest sum holds the place, so that nothing below jumps.
  keepRoom() {
    const all = Object.entries(this.grids).flatMap(([name, { rows, columns }]) => (
      times(rows, (r) => times(columns, (c) => this.explain(name, r, c))).flat()));
    const longest = (at) => all.map((lines) => lines[at]).reduce((a, b) => (b.length > a.length ? b : a));
    this.room.replaceChildren(...[this.loss.textContent, longest(0), longest(1)].map((text) => h("div", {}, text)));
  }

  // The routes that end in a cell, or start there.
  used(name, r, c) {
    const ways = { z: "from", dz: "from", x: "into", dx: "into", w: "through", dw: "through" };
    return this.routes[ways[name]](r, c);
  }

  explain(name, r, c) {
    return explainRoutes(this.routes, name, r, c, this.used(name, r, c), this.lettered);
  }

  // The first output that has a gradient: the winner, if a maximum decides.
  firstReceiver() {
    const at = this.routes.upstream.flat().findIndex((value) => value !== 0);
    return this.windows.at(Math.max(0, at));
  }

  // Give one output the gradient 1, or all of them.
  send(value, sentence) {
    if (this.kind === "both") return;
    this.sheets.upstream.forEach((row, i) => row.forEach((_, j) => { row[j] = value(i, j); }));
    this.refresh();
    this.say(sentence());
  }

  pick(name, r, c) {
    this.chosen = [name, r, c];
    if (name !== "z" || this.kind === "both") return this.choose(name, r, c, true);
    return this.send((i, j) => Number(i === r && j === c), () => (
      `Only the output in ${place(r, c, FIRST)} has a gradient. ${this.receivers()}`));
  }

  // How many inputs and weights have a gradient now.
  receivers() {
    const counts = [["dx", "input"], ["dw", "weight"]].filter(([name]) => this.grids[name]).map(([name, word]) => ({
      word, some: this.grids[name].node.querySelectorAll(".has").length, all: this.grids[name].cells.flat().length,
    }));
    const parts = counts.map(({ word, some, all }) => `${some} of ${all === 1 ? "1" : `the ${all}`} ${word}${all === 1 ? "" : "s"}`);
    return `${parts.join(" and ")} ${parts.length === 1 && counts[0].some === 1 ? "receives" : "receive"} something.`;
  }

  choose(name, r, c, byKey) {
    this.chosen = [name, r, c];
    this.light();
    if (byKey) this.say(spoken(`${this.line.textContent.split(" = ")[0]} ${this.numbersLine.textContent}.`));
  }

  // Mark the chosen cell and all that it comes from, and write its sum.
  light() {
    const [name, r, c] = this.chosen;
    const used = this.used(name, r, c);
    const lit = { x: new Set(), w: new Set(), dz: new Set() };
    const source = ["z", "dz"].includes(name) ? ["x", "w"] : ["w", "dw"].includes(name) ? ["x", "dz"] : ["w", "dz"];
    const best = this.kind === "max" && ["z", "dz"].includes(name) ? this.routes.winner(r, c) : null;
    for (const t of used) {
      lit.x.add(`${t.r},${t.c}`);
      lit.w.add(`${t.a},${t.b}`);
      lit.dz.add(`${t.i},${t.j}`);
    }
    for (const [key, grid] of Object.entries(this.grids)) {
      grid.cells.forEach((row, i) => row.forEach((cell, j) => {
        const box = cell.closest(".cell");
        box.classList.toggle("lit", source.includes(key) && lit[key].has(`${i},${j}`));
        box.classList.toggle("now", key === name && i === r && j === c);
        box.classList.toggle("won", key === "x" && best?.r === i && best?.c === j);
      }));
    }
    const [symbols, numbers] = this.explain(name, r, c);
    this.line.textContent = symbols;
    this.numbersLine.textContent = numbers;
  }
}

// <cnn-gradient-routing>: forward above, backward below; every gradient as the sum of its routes.

class GradientRouting extends Explorer {
  static title = "Follow a gradient back";

  static extras = { chosen: null };

  static shape = GRADIENT_SHAPE;

  build(state) {
    const sheet = (values, size) => times(size, (r) => times(size, (c) => values[r]?.[c] ?? 0));
    const shape = (values) => [values.length, values[0].length];
    const { x, weight, upstream, kind, stride, sides, inLetters } = state;
    this.grids = null;
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
    // A step is an input or a weight: the sum that its gradient is.
    this.player = new Player({
      label: "Input or weight", onMove: (index, playing) => this.step(index, playing), onStop: () => this.tell(),
    });
    this.app.append(this.board, this.notice, this.work, this.player.node, gradientControls(this),
      h("p", { class: "hint" }, "Choose a cell to see the sum behind it and the cells that it comes from. ",
        "Choosing an output gives it the gradient 1 and all others 0. ",
        "Indices count from 1, as on paper: x\u2081\u2082 is row 1, column 2; in code it is x[0, 1]."));
    this.layout();
    if (state.chosen && !this.problem()) this.restore(...state.chosen);
  }

  state() {
    const { kind, stride, sides, inLetters, sizes, windows } = this;
    const output = windows.output.map((size) => Math.max(1, size));
    return {
      x: this.values("x", sizes.x), weight: this.values("weight", sizes.weight),
      upstream: this.routes && !this.problem() ? this.routes.upstream : this.values("upstream", output),
      kind, stride, sides, inLetters, chosen: this.picked ? this.chosen : null,
    };
  }

  code() {
    return gradientCode(this.state());
  }

  // The cells that a step can be: the gradients of all inputs, then of all weights.
  steps() {
    return ["dx", "dw"].filter((name) => this.grids[name]).flatMap((name) => {
      const { rows, columns } = this.grids[name];
      return times(rows * columns, (at) => [name, Math.floor(at / columns), at % columns]);
    });
  }

  step(index, playing) {
    this.picked = true;
    this.choose(...this.steps()[index], !playing);
  }

  // The scrubber follows a cell that was chosen elsewhere.
  follow() {
    const chosen = String(this.chosen);
    this.player.index = this.steps().findIndex((step) => String(step) === chosen);  // or NOT_STARTED
    this.player.show();
  }

  restore(name, r, c) {
    const grid = this.grids[name];
    if (!grid || r >= grid.rows || c >= grid.columns) return;
    this.picked = true;
    this.choose(name, r, c, false);
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
    this.player.node.hidden = Boolean(problem);
    if (problem) return this.say(problem);
    this.chosen = null;
    this.picked = false;
    const given = this.values("upstream", this.windows.output).flat();
    if (this.grids && !given.some(Boolean)) this.sheets.upstream[0][0] = 1;  // cut off by a change of size
    this.drawGrids();
    this.compute();
    this.player.reset(this.steps().length, NOT_STARTED);
    const [rows, columns] = this.windows.output;
    return this.say(`The output has ${plural(rows, "row")} and ${plural(columns, "column")}. ${this.receivers()}`);
  }

  problem() {
    return gradientProblem(this);
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
    const edit = (name) => (r, c, value) => { this.sheets[name][r][c] = value; this.compute(); };
    const upstream = this.kind === "both" ? {} : { onEdit: edit("upstream") };
    this.grids = {
      x: make("x", "Input x", size, { onEdit: edit("x") }),
      z: make("z", "Output z", output, { look: wide }),
      dx: make("dx", "Gradient of x", size, { look: wide }),
      dz: make("dz", "Gradient of z", output, upstream),
    };
    if (this.kind !== "max") {
      this.grids.w = make("w", "Weight w", kernel, lettered ? {} : { onEdit: edit("weight") });
      this.grids.dw = make("dw", "Gradient of w", kernel);
    }
    fillBoard(this.board, this.grids, kernel[1]);
  }

  // Compute and write all numbers; called after every edit.
  compute() {
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
        if (cell !== active || !grid.onEdit) grid.write(r, c, words, `${place(r, c, FIRST)}: ${spokenSum(words)}`);
        cell.closest(".cell").classList.toggle("has", name.startsWith("d") && words !== "0");
      }));
    }
    this.chosen ??= ["z", ...this.firstReceiver()];
    this.light();
    this.loss.textContent = this.kind === "both" ? lossWords(routes, this.firstReceiver(), lettered) : "";
    this.keepRoom();
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
    this.compute();
    this.say(sentence());
  }

  pick(name, r, c) {
    this.chosen = [name, r, c];
    if (name !== "z" || this.kind === "both") return this.choose(name, r, c, true);
    return this.send((i, j) => Number(i === r && j === c), () => (
      `Only the output in ${place(r, c, FIRST)} has a gradient. ${this.receivers()}`));
  }

  receivers() {
    return receiverWords(this.grids);
  }

  choose(name, r, c, aloud) {
    if (aloud) this.picked = true;
    this.chosen = [name, r, c];
    this.light();
    this.follow();
    if (aloud) this.tell();
  }

  // One sentence: the chosen cell, and the sum with its numbers.
  tell() {
    this.say(spokenSum(`${this.line.textContent.split(" = ")[0]} ${this.numbersLine.textContent}.`));
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

// <cnn-architecture>: stack layers and read off shapes, parameters, multiply-adds, memory and field.
// FAMOUS, the known networks, comes from architecture.py.

const STACK_HEADS = [["Layer", "layer"], ["Output", "out"], ["Parameters", "par."], ["Multiply-adds", "MACs"],
  ["Memory, bytes", "bytes"], ["Field", "field"]];

class ArchitectureBuilder extends Explorer {
  static title = "Build a network, layer by layer";

  static shape = {
    channels: isWhole(1, 64), n: isWhole(1, 512), layers: isList(isStackedLayer, 1, MOST_STACKED),
    step: isWhole(0, MOST_STACKED - 1),
  };

  build({ channels, n, layers, step }) {
    Object.assign(this, { channels, n, layers });
    this.notice = h("p", { class: "notice", hidden: true });  // spoken by `tell`
    this.body = h("tbody");
    this.foot = h("tfoot");
    const head = ([full, short]) => h("th", { scope: "col" }, h("span", { class: "full" }, full),
      h("span", { class: "short" }, short));
    const table = h("table", { "aria-label": "Layers and what they cost" },
      h("thead", {}, h("tr", {}, STACK_HEADS.map(head))), this.body, this.foot);
    this.formulas = h("dl", { class: "lines" });
    this.editor = new LayerEditor({
      onChange: (layer) => { this.layers = this.layers.with(this.player.index, layer); this.fill(); this.tell(); },
      onSwap: (layer) => { this.layers = this.layers.with(this.player.index, layer); this.layout(this.player.index); },
      onAct: (name) => this.act(name),
    });
    this.player = new Player({
      label: "Layer", onMove: (index, playing) => this.choose(index, playing), onStop: () => this.tell(),
      tell: (index) => `Layer ${index + 1}, ${stackedName(this.layers[index])}`,
    });
    this.app.append(this.controls(), this.notice, h("div", { class: "scroll table" }, table), this.player.node,
      this.formulas, this.editor.node, h("p", { class: "hint" }, "Choose a layer to change it and to see its numbers ",
        "worked out. Bars show the share of the largest layer. Memory is what a layer writes, in float32. "
        + "A convolution before a batch normalization has no bias."));
    this.layout(step);
  }

  state() {
    const { channels, n, layers } = this;
    return { channels, n, layers, step: this.player.index };
  }

  code() {
    return stackedCode(this.channels, this.n, this.layers);
  }

  controls() {
    this.known = choice({
      label: "Network", value: "own",
      options: [["own", "your own"], ...Object.entries(FAMOUS).map(([key, { name }]) => [key, name])],
      onChange: (key) => this.load(key),
    });
    const field = (label, name, high) => stepper({
      label, low: 1, high, value: this[name], onChange: (next) => { this[name] = next; this.fill(); this.tell(); },
    });
    this.inputs = { channels: field("Input channels", "channels", 64), n: field("Input size", "n", 512) };
    return h("div", { class: "settings", role: "group", "aria-label": "Settings" },
      this.known.node, this.inputs.channels.node, this.inputs.n.node);
  }

  load(key) {
    if (key === "own") return;
    const { channels, n, layers } = structuredClone(FAMOUS[key]);
    Object.assign(this, { channels, n, layers });
    this.inputs.channels.set(channels);
    this.inputs.n.set(n);
    this.layout();
  }

  act(name) {
    const at = this.player.index;
    const { length } = this.layers;
    if (name === "add" && length === MOST_STACKED) return this.say(`There are ${length} layers, which is the most.`);
    if (name === "remove" && length === 1) return this.say("The last layer stays: a network has at least one.");
    if (name === "up" && at === 0) return this.say("It is the first layer already.");
    if (name === "down" && at === length - 1) return this.say("It is the last layer already.");
    const target = at + { add: 1, remove: 0, up: -1, down: 1 }[name];
    const layers = name === "add" ? this.layers : this.layers.toSpliced(at, 1);
    const placed = name === "add" ? ["conv", ...LAYER_KINDS.conv[2]] : this.layers[at];
    this.layers = name === "remove" ? layers : layers.toSpliced(target, 0, placed);
    return this.layout(Math.min(target, this.layers.length - 1));
  }

  // Layers have come, gone or moved: the table is built anew.
  layout(step = 0) {
    this.cells = [];
    const row = (level) => {
      const name = level ? h("button", {
        type: "button", class: "name", onclick: () => { this.player.pause(); this.player.go(level - 1); },
      }, "") : "input";
      const cells = times(5, () => h("td"));
      this.cells.push({ name, cells });
      return h("tr", {}, h("th", { scope: "row" }, name), cells);
    };
    this.body.replaceChildren(...times(this.layers.length + 1, row));
    this.fill();
    this.player.reset(this.layers.length, step);
  }

  // A number has changed: the table follows.
  fill() {
    const { channels, n, layers } = this;
    const { rows, problem } = stackRows(channels, n, layers);
    this.rows = rows;
    const now = JSON.stringify({ channels, n, layers });
    const same = ({ name, ...rest }) => JSON.stringify(rest) === now;
    this.known.set(Object.keys(FAMOUS).find((key) => same(FAMOUS[key])) || "own");
    this.notice.textContent = problem;
    this.notice.hidden = !problem;
    const most = { parameters: 1, macs: 1, bytes: 1 };
    for (const row of rows.map(rowNumbers)) {
      for (const key of Object.keys(most)) most[key] = Math.max(most[key], row[key]);
    }
    this.cells.forEach((line, level) => this.fillLine(line, level, most));
    this.fillSums(problem);
    this.writeFormulas();
  }

  fillLine({ name, cells }, level, most) {
    const row = this.rows[level];
    if (level) name.textContent = `${level} ${stackedName(this.layers[level - 1])}`;
    cells[0].closest("tr").classList.toggle("misfit", level === this.rows.length);
    if (!row) {
      for (const cell of cells) {
        cell.textContent = "\u2013";
        cell.removeAttribute("title");
        cell.classList.remove("share");
      }
      return;
    }
    const numbers = rowNumbers(row);
    cells[0].textContent = row.n === 1 && level ? String(row.c) : `${row.c}\u00d7${row.n}\u00d7${row.n}`;
    Object.entries(numbers).forEach(([key, value], at) => {
      cells[at + 1].textContent = shortCount(value);
      cells[at + 1].title = withCommas(value);
      cells[at + 1].classList.toggle("share", value > 0);
      cells[at + 1].style.setProperty("--share", `${(100 * value) / most[key]}%`);
    });
    cells[4].textContent = withCommas(row.field);
    cells[4].title = withCommas(row.field);
  }

  fillSums(problem) {
    const sum = (key) => this.rows.reduce((all, row) => all + rowNumbers(row)[key], 0);
    const cells = ["parameters", "macs", "bytes"].map((key) => (
      problem ? h("td", {}, "\u2013") : h("td", { title: withCommas(sum(key)) }, shortCount(sum(key)))));
    this.foot.replaceChildren(h("tr", {}, h("th", { scope: "row" }, "sum"), h("td"), cells, h("td")));
  }

  choose(index, playing) {
    this.cells.forEach(({ name }, level) => {
      if (level) name.setAttribute("aria-pressed", String(level === index + 1));
    });
    this.editor.show(this.layers[index], index, this.layers.length);
    this.writeFormulas(index);
    if (!playing) this.tell();
  }

  writeFormulas(index = this.player.index) {
    const [before, after] = [this.rows[index], this.rows[index + 1]];
    const lines = after ? layerFormulas(this.layers[index], before, after)
      : [["Output", "none: see above which layer does not fit"]];
    this.formulas.replaceChildren(...lines.flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, text)]));
  }

  // One sentence after a change: what does not fit, or what the chosen layer puts out.
  tell() {
    if (!this.notice.hidden) {
      this.say(this.notice.textContent);
      return;
    }
    const at = this.player.index;
    const { c, n, field, ...rest } = this.rows[at + 1];
    const { parameters, macs } = rowNumbers(rest);
    const many = (number, word) => plural(number, word).replace(String(number), withCommas(number));
    this.say(`Layer ${at + 1}, ${stackedName(this.layers[at])}: output ${c} by ${n} by ${n}, `
      + `${many(parameters, "parameter")}, ${many(macs, "multiply-add")}, field ${withCommas(field)}.`);
  }
}

// <cnn-receptive-field>: stack layers and watch the field of one output grow on the input.
// STACKS, the named stacks, comes from receptive_field.py.

const MOST = 8;
const LIMITS = { kernel: [1, 11], stride: [1, 4], dilation: [1, 16], padding: [0, 5] };
const isLayer = (value) => value instanceof Object && isOneOf("conv", "pool")(value.kind)
  && Object.keys(value).length === 5 && Object.entries(LIMITS).every(([key, ends]) => isWhole(...ends)(value[key]));

class ReceptiveField extends Explorer {
  static title = "Watch a receptive field grow";

  static extras = { place: null };

  static shape = {
    n: isWhole(4, 40), planar: isFlag, weighted: isFlag, layers: isList(isLayer, 0, MOST),
    place: (value) => value === null || isPair(0, 60)(value),
  };

  wake() {
    super.wake();
    this.painting ??= new ResizeObserver(() => { if (this.clientWidth !== this.painted) this.paint(); });
    this.painting.observe(this);
  }

  build(state) {
    const { n, layers, planar, weighted, place } = state;
    Object.assign(this, { n, layers, planar, weighted, place, placed: place !== null });
    this.picture = h("div", { class: "picture" });
    this.notice = h("p", { class: "notice", hidden: true });  // spoken by `tell`
    this.sentence = h("p", { class: "sentence" });
    this.sliders = h("div", { class: "sliders" });
    this.transport = h("div");
    this.body = h("tbody");
    const heads = ["Layer", "kernel", "stride", "dilation", "padding", "units", "jump", "field", "start"];
    const short = ["", "k", "s", "d", "p", "n", "jump", "field", "start"];  // for phones
    const head = (name, at) => h("th", { scope: "col" }, h("span", { class: "full" }, name),
      h("span", { class: "short" }, short[at] || name));
    const table = h("table", { "aria-label": "Layers and their receptive fields" },
      h("thead", {}, h("tr", {}, heads.map(head), h("td"))), this.body);
    this.app.append(this.picture, this.sentence, this.sliders, this.transport, this.notice,
      h("div", { class: "scroll table" }, table), this.controls(),
      h("p", { class: "hint" }, "Change a number in the table. Unit i of a layer sees the inputs from ",
        "start\u00a0+\u00a0i\u00b7jump on, as many as its field. Inputs and units count from 0; ",
        "places outside the input are padding."));
    table.parentNode.after(h("div", { class: "under" }, this.add));
    this.rebuild();
  }

  state() {
    const { n, layers, planar, weighted, place, placed } = this;
    return { n, layers, planar, weighted, place: placed ? place : null };
  }

  code() {
    return fieldCode(this.n, this.layers);
  }

  controls() {
    this.inputSize = stepper({
      label: "Input size", low: 4, high: 40, value: this.n,
      onChange: (n) => { this.n = n; this.rebuild(); this.tell(); },
    });
    this.stack = choice({
      label: "Stack of layers", value: "own",
      options: [["own", "your own"], ...Object.entries(STACKS).map(([key, { name }]) => [key, name])],
      onChange: (key) => this.load(key),
    });
    this.add = action("Add a layer", () => {
      if (this.layers.length === MOST) return this.say(`There are ${MOST} layers, which is the most.`);
      this.layers.push({ kind: "conv", kernel: 3, stride: 1, padding: 0, dilation: 1 });
      this.rebuild();
      return this.tell(`Layer ${this.layers.length} added, a convolution of 3. `);
    });
    const toggle = (label, name) => check({
      label, value: this[name], onChange: (yes) => { this[name] = yes; this.rebuild(); this.tell(); },
    }).node;
    return h("div", { class: "settings", role: "group", "aria-label": "Settings" },
      this.stack.node, this.inputSize.node,
      h("div", { class: "checks" }, toggle("Two axes", "planar"), toggle("Shade by number of paths", "weighted")));
  }

  load(key) {
    if (key === "own") return;
    const { n, layers } = STACKS[key];
    this.n = n;
    this.layers = layers.map((one) => ({ ...one }));
    this.inputSize.set(n);
    this.place = null;
    this.placed = false;
    this.rebuild();
    this.tell();
  }

  // Layers were added, removed or replaced: a new table.
  rebuild() {
    this.results = [];
    const first = h("tr", {}, h("th", { scope: "row" }, "input"), times(4, () => h("td")), this.resultCells(0), h("td"));
    this.body.replaceChildren(first, ...this.layers.map((one, index) => this.layerRow(one, index)));
    this.update();
  }

  resultCells(level) {
    this.results[level] = times(4, () => h("td", { class: "result" }));
    return this.results[level];
  }

  layerRow(one, index) {
    const name = `Layer ${index + 1}`;
    const kind = h("select", { "aria-label": `${name}, kind`, onchange: () => { one.kind = kind.value; this.update(); } },
      ["conv", "pool"].map((word) => h("option", { value: word }, word)));
    kind.value = one.kind;
    const number = (key) => {
      const [low, high] = LIMITS[key];
      const { input } = wholeField({
        label: `${name}, ${key}`, low, high, value: one[key],
        onChange: (next) => { one[key] = next; this.update(); this.tell(); },
        onRefuse: (sentence) => this.refuse(sentence),
      });
      return h("td", {}, input);
    };
    const remove = h("button", {
      type: "button", class: "remove", "aria-label": `Remove layer ${index + 1}`,
      onclick: () => {
        this.layers.splice(index, 1);
        this.rebuild();
        (this.body.querySelectorAll(".remove")[Math.max(0, index - 1)] || this.add).focus();
        this.tell(`Layer ${index + 1} removed. `);
      },
    }, "\u00d7");
    return h("tr", {}, h("th", { scope: "row" }, h("span", { class: "order" }, String(index + 1)), kind),
      Object.keys(LIMITS).map(number), this.resultCells(index + 1), h("td", {}, remove));
  }

  // A number has changed: sizes, table, sliders and picture follow.
  update() {
    this.add.setAttribute("aria-disabled", String(this.layers.length === MOST));
    this.rows = layerFields(this.n, this.layers);
    this.stack.set(Object.keys(STACKS).find((key) => (
      STACKS[key].n === this.n && JSON.stringify(STACKS[key].layers) === JSON.stringify(this.layers))) || "own");
    this.results.forEach((cells, level) => {
      const row = this.rows[level];
      const values = row ? [row.n, row.jump, row.field, row.start] : ["\u2013", "\u2013", "\u2013", "\u2013"];
      cells.forEach((cell, index) => { cell.textContent = row ? show(values[index]) : values[index]; });
    });
    const cut = this.rows.length - 1;
    this.notice.hidden = cut === this.layers.length;
    this.notice.textContent = this.notice.hidden ? ""
      : `Layer ${cut + 1} does not fit: what reaches it is only ${this.rows[cut].n} wide. Take a larger input or more padding.`;
    const last = this.rows.at(-1).n - 1;
    const centre = Math.floor(last / 2);
    this.place = (this.place || [centre, centre]).map((at) => Math.min(at, last));
    const names = this.planar ? ["Output row", "Output column"] : [];
    this.ranges = names.map((label, axis) => slider({
      label, low: 0, high: last, value: this.place[axis],
      onChange: (at) => this.moveTo(this.place.with(axis, at)),
    }));
    this.sliders.replaceChildren(...this.ranges.map((range) => range.node));
    this.makePlayer(last + 1);
    this.paint();
  }

  // The steps are the output's units, of two axes row by row; the scrubber chooses one.
  makePlayer(units) {
    this.player?.pause();
    this.player = new Player({
      label: this.planar ? "Output, row by row" : "Output unit", interval: 500,
      onMove: (index) => this.visit(this.planar ? [Math.floor(index / units), index % units] : [index, index]),
      onStop: () => this.tell(), tell: () => this.sentence.textContent,
    });
    this.player.count = this.planar ? units * units : units;
    this.player.scrubber.max = this.player.count - 1;
    this.transport.replaceChildren(this.player.node);
  }

  visit(place) {
    this.place = place;
    this.placed = true;
    this.paint();
  }

  // Choose a unit by hand; playing ends there.
  moveTo(place) {
    this.player.pause();
    this.visit(place);
  }

  // One sentence after a change: what does not fit, or what the output sees now.
  tell(before = "") {
    this.say(before + (this.notice.hidden ? this.sentence.textContent : this.notice.textContent));
  }

  refuse(sentence) {
    this.notice.hidden = false;
    this.notice.textContent = sentence;
  }

  paint() {
    const { rows, layers, weighted } = this;
    this.painted = this.clientWidth;
    const width = Math.max(200, this.clientWidth);
    const axes = this.planar ? [0, 1] : [0];
    const reached = axes.map((axis) => pathsTo(this.place[axis], rows, layers));
    const onPick = (...place) => this.moveTo(this.planar ? place : [place[0], place[0]]);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const common = { rows, layers, weighted, width, rem, onPick };
    this.picture.classList.toggle("maps", this.planar);
    this.picture.replaceChildren(...(this.planar ? drawMaps({ ...common, reached, place: this.place })
      : [drawRows({ ...common, reached: reached[0], chosen: this.place[0] })]));
    this.sentence.textContent = this.words(reached);
    this.picture.setAttribute("role", "img");
    this.picture.setAttribute("aria-label", this.pictured(reached));
    // What a slider says is what the output sees, not only its number.
    this.ranges.forEach(({ input }, axis) => {
      input.value = this.place[axis];
      input.setAttribute("aria-valuetext", this.sentence.textContent);
    });
    const [row, column] = this.place;
    this.player.index = this.planar ? row * this.rows.at(-1).n + column : row;
    this.player.show();
  }

  // What is marked in the picture, layer by layer, from the output down.
  pictured(reached) {
    const counts = this.rows.map((_, level) => reached.reduce((all, one) => all * one[level].size, 1));
    const parts = counts.slice(0, -1).map((size, level) => (
      level ? `${plural(size, "unit")} of layer ${level}` : plural(size, "input")));
    return parts.length ? `The layers; marked is what the output is computed from: ${parts.reverse().join(", ")}.`
      : "The input, without a layer.";
  }

  words(reached) {
    const row = this.rows.at(-1);
    const ends = reached.map((_, axis) => fieldEnds(row, this.place[axis], this.n));
    const range = ({ first, last }, word) => (
      first === last ? `${word} ${show(first)}` : `${word}s ${show(first)} to ${show(last)}`);
    const used = reached.map(([inputs]) => inputs.size);
    const inside = ends.map(({ outside }) => row.field - outside);
    if (this.planar) {
      return `Output (${this.place.join(", ")}) sees ${range(ends[0], "row")} and `
        + `${range(ends[1], "column")}: ${row.field} \u00d7 ${row.field} ${row.field === 1 ? "place" : "places"}. It is computed from ${plural(used[0] * used[1], "input")}.`;
    }
    const beyond = paddingWords(ends[0].outside, row.field);
    const holes = used[0] < inside[0]
      ? ` It uses only ${used[0]} of these inputs: the others fall through the gaps.` : "";
    return `Output ${this.place[0]} sees ${range(ends[0], "input")}: ${plural(row.field, "place")}${beyond}.${holes}`;
  }
}

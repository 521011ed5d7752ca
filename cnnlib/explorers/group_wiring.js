// <cnn-group-wiring>: which input channels feed which output channel, and what groups save.

const WIRINGS = {
  ordinary: ["ordinary, one group", (c) => ({ inputs: c.inputs, outputs: c.outputs, groups: 1 })],
  two: ["two groups", () => ({ inputs: 6, outputs: 4, groups: 2 })],
  depthwise: ["depthwise, a group a channel", (c) => ({ inputs: c.inputs, outputs: c.inputs, groups: c.inputs })],
  multiplied: ["depthwise, two filters a channel", () => ({ inputs: 6, outputs: 12, groups: 6 })],
};
const MOST_CHANNELS_WIRED = 32;

const divisors = (a, b) => times(Math.min(a, b), (at) => at + 1).filter((one) => a % one === 0 && b % one === 0);

class GroupWiring extends Explorer {
  static title = "Wire channels in groups";

  static shape = {
    inputs: isWhole(1, MOST_CHANNELS_WIRED), outputs: isWhole(1, MOST_CHANNELS_WIRED),
    groups: isWhole(1, MOST_CHANNELS_WIRED), kernel: isWhole(1, 7), places: isWhole(1, 256),
    step: isWhole(0, MOST_CHANNELS_WIRED - 1),
    input: (value) => value === null || isWhole(0, MOST_CHANNELS_WIRED - 1)(value),
  };
  static extras = { step: 0, input: null };

  build({ step, input, ...numbers }) {
    this.numbers = numbers;
    this.preview = null;  // what the pointer is on
    this.stage = h("div", { class: "wiring" });
    this.notice = h("p", { class: "notice", hidden: true });  // spoken by `layout`
    this.sentence = h("p", { class: "sentence" });
    this.formulas = h("div", { class: "counts" });
    this.player = new Player({
      label: "Output channel", onMove: (index, playing) => this.moved(index, playing), onStop: () => this.tell(),
      tell: () => this.sentence.textContent,
    });
    this.app.append(this.controls(), this.notice, this.stage, this.sentence, this.player.node, this.formulas,
      h("p", { class: "hint" }, "Choose a channel on either side: an output shows the inputs that feed it, an input the "
        + "outputs that it feeds. Channels, groups and filters count from 0."));
    this.layout(step);
    if (input !== null && input < numbers.inputs) this.choose("input", input);
  }

  state() {
    return { ...this.numbers, step: this.player.index, input: this.chosen };
  }

  code() {
    const { inputs, outputs, groups, kernel, places } = this.numbers;
    return [
      "import numpy as np", "", "from cnnlib import ops", "from cnnlib.specs import Convolution", "",
      `channels, filters, groups = ${inputs}, ${outputs}, ${groups}`,
      `kernel, n = ${kernel}, ${places}  # the output has n by n places`,
      "layer = Convolution(filters, kernel, groups=groups)",
      "x_shape = (channels, n + kernel - 1, n + kernel - 1)",
      "weights, macs = layer.weights(x_shape), layer.macs(x_shape)",
      "# An image for each channel, with ones in it alone: who answers has a kernel for it.",
      "images = np.eye(channels)[:, :, None, None]",
      "ones = np.ones((filters, channels // groups, 1, 1))",
      "wiring = ops.conv2d(images, ones, groups=groups)[:, :, 0, 0].T  # (filters, channels)",
      "print(wiring.astype(int))", 'print(f"{weights:,} weights, {macs:,} multiply-adds")',
    ];
  }

  controls() {
    const limits = { inputs: MOST_CHANNELS_WIRED, outputs: MOST_CHANNELS_WIRED, groups: MOST_CHANNELS_WIRED, kernel: 7, places: 256 };
    const names = { inputs: "Input channels", outputs: "Output channels", groups: "Groups", kernel: "Kernel size", places: "Output size" };
    this.fields = Object.fromEntries(Object.entries(limits).map(([name, high]) => [name, stepper({
      label: names[name], low: 1, high, value: this.numbers[name],
      onChange: (next) => { this.numbers[name] = next; this.layout(); },
    })]));
    this.named = choice({
      label: "Wiring", value: "own",
      options: [["own", "your own"], ...Object.entries(WIRINGS).map(([key, [name]]) => [key, name])],
      onChange: (key) => this.load(key),
    });
    return h("div", { class: "settings above", role: "group", "aria-label": "Settings" },
      this.named.node, Object.values(this.fields).map((one) => one.node));
  }

  load(key) {
    if (key === "own") return;
    Object.assign(this.numbers, WIRINGS[key][1](this.numbers));
    for (const name of ["inputs", "outputs", "groups"]) this.fields[name].set(this.numbers[name]);
    this.layout();
  }

  // Show the name of the wiring if it has one.
  rename() {
    const { inputs, outputs, groups } = this.numbers;
    const now = JSON.stringify({ inputs, outputs, groups });
    this.named.set(Object.keys(WIRINGS).find((key) => JSON.stringify(WIRINGS[key][1](this.numbers)) === now) || "own");
  }

  // In plain words, why these groups are impossible; an empty string if they are not.
  problem() {
    const { inputs, outputs, groups } = this.numbers;
    const uneven = [[inputs, "input channel"], [outputs, "output channel"]].filter(([count]) => count % groups);
    if (!uneven.length) return "";
    const shares = uneven.map(([count, word]) => plural(count, word)).join(" and ");
    const fair = divisors(inputs, outputs);
    return `${plural(groups, "group")} cannot share ${shares} evenly. `
      + (fair.length > 1 ? `Possible with these channels: ${fair.join(", ")}.` : "With these channels only one group is possible.");
  }

  layout(step = 0) {
    const { inputs, outputs } = this.numbers;
    const problem = this.problem();
    this.rename();
    this.preview = null;
    this.chosen = null;  // an input; without one the step says which output is shown
    const column = (label, rows, kind) => new Grid({
      label, rows, columns: 1, onVisit: (r) => this.peek({ kind, at: r }), onLeave: () => this.peek(null),
      onPick: (r) => this.choose(kind, r),
    });
    this.grids = { input: column("Input channels", inputs, "input"), output: column("Output channels", outputs, "output") };
    this.wires = problem ? null : drawWires(this.numbers);
    for (const grid of Object.values(this.grids)) times(grid.rows, (r) => grid.write(r, 0, String(r), `channel ${r}`));
    const caption = (name, count) => h("div", { class: `caption ${name.toLowerCase()}` }, h("b", {}, name), ` ${plural(count, "channel")}`);
    this.stage.replaceChildren(this.grids.input.node,
      h("div", { class: "wires" }, this.wires ? this.wires.figure : sign("?")), this.grids.output.node,
      caption("Input", inputs), caption("Output", outputs));
    this.stage.style.setProperty("--rows", Math.max(inputs, outputs));
    this.notice.textContent = problem;
    this.notice.hidden = !problem;
    for (const node of [this.sentence, this.player.node, this.formulas]) node.hidden = Boolean(problem);
    this.sentence.style.minHeight = "";
    this.formulas.replaceChildren(...(problem ? [] : groupCounts(this.numbers)));
    this.player.reset(problem ? 0 : outputs, step);
    if (problem) this.say(problem);
  }

  // A chosen output becomes the step, a chosen input the first output that it feeds.
  choose(kind, at) {
    if (this.problem()) return;
    this.player.pause();
    this.preview = null;
    const [first] = partners(this.numbers, kind, at);
    this.chosen = kind === "input" ? at : null;
    this.player.go(this.chosen === null ? at : first);
  }

  peek(where) {
    this.preview = where;
    this.moved(this.player.index, true);
  }

  shown() {
    if (this.preview) return this.preview;
    return this.chosen === null ? { kind: "output", at: this.player.index } : { kind: "input", at: this.chosen };
  }

  moved(index, playing) {
    if (this.notice.hidden === false || !this.wires) return;
    if (this.chosen !== null && partners(this.numbers, "input", this.chosen)[0] !== index) this.chosen = null;
    const { kind, at } = this.shown();
    const other = kind === "input" ? "output" : "input";
    const [first, last] = partners(this.numbers, kind, at);
    const mark = (grid, test, name) => grid.cells.forEach(([cell], r) => {
      cell.classList.toggle(name, test(r));
      cell.setAttribute("aria-selected", String(test(r)));
    });
    for (const grid of Object.values(this.grids)) mark(grid, () => false, "now");
    for (const grid of Object.values(this.grids)) mark(grid, () => false, "touched");
    mark(this.grids[kind], (r) => r === at, "now");
    mark(this.grids[other], (r) => r >= first && r <= last, "touched");
    this.wires.light(kind, at);
    this.sentence.textContent = this.words(kind, at, first, last);
    keepRoom(this.sentence);
    if (!playing) this.tell();
  }

  words(kind, at, first, last) {
    const { inputs, outputs, groups, kernel } = this.numbers;
    const group = Math.floor(at / ((kind === "input" ? inputs : outputs) / groups));
    const ends = (word) => (first === last ? `${word} ${first}` : `${word}s ${first} to ${last}`);
    const where = groups > 1 ? ` of group ${group}` : "";
    if (kind === "input") return `Input ${at}${where} feeds ${ends("output")}, and no other.`;
    const fed = last - first + 1;
    return `Output ${at}${where} is fed by ${ends("input")}: its filter has ${plural(fed, "kernel")} of `
      + `${kernel} \u00b7 ${kernel}, which is ${plural(fed * kernel * kernel, "weight")}.`;
  }

  tell() {
    this.say(this.sentence.textContent);
  }
}

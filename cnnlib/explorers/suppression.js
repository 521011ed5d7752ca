// <cnn-suppression>: overlap of boxes, and non-maximum suppression one kept box at a time.

const isBoxSide = isWhole(0, Math.max(...BOX_SCENE_SIZE));
const isBoxRow = (count) => (value) => isList((one) => Number.isInteger(one), count)(value)
  && value.slice(0, 4).every(isBoxSide) && value[0] < value[2] && value[1] < value[3] && value[3] <= BOX_SCENE_SIZE[1]
  && value.slice(4, -1).every(isWhole(0, 100)) && isWhole(1, BOX_CLASSES.length)(value.at(-1));
const MOST_OBJECTS = 3;
const BOX_SIDES = ["x1, left", "y1, top", "x2, right", "y2, bottom"];

class SuppressionExplorer extends Explorer {
  static title = "Suppress boxes that frame an object twice";

  static shape = {
    boxes: isList(isBoxRow(6), 1, BOX_LETTERS.length), truths: isList(isBoxRow(5), 1, MOST_OBJECTS), threshold: isWhole(0, 100),
    apart: isFlag, pair: isPair(0, BOX_LETTERS.length + MOST_OBJECTS - 1), step: isWhole(0, BOX_LETTERS.length),
  };

  build({ step, ...rest }) {
    Object.assign(this, rest);
    this.keepPair();
    this.scene = new BoxScene({ onChoose: (index) => this.choose(index), onMove: (box, held) => this.reshape(box, held) });
    this.matrix = new OverlapMatrix({ onVisit: (pair) => this.peek(pair), onPick: (pair) => this.pick(pair) });
    this.formulas = h("div", { class: "formulas" });
    this.headline = h("p", { class: "headline" });
    this.reasons = h("ul", { class: "reasons" });
    this.counted = h("p", { class: "counted" });
    this.found = h("ul", { class: "found" });
    this.told = h("div", { class: "told" }, h("div", {}, this.headline, this.reasons), h("div", {}, this.counted, this.found));
    this.player = new Player({
      label: "Boxes kept so far", onMove: (index, playing) => this.moved(playing), onStop: () => this.tell(),
      tell: () => this.headline.textContent,
    });
    const drawing = h("div", { class: "panel" }, this.scene.node,
      h("div", { class: "legend", "aria-hidden": "true" }, [["waiting", "waits"], ["kept", "kept"], ["dropped", "just suppressed"], ["gone", "suppressed"],
        ["shared", "intersection"]].map(([look, word]) => h("span", {}, h("i", { class: look }), word))));
    this.app.append(this.controls(), h("div", { class: "stage" }, drawing, this.matrix.node), this.formulas, this.player.node, this.told,
      this.boxControls(),
      h("p", { class: "hint", id: "how" }, "Drag a box or one of its corners; a click where boxes lie over each other goes from one to the next. "
        + "With the keyboard: arrows move the chosen box, with Shift its lower right corner; a letter chooses another box. "
        + "The two boxes chosen last are compared. A box frames an object, underlined in the grid, if their IoU is at least 0.5."));
    this.layout(step);
  }

  state() {
    const { boxes, truths, threshold, apart, pair } = this;
    return { boxes, truths, threshold, apart, pair, step: this.player.index };
  }

  code() {
    return suppressionCode(this);
  }

  controls() {
    this.named = choice({
      label: "Scene", value: "own",
      options: [...Object.entries(BOX_SCENES).map(([key, { name }]) => [key, name]), ["own", "your own"]],
      onChange: (key) => this.load(key),
    });
    this.limit = slider({
      label: "", low: 0, high: 100, value: this.threshold, onChange: (next) => { this.threshold = next; this.layout(this.player.index); },
    });
    this.within = check({
      label: "Suppress within a class only", value: this.apart,
      onChange: (yes) => { this.apart = yes; this.layout(this.player.index); },
    });
    this.limit.node.classList.add("broad");
    return h("div", { class: "settings above", role: "group", "aria-label": "Settings" }, this.named.node, this.limit.node, this.within.node);
  }

  // What belongs to the chosen box.
  boxControls() {
    const sides = BOX_SIDES.map((label, at) => stepper({
      label, low: at > 1 ? 1 : 0, high: BOX_SCENE_SIZE[at % 2] - (at > 1 ? 0 : 1), value: this.mine()[at], onChange: (next) => this.setSide(at, next),
    }));
    const score = stepper({
      label: "Score, in %", low: 0, high: 100, value: this.mine()[4],
      onChange: (next) => this.reshape(this.mine().with(4, next), false),
    });
    this.fields = [...sides, score];
    this.who = h("div", { class: "chosen-box" });
    return h("div", { class: "settings of-box", role: "group", "aria-label": "The chosen box" }, this.who, this.fields.map((one) => one.node));
  }

  mine() {
    return this.boxes[this.pair[0]];
  }

  // An address may ask for boxes that are not there.
  keepPair() {
    const { boxes, truths } = this;
    this.pair = [Math.min(this.pair[0], boxes.length - 1), Math.min(this.pair[1], boxes.length + truths.length - 1)];
  }

  load(key) {
    if (key === "own") {
      this.rename();
      return;
    }
    Object.assign(this, structuredClone({ boxes: BOX_SCENES[key].boxes, truths: BOX_SCENES[key].truths }));
    const order = byFallingScore(this.boxes);
    this.pair = [order[1] ?? order[0], order[0]];
    for (const box of [this.formulas, this.told]) box.style.minHeight = "";
    this.layout(0);
  }

  rename() {
    const now = JSON.stringify([this.boxes, this.truths]);
    this.named.set(Object.keys(BOX_SCENES).find((key) => JSON.stringify([BOX_SCENES[key].boxes, BOX_SCENES[key].truths]) === now) || "own");
  }

  // The two boxes that were chosen last are compared.
  choose(index) {
    const [chosen, other] = this.pair;
    if (index >= this.boxes.length) this.pick([chosen, index]);
    else this.pick([index, chosen === index ? other : chosen]);
  }

  // The other side makes way, so that a box keeps a width and a height.
  setSide(at, value) {
    const box = this.mine().with(at, value);
    const across = (at + 2) % 4;
    if (box[0] >= box[2] || box[1] >= box[3]) box[across] = at > 1 ? value - 1 : value + 1;
    this.reshape(box, false);
  }

  // The chosen box has another place, size or score; while it is `held`, nothing is said.
  reshape(box, held) {
    this.held = held;
    this.boxes = this.boxes.with(this.pair[0], box);
    this.layout(this.player.index);
    this.refresh();
    if (!held) this.tellPair();
  }

  layout(step) {
    this.preview = null;
    this.classed = new Set([...this.boxes.map((box) => box[5]), ...this.truths.map((truth) => truth[4])]).size > 1;
    this.within.node.hidden = !this.classed;
    this.rename();
    const words = `IoU threshold ${hundredth(this.threshold)}`;
    this.limit.name.textContent = words;
    this.limit.input.setAttribute("aria-label", "IoU threshold");
    this.limit.input.setAttribute("aria-valuetext", hundredth(this.threshold));
    this.steps = suppressionSteps(this.boxes, this.threshold, this.apart);
    this.matrix.write(this);
    this.player.reset(this.steps.length + 1, step);
  }

  peek(pair) {
    this.preview = pair;
    this.look();
  }

  pick(pair) {
    this.preview = null;
    this.pair = pair;
    this.look();
    this.refresh();
    this.tellPair();
  }

  moved(playing) {
    const done = this.steps.slice(0, this.player.index);
    const now = done.at(-1);
    this.looks = this.boxes.map(() => "waiting");
    for (const { kept, dropped } of done) {
      this.looks[kept] = "kept";
      for (const k of dropped) this.looks[k] = "gone";
    }
    for (const k of now?.dropped || []) this.looks[k] = "dropped";
    this.left = byFallingScore(this.boxes).filter((k) => ["waiting", "kept"].includes(this.looks[k]));
    this.counts = countFound(this.boxes, this.left, this.truths);
    this.write(now);
    this.matrix.markStep(this.looks, now);
    this.look();
    if (!playing) this.tell();
  }

  // What is said of the step, and of what is left.
  write(now) {
    const { boxes, truths, threshold, apart } = this;
    this.headline.textContent = now ? stepHeadline(boxes, now, this.player.index === 1)
      : `${boxes.length === 1 ? "1 box waits" : `${boxes.length} boxes wait`}. Which will stay, and which will be suppressed?`;
    this.reasons.replaceChildren(...(now?.others || []).map((k) => h("li", { class: this.looks[k] }, stepReason(boxes, now.kept, k, threshold, apart))));
    this.counted.replaceChildren(...countWords(this.counts, this.left.length, truths.length).map((sentence) => h("span", {}, sentence, " ")));
    this.found.replaceChildren(...foundWords(boxes, truths, this.counts).map((sentence) => h("li", {}, sentence)));
  }

  // What follows from the pair that is looked at: that of a cell under the pointer, or the chosen one.
  look() {
    const { boxes, truths, looks, classed } = this;
    const pair = this.preview || this.pair;
    const [mine, other] = pair;
    this.scene.show({ boxes, truths, looks, pair, classed });
    const rows = pairFormulas(boxes[mine], [...boxes, ...truths][other]);
    this.formulas.replaceChildren(h("b", {}, `${boxName(mine)} and ${this.matrix.called(other)}`),
      ...rows.map(([name, text]) => h("span", {}, h("span", { class: "axis" }, name), ` ${text}`)));
    this.matrix.markPair(pair);
    const [chosen] = this.pair;
    this.who.textContent = `Box ${boxName(chosen)}${classed ? `, a ${BOX_CLASSES[boxes[chosen][5] - 1]}` : ""}`;
    this.fields.forEach((field, at) => field.set(boxes[chosen][at]));
    keepRoom(this.formulas, this.told);
  }

  tellPair() {
    const [chosen, other] = this.pair;
    const rows = pairFormulas(this.boxes[chosen], [...this.boxes, ...this.truths][other]).map((row) => row.join(" "));
    this.say(`${boxName(chosen)} and ${this.matrix.called(other)}: ${rows.join(", ")}. ${boxName(chosen)} lies at ${boxPlace(this.boxes[chosen])}.`);
  }

  tell() {
    if (this.held) return;
    const reasons = [...this.reasons.children].map((one) => one.textContent);
    this.say([this.headline.textContent, ...reasons, this.counted.textContent].join(" "));
  }
}

// <cnn-filter-photograph>: a kernel on a photograph, or on a picture of one's own, which stays here.
// PHOTOGRAPHS comes from filter_photograph.py.

const PHOTO_KERNELS = {
  vertical: ["vertical edges", [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]], 1],
  horizontal: ["horizontal edges", [[-1, -1, -1], [0, 0, 0], [1, 1, 1]], 1],
  laplace: ["Laplace", [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]], 1],
  box: ["mean of 3\u00d73", times(3, () => [1, 1, 1]), 9],
  gauss: ["Gaussian, 5\u00d75", [1, 4, 6, 4, 1].map((a) => [1, 4, 6, 4, 1].map((b) => a * b)), 256],
  sharp: ["sharpen", [[0, -1, 0], [-1, 5, -1], [0, -1, 0]], 1],
  emboss: ["emboss", [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]], 1],
  copy: ["copy", [[0, 0, 0], [0, 1, 0], [0, 0, 0]], 1],
};
const VIEWS = {
  signed: ["both signs: blue, white, orange", (most) => (value) => signedColor(value / most)],
  clip: ["0 black, 255 white, cut off beyond", () => (value) => grayColor(value / 255)],
  size: ["size without sign, bright", (most) => (value) => grayColor(Math.abs(value) / most)],
};

// A photograph of the course; its bytes are read once.
function knownPicture(key) {
  const photo = PHOTOGRAPHS[key];
  photo.bytes ??= unpacked(photo.packed, photo.columns);
  return { ...photo, key };
}

class FilterPhotograph extends Explorer {
  static title = "Filter a photograph";

  static extras = { at: [0, 0] };

  static shape = {
    photo: isOneOf(...Object.keys(PHOTOGRAPHS)), divisor: isWhole(1, 256), view: isOneOf(...Object.keys(VIEWS)),
    kernel: (value) => isMatrix(3, 5)(value) && value.length === value[0].length && value.length !== 4,
    at: isPair(0, MOST_PIXELS),
  };

  build(state) {
    Object.assign(this, state);
    this.own = null;
    this.stage = h("div", { class: "planes photos" });
    this.notice = h("p", { class: "notice", hidden: true });  // spoken when it is written
    this.heading = h("div", { class: "title" });
    this.sum = h("div", { class: "sum level" });
    this.range = h("p", { class: "counted" });
    this.kernelBox = h("div", { class: "stage" });
    this.app.append(this.controls(), this.notice, this.stage, this.range, this.kernelBox,
      h("div", { class: "work" }, this.heading, this.sum),
      h("p", { class: "hint" }, "Choose a pixel of the output with a click, or move over it with the arrow keys and Page up and down: "
        + "its window is framed in the picture. A picture of your own is read by this page alone and never sent; "
        + "a link to this state shows the photograph of the course. Rows and columns count from 0."));
    this.layout();
  }

  state() {
    const { photo, kernel, divisor, view, at } = this;
    return { photo, kernel, divisor, view, at };
  }

  picture() {
    return this.own || knownPicture(this.photo);
  }

  code() {
    return photoCode(this, this.picture());
  }

  controls() {
    const options = (known) => Object.entries(known).map(([key, one]) => [key, one.title || one[0]]);
    this.photos = choice({
      label: "Photograph", options: options(PHOTOGRAPHS), value: this.photo,
      onChange: (photo) => { this.photo = photo; this.own = null; this.file.value = ""; this.layout(); },
    });
    this.file = h("input", { type: "file", accept: "image/*", onchange: () => this.load(this.file.files[0]) });
    this.named = choice({
      label: "Kernel", value: "own", options: [["own", "your own"], ...options(PHOTO_KERNELS)],
      onChange: (key) => {
        if (key === "own") return;
        const [, kernel, divisor] = PHOTO_KERNELS[key];
        Object.assign(this, { kernel: structuredClone(kernel), divisor });
        this.layout();
      },
    });
    this.resized = choice({
      label: "Kernel size", value: String(this.kernel.length), options: [["3", "3 \u00d7 3"], ["5", "5 \u00d7 5"]],
      onChange: (size) => { this.kernel = this.sized(Number(size)); this.layout(); },
    });
    this.dividing = stepper({
      label: "Divide by", low: 1, high: 256, value: this.divisor, onChange: (next) => { this.divisor = next; this.compute(); },
    });
    const view = choice({
      label: "Show the output with", options: options(VIEWS), value: this.view, onChange: (next) => { this.view = next; this.compute(); },
    });
    return h("div", { class: "settings above", role: "group", "aria-label": "Settings" }, this.photos.node,
      h("label", { class: "field" }, h("span", { class: "name" }, "Or a picture of your own"), this.file),
      this.named.node, this.resized.node, this.dividing.node, view.node);
  }

  // The kernel with its center kept: zeros around it, or its border cut off.
  sized(size) {
    const shift = (this.kernel.length - size) / 2;
    return times(size, (i) => times(size, (j) => this.kernel[i + shift]?.[j + shift] ?? 0));
  }

  // Read a picture of the reader's own. It goes nowhere.
  async load(file) {
    if (!file) return;
    this.warn("");
    this.say("The picture is being read.");
    try {
      const picture = await readPicture(file);
      if (Math.min(picture.rows, picture.columns) < 8) throw new RangeError("too narrow");
      if (!this.isConnected) return;
      this.own = picture;
      this.layout();
      this.refresh();
      this.say(`Your picture, ${plural(picture.rows, "row")} and ${plural(picture.columns, "column")}. ${this.range.textContent}`);
    } catch (error) {
      const why = error instanceof RangeError ? "is too narrow: after shrinking it needs at least 8 rows and columns"
        : "is no picture that this browser can read";
      this.warn(`\u201c${file.name}\u201d ${why}. The figure keeps the picture that it has.`);
    }
  }

  warn(sentence) {
    this.notice.textContent = sentence;
    this.notice.hidden = !sentence;
    if (sentence) this.say(sentence);
  }

  // Another picture or kernel size: planes and grid are new.
  layout() {
    const { rows, columns } = this.picture();
    const k = this.kernel.length;
    this.resized.set(String(k));
    this.dividing.set(this.divisor);
    const grid = new Grid({
      label: "Kernel weights", rows: k, columns: k, look: "tint-kernel",
      onEdit: (r, c, value) => { this.kernel[r][c] = value; this.compute(); },
    });
    this.kernel.forEach((row, r) => row.forEach((value, c) => grid.write(r, c, show(value))));
    this.kernelBox.style.setProperty("--total", 12);
    this.kernelBox.replaceChildren(panel("Kernel", grid, by([k, k])));
    this.frame = h("div", { class: "spot window", style: `--span:${k}` });
    const given = pixelCanvas();
    paintPixels(given, this.picture().bytes, rows, columns, (value) => [value, value, value]);
    const input = h("div", {
      class: "plane", role: "img", "aria-label": `Input: ${this.own ? "your picture" : PHOTOGRAPHS[this.photo].title}`,
      style: `--rows:${rows};--columns:${columns}`,
    }, given, this.frame);
    this.canvas = pixelCanvas();
    this.plane = new Plane({
      label: "Output", rows: rows - k + 1, columns: columns - k + 1, tell: (r, c) => `${place(r, c)}: ${show(this.value(r, c))}`,
      onMove: (r, c) => { this.at = [r, c]; this.look(true); },
    });
    this.plane.node.append(this.canvas, h("div", { class: "spot", style: "--span:1" }));
    this.stage.replaceChildren(plate("Input", input, by([rows, columns])),
      plate("Output", this.plane.node, by([rows - k + 1, columns - k + 1])));
    this.stage.style.setProperty("--total", 2 * columns);
    this.stage.style.setProperty("--widest", columns);
    this.compute();
  }

  // A weight, the divisor or the view has changed: the output is computed and painted.
  compute() {
    const now = JSON.stringify([this.kernel, this.divisor]);
    this.named.set(Object.keys(PHOTO_KERNELS).find((key) => JSON.stringify(PHOTO_KERNELS[key].slice(1)) === now) || "own");
    this.output = slideOver(this.picture(), this.kernel, this.divisor);
    const { values, rows, columns } = this.output;
    const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
    paintPixels(this.canvas, values, rows, columns, VIEWS[this.view][1](Math.max(-low, high, 1e-9)));
    this.range.textContent = `The output goes from ${show(low)} to ${show(high)}.`;
    this.look(false);
  }

  value(r, c) {
    return this.output.values[r * this.output.columns + c];
  }

  // The chosen pixel: its window, its products, their sum.
  look(aloud) {
    this.plane.mark(...this.at);
    this.at = this.plane.at;
    const [a, b] = this.at;
    const { bytes, columns } = this.picture();
    this.frame.style.setProperty("--r", a);
    this.frame.style.setProperty("--c", b);
    const k = this.kernel.length;
    const products = this.kernel.flatMap((row, i) => row.map((weight, j) => h("span", { class: "term" },
      h("span", { class: "plus" }, i + j ? "+" : ""), h("u", {}, show(bytes[(a + i) * columns + b + j])), "\u00b7",
      h("u", { class: "weight" }, factor(weight)))));
    this.heading.textContent = `Output, ${place(a, b)}`;
    this.sum.style.setProperty("--columns", k);
    const divided = this.divisor > 1 ? `, divided by ${this.divisor},` : "";
    this.sum.replaceChildren(h("span", { class: "products" }, products),
      h("span", {}, `\u00a0${divided} = `, h("span", { class: "total" }, show(this.value(a, b)))));
    if (aloud) this.say(`Output, ${place(a, b)}: ${show(this.value(a, b))}.`);
  }
}

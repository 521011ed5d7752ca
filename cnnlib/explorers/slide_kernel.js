// <cnn-slide-kernel>: a kernel slides over an image; every product and every sum is shown.

class SlideKernel extends WindowExplorer {
  static title = "Slide a kernel over an image";
  static hint = "Change any number of the image or the kernel. Arrow keys move from cell to cell; "
    + "an output cell shows the window that it comes from. Rows and columns count from 0.";

  static shape = {
    image: isMatrix(3, 32), kernel: isMatrix(1, 5), stride: isPair(1, 8), dilation: isPair(1, 3),
    rule: isOneOf("number", "valid", "same", "full"), padding: isList(isPair(0, 3), 2), flip: isFlag,
    step: isWhole(0, 1935),
  };

  static input = "Input image";
  static largest = 32;
  static Wide = WideGrid;

  start(state) {
    this.sizes.kernel = [state.kernel.length, state.kernel[0].length];
    this.sheets.kernel = this.sheet(state.kernel, 5);
    const { stride, rule, dilation, flip } = state;
    Object.assign(this, { stride, rule, dilation, flip, sides: state.padding });
  }

  state() {
    const { stride, rule, dilation, flip, sides } = this;
    return {
      image: this.values("image"), kernel: this.values("kernel"), stride, rule, padding: sides, dilation, flip,
      step: this.player.index,
    };
  }

  code() {
    const padding = this.rule === "number" ? pyPair(this.sides.map(([side]) => side)) : `"${this.rule}"`;
    return [
      "import numpy as np", "", "from cnnlib import ops", "",
      ...pyMatrix("image", this.values("image")), ...pyMatrix("kernel", this.values("kernel")),
      ...(this.flip ? ["kernel = np.flip(kernel).copy()  # by half a turn"] : []),
      "output = ops.conv2d(",
      "    image[None, None],  # (images, channels, rows, columns)",
      "    kernel[None, None],  # (filters, channels, rows, columns)",
      `    stride=${pyPair(this.stride)},`, `    padding=${padding},`, `    dilation=${pyPair(this.dilation)},`,
      ")[0, 0]", "print(output)",
    ];
  }

  controls() {
    this.settings = new SlideSettings(this);
    return this.settings.node;
  }

  padding() {
    if (this.rule === "number") return this.sides;
    return [0, 1].map((axis) => axisPadding(this.rule, this.sizes.kernel[axis], this.dilation[axis]));
  }

  edited(name) {
    if (name !== "kernel") {
      this.settings.images.rename();
      return;
    }
    this.settings.rename();
    this.frameUp();
  }

  panels() {
    this.grids.kernel = this.editable("kernel", "Kernel", { look: "tint-kernel" });
    const size = by(this.sizes.kernel) + (this.flip ? ", flipped as it slides" : "");
    return [sign(this.flip ? "\u2217" : "\u22c6"), panel("Kernel", this.grids.kernel, size)];
  }

  // In plain words, why there is no output; an empty string if there is one.
  problem() {
    const { span, padded, fits } = this.windows;
    if (this.rule === "same" && this.stride.some((step) => step > 1)) {
      return "\u201cSame\u201d padding is defined for stride 1 only. Take stride 1, or give the padding as a number.";
    }
    if (fits) return "";
    const axis = span[0] > padded[0] ? 0 : 1;
    const lines = ["rows", "columns"][axis];
    return `The kernel does not fit: it spans ${span[axis]} ${lines}, and the image with its padding has `
      + `only ${padded[axis]}. Take a smaller kernel or dilation, a larger image, or more padding.`;
  }

  // The kernel as it lies on the image: its values, turned by half a turn if it is flipped.
  laid() {
    return this.flip ? flipped(this.values("kernel")) : this.values("kernel");
  }

  labels() {
    return this.laid().map((row) => row.map((w) => `\u00d7${show(w)}`));
  }

  products(i, j) {
    const kernel = this.laid();
    return this.terms(i, j).map(({ a, b, x }) => ({ x, w: kernel[a][b] }));
  }

  result(i, j) {
    const [rows, columns] = this.windows.kernel;
    const { image, kernel } = this.sheets;
    const weight = (a, b) => (this.flip ? kernel[rows - 1 - a][columns - 1 - b] : kernel[a][b]);
    let sum = 0;
    this.windows.visit(i, j, (r, c, a, b) => { sum += image[r][c] * weight(a, b); });
    return sum;
  }

  // The arithmetic of one window, laid out as the kernel is.
  compute(i, j) {
    const products = this.products(i, j).map(({ x, w }, index) => h("span", { class: "term" },
      h("span", { class: "plus" }, index ? "+" : ""),
      h("u", {}, factor(x)), "\u00b7", h("u", { class: "weight" }, factor(w))));
    const total = h("span", { class: "term" }, h("span", { class: "plus" }, "="),
      h("span", { class: "total" }, show(this.result(i, j))));
    this.sum.style.setProperty("--columns", this.windows.kernel[1]);
    this.sum.replaceChildren(h("span", { class: "products" }, products), total);
  }
}

// The settings under the sliding kernel. They write into the explorer and have it drawn anew.

const KERNELS = {
  cross: ["Diagonal cross", [[1, 0, 1], [0, 1, 0], [1, 0, 1]]],
  vertical: ["Vertical edges", [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]],
  horizontal: ["Horizontal edges", [[-1, -1, -1], [0, 0, 0], [1, 1, 1]]],
  laplace: ["Laplace", [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]],
  box: ["Box: 9 times the average", [[1, 1, 1], [1, 1, 1], [1, 1, 1]]],
  gauss: ["Gaussian, times 16", [[1, 2, 1], [2, 4, 2], [1, 2, 1]]],
  copy: ["Copy", [[0, 0, 0], [0, 1, 0], [0, 0, 0]]],
};
const RULES = [["number", "a number"], ["valid", "valid"], ["same", "same"], ["full", "full"]];

class SlideSettings {
  constructor(explorer) {
    this.explorer = explorer;
    const { sizes, sides, rule, flip } = explorer;
    const field = (label, holder, name, low, high) => pairField({
      label, low, high, value: holder[name],
      onChange: (pair) => { holder[name] = pair; this.resized(name); explorer.layout(); },
    });
    const padding = pairField({
      label: "Padding", low: 0, high: 3, value: sides.map((side) => side[0]),
      onChange: (pair) => { explorer.sides = pair.map((one) => [one, one]); explorer.layout(); },
    });
    const follow = (next) => { padding.node.hidden = next !== "number"; };
    this.kernelSize = field("Kernel size", sizes, "kernel", 1, 5);
    const fields = [
      this.kernelSize, field("Image size", sizes, "image", 3, 32), field("Stride", explorer, "stride", 1, 8),
      field("Dilation", explorer, "dilation", 1, 3), padding,
    ];
    const rules = choice({
      label: "Padding rule", options: RULES, value: rule,
      onChange: (next) => { explorer.rule = next; follow(next); explorer.layout(); },
    });
    this.preset = choice({
      label: "Kernel values", value: "own",
      options: [["own", "your own"], ...Object.entries(KERNELS).map(([key, [name]]) => [key, name])],
      onChange: (name) => this.load(name),
    });
    this.images = new ImageValues(explorer, "Image values", {});
    follow(rule);
    this.rename();
    const checks = h("div", { class: "checks" }, apartSwitch(fields),
      check({
        label: "Flip the kernel (convolution)", value: flip,
        onChange: (yes) => { explorer.flip = yes; explorer.layout(); },
      }).node);
    this.node = h("div", { class: "settings", role: "group", "aria-label": "Settings" },
      [this.preset, this.images, ...fields.slice(0, 4), rules, padding].map((one) => one.node), checks);
  }

  resized(name) {
    if (name === "image") this.images.resized();
    else this.rename();
  }

  // Show the name of the kernel if it is one of the presets.
  rename() {
    const now = JSON.stringify(this.explorer.values("kernel"));
    this.preset.set(Object.keys(KERNELS).find((key) => JSON.stringify(KERNELS[key][1]) === now) || "own");
  }

  load(name) {
    if (name === "own") return;
    const { sheets, sizes } = this.explorer;
    KERNELS[name][1].forEach((row, a) => row.forEach((value, b) => { sheets.kernel[a][b] = value; }));
    sizes.kernel = [3, 3];
    this.kernelSize.set([3, 3]);
    this.explorer.layout();
  }
}

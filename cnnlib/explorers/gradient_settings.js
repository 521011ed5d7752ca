// What can be set in the figure of gradients, and the code of a state.

const LAYERS = [["conv", "convolution"], ["max", "max pooling"], ["both", "convolution, then its maximum"]];

// Tests of the values of a state.
const GRADIENT_SHAPE = {
  x: isMatrix(2, 5), weight: isMatrix(1, 3), upstream: isMatrix(1, 7), kind: isOneOf("conv", "max", "both"),
  stride: isPair(1, 2), sides: isPair(0, 1), inLetters: isFlag,
  chosen: (value) => value === null || (
    isList(() => true, 3)(value) && isOneOf("x", "w", "z", "dx", "dw", "dz")(value[0])
    && value.slice(1).every(isWhole(0, 6))),
};

// The controls under the figure; they write into the explorer and have it drawn anew.
function gradientControls(explorer) {
  const field = (label, holder, name, low, high) => pairField({
    label, low, high, value: holder[name],
    onChange: (pair) => { holder[name] = pair; explorer.layout(); },
  });
  const kind = choice({
    label: "Layer", options: LAYERS, value: explorer.kind,
    onChange: (next) => { explorer.kind = next; explorer.layout(); },
  }).node;
  const fields = [
    field("Input size", explorer.sizes, "x", 2, 5), field("Kernel size", explorer.sizes, "weight", 1, 3),
    field("Stride", explorer, "stride", 1, 2), field("Padding", explorer, "sides", 0, 1),
  ];
  explorer.ones = action("Gradient 1 for all outputs", () => explorer.send(
    () => 1, () => `Every output has the gradient 1. ${explorer.receivers()}`));
  explorer.lettering = check({
    label: "Weights as letters", value: explorer.inLetters,
    onChange: (yes) => { explorer.inLetters = yes; explorer.layout(); },
  }).node;
  return h("div", { class: "settings", role: "group", "aria-label": "Settings" },
    kind, fields.map((one) => one.node),
    h("div", { class: "checks" }, apartSwitch(fields), explorer.lettering, explorer.ones));
}

// In plain words, why there is no output; an empty string if there is one.
function gradientProblem({ windows, kind, sides }) {
  const { fits, span, padded, kernel } = windows;
  const side = sides[0] > kernel[0] / 2 ? 0 : 1;
  if (kind === "max" && sides[side] > kernel[side] / 2) {
    return `Padding ${sides[side]} is more than half of the window, ${kernel[side]}: a window could `
      + "lie in the padding alone. Take less padding or a larger window.";
  }
  const axis = span[0] > padded[0] ? 0 : 1;
  const lines = ["rows", "columns"][axis];
  return fits ? "" : `The kernel does not fit: it has ${span[axis]} ${lines}, and the input with its padding `
    + `has only ${padded[axis]}. Take a smaller kernel, a larger input, or more padding.`;
}

// Lines of Python that compute the output and all gradients of a state.
function gradientCode({ x, weight, upstream, kind, stride, sides }) {
  const options = `stride=${pyPair(stride)}, padding=${pyPair(sides)}`;
  const start = ["import numpy as np", "", "from cnnlib import ops", "", ...pyMatrix("x", x)];
  const gradient = kind === "both"
    ? ["grad_z = np.zeros_like(z)", "grad_z.flat[z.argmax()] = 1  # the loss is the largest output"]
    : pyMatrix("grad_z", upstream);
  if (kind === "max") {
    const window = `kernel_size=${pyPair([weight.length, weight[0].length])}, ${options}`;
    return [
      ...start, `z = ops.max_pool2d(x[None], ${window})[0]`, ...gradient,
      `grad_x = ops.max_pool2d_backward(grad_z[None], x[None], ${window})[0]`, 'print(z, grad_x, sep="\\n")',
    ];
  }
  return [
    ...start, ...pyMatrix("weight", weight), "w = weight[None, None]  # (filters, channels, rows, columns)",
    `z = ops.conv2d(x[None], w, ${options})[0]`, ...gradient,
    `grad_x, grad_w, _ = ops.conv2d_backward(grad_z[None], x[None], w, ${options})`,
    "grad_x, grad_weight = grad_x[0], grad_w[0, 0]", 'print(z, grad_x, grad_weight, sep="\\n")',
  ];
}

// The kinds of layers that the architecture builder knows. A layer is a list: ["conv", 6, 5, 1, 0, 1].
// A number that is 0 or 1 says no or yes.

const NUMBERS = {
  filters: ["Filters", 1, 4096], units: ["Units", 1, 4096], kernel: ["Kernel size", 1, 11],
  stride: ["Stride", 1, 4], padding: ["Padding", 0, 5], groups: ["Groups", 1, 4096],
  ceil: ["Sizes rounded up", 0, 1], late: ["Stride in the 3\u00d73", 0, 1],
};
const A_WINDOW = ["kernel", "stride", "padding"];
// Name, numbers, and the numbers that a new layer has.
const LAYER_KINDS = {
  conv: ["convolution", ["filters", ...A_WINDOW, "groups"], [16, 3, 1, 1, 1]],
  max: ["max pooling", [...A_WINDOW, "ceil"], [2, 2, 0, 0]],
  mean: ["mean pooling", [...A_WINDOW, "ceil"], [2, 2, 0, 0]],
  relu: ["ReLU", [], []],
  relu6: ["ReLU6", [], []],
  tanh: ["tanh", [], []],
  norm: ["batch normalization", [], []],
  lrn: ["local response normalization", [], []],
  global: ["global mean", [], []],
  dense: ["dense", ["units"], [10]],
  block: ["residual block", ["filters", "stride"], [16, 1]],
  bottleneck: ["residual bottleneck", ["filters", "stride", "late"], [16, 1, 0]],
};
const WIDENING = 4;  // how many times wider a bottleneck is at its ends
const MOST_STACKED = 40;

const isStackedLayer = (value) => {
  if (!Array.isArray(value) || !Object.hasOwn(LAYER_KINDS, value[0])) return false;
  const names = LAYER_KINDS[value[0]][1];
  return value.length === 1 + names.length
    && names.every((name, index) => isWhole(...NUMBERS[name].slice(1))(value[index + 1]));
};

// A layer as its row names it.
function stackedName([kind, ...numbers]) {
  const square = (k) => `${k}\u00d7${k}`;
  const apart = kind === "conv" && numbers[4] > 1 ? `, ${numbers[4]} groups` : "";
  if (kind === "conv") return `conv ${square(numbers[1])}, ${numbers[0]}${apart}`;
  if (kind === "max" || kind === "mean") return `${kind} pool ${square(numbers[0])}`;
  if (numbers.length) return `${kind} ${numbers[0]}`;
  return { norm: "batch norm", global: "global mean", relu: "ReLU", relu6: "ReLU6", lrn: "local norm" }[kind] || kind;
}

// A layer as a call of cnnlib.specs; `channels` reach it, `normed` says that a normalization follows.
function stackedCall([kind, ...numbers], channels, normed) {
  const options = (stride, padding, usual) => (
    (stride === usual ? "" : `, stride=${stride}`) + (padding ? `, padding=${padding}` : ""));
  const [first, second, third, fourth, fifth] = numbers;
  const pool = (name) => `${name}(${first}${options(second, third, first)}${fourth ? ", ceil_mode=True" : ""})`;
  const grouped = fifth > 1 ? `, groups=${fifth}` : "";
  const strided = second > 1 ? `, stride=${second}` : "";
  const calls = {
    conv: () => `Convolution(${first}, ${second}${options(third, fourth, 1)}${grouped}${normed ? ", bias=False" : ""})`,
    max: () => pool("MaxPool"), mean: () => pool("AveragePool"),
    relu: () => "ReLU()", relu6: () => "ReLU6()", tanh: () => "Tanh()", norm: () => "BatchNorm()",
    lrn: () => "LocalResponseNorm()", global: () => "GlobalAveragePool()",
    dense: () => `Dense(${first})`,
    block: () => `basic_block(${channels}, ${first}${strided})`,
    bottleneck: () => `bottleneck(${channels}, ${first}${strided}${third ? ", stride_on_3x3=True" : ""})`,
  };
  return calls[kind]();
}

function stackedCode(channels, n, layers) {
  let reaching = channels;
  const calls = layers.map((layer, index) => {
    const call = stackedCall(layer, reaching, layers[index + 1]?.[0] === "norm");
    if (["conv", "dense", "block"].includes(layer[0])) [, reaching] = layer;
    if (layer[0] === "bottleneck") reaching = WIDENING * layer[1];
    return call;
  });
  const names = [...new Set([...calls.map((call) => call.split("(")[0]), "Network", "Sequence"])].sort();
  return [
    "from cnnlib import receptive_field", "from cnnlib.specs import (", ...names.map((name) => `    ${name},`), ")", "",
    "layers = [", ...calls.map((call) => `    ${call},`), "]",
    `net = Network("my network", Sequence(*layers), (${channels}, ${n}, ${n}))`, "print(net.table())",
    "fields = [grid.size[0] for _, grid in receptive_field.field_table(net).rows]",
    "print(fields)  # the receptive field of each layer",
  ];
}

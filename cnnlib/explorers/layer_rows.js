// What every layer of a stack puts out, learns, computes, writes and sees, as cnnlib.specs counts it.

const VALUE_BYTES = 4;  // float32

function windowAfter({ n, jump, field }, kernel, stride, padding) {
  return {
    n: Math.floor((n + 2 * padding - kernel) / stride) + 1, jump: jump * stride, field: field + (kernel - 1) * jump,
  };
}

// Why a window does not fit, in words; an empty string if it does.
function windowProblem(kind, n, kernel, padding) {
  if (kernel > n + 2 * padding) {
    const padded = padding ? ` with its padding has only ${n + 2 * padding}` : ` has only ${n}`;
    return `its window spans ${plural(kernel, "row")}, and what reaches it${padded}. `
      + "Take a smaller window, more padding, a larger input, or fewer strides before it.";
  }
  if (kind === "conv" || padding < kernel) return "";
  return `its padding, ${padding}, is as wide as its window, ${kernel}: a window could lie in the padding alone. `
    + "Take less padding.";
}

// One convolution without its surroundings: weights, and products at n by n places.
const convolved = (c, filters, kernel, n) => {
  const weights = filters * c * kernel * kernel;
  return { weights, macs: weights * n * n, values: filters * n * n };
};

function blockRow(before, filters, stride) {
  const { c, jump, field } = before;
  const n = Math.floor((before.n - 1) / stride) + 1;
  const parts = [convolved(c, filters, 3, n), convolved(filters, filters, 3, n)];
  if (stride > 1 || c !== filters) parts.push(convolved(c, filters, 1, n));
  const sum = (key) => parts.reduce((all, part) => all + part[key], 0);
  return {
    c: filters, n, jump: jump * stride, field: field + 2 * jump + 2 * jump * stride,
    weights: sum("weights") + parts.length * filters, biases: parts.length * filters,
    macs: sum("macs"), values: sum("values"), paths: parts.length,
  };
}

function stackRow([kind, ...numbers], before, normed) {
  const { c, n, jump, field } = before;
  const nothing = { c, n, jump, field, weights: 0, biases: 0, macs: 0, values: 0 };
  const [first, ...rest] = numbers;
  const whole = { n: 1, field: field + (n - 1) * jump };  // looks at all that reaches it
  switch (kind) {
    case "conv": {
      const after = windowAfter(before, ...rest);
      return { ...convolved(c, first, rest[0], after.n), ...after, c: first, biases: normed ? 0 : first };
    }
    case "max": case "mean": {
      const after = windowAfter(before, ...numbers);
      return { ...nothing, ...after, values: c * after.n * after.n };
    }
    case "norm": return { ...nothing, weights: c, biases: c };
    case "global": return { ...nothing, ...whole, values: c };
    case "dense": return { ...nothing, ...whole, ...convolved(c, first, n, 1), c: first, biases: first };
    case "block": return blockRow(before, ...numbers);
    default: return nothing;
  }
}

// The rows of a stack, the input first, up to the first layer that does not fit; `problem` says why.
function stackRows(channels, n, layers) {
  const rows = [{ c: channels, n, jump: 1, field: 1, weights: 0, biases: 0, macs: 0, values: channels * n * n }];
  for (const [index, layer] of layers.entries()) {
    const [kind, ...numbers] = layer;
    const windowed = { conv: numbers.slice(1), max: numbers, mean: numbers }[kind];
    const why = windowed ? windowProblem(kind, rows.at(-1).n, windowed[0], windowed[2]) : "";
    if (why) return { rows, problem: `Layer ${index + 1}, ${stackedName(layer)}, does not fit: ${why}` };
    rows.push(stackRow(layer, rows.at(-1), layers[index + 1]?.[0] === "norm"));
  }
  return { rows, problem: "" };
}

const rowNumbers = ({ weights, biases, macs, values }) => ({
  parameters: weights + biases, macs, bytes: VALUE_BYTES * values,
});

// A number with three digits and a unit, a short one in full.
function shortCount(number) {
  if (number < 10000) return number.toLocaleString("en-US");
  const [size, unit] = [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]].find(([least]) => number >= 0.9995 * least);
  const digits = number / size;
  return `${digits.toFixed(digits < 9.995 ? 2 : digits < 99.95 ? 1 : 0)}\u202f${unit}`;
}

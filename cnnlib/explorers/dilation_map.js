// What outputs of dilated layers touch, for square kernels, stride 1 and no padding.
// So many outputs are drawn along an axis:
const OUTPUTS = 4;

const dilationLayers = (kernel, rates) => rates.map((dilation) => (
  { kind: "conv", kernel, stride: 1, padding: 0, dilation }));
const fieldLength = (kernel, rates) => 1 + rates.reduce((sum, rate) => sum + (kernel - 1) * rate, 0);

// Along one axis: a Map from each input that output `at` touches to its number of paths.
function touchedAlong(kernel, rates, at) {
  const layers = dilationLayers(kernel, rates);
  return pathsTo(at, layerFields(fieldLength(kernel, rates) + OUTPUTS - 1, layers), layers)[0];
}

// How many inputs along an axis two outputs have in common that lie `distance` apart.
function sharedAlong(kernel, rates, distance) {
  const [first, second] = [touchedAlong(kernel, rates, 0), touchedAlong(kernel, rates, Math.abs(distance))];
  return [...first.keys()].filter((place) => second.has(place)).length;
}

// The input as a square: touched places in shades of their number of paths, and a frame for the field.
function drawTouched({ kernel, rates, place: [row, column], width }) {
  const field = fieldLength(kernel, rates);
  const n = field + OUTPUTS - 1;
  const unit = clamp(Math.min(width, 340) / n, 2, 22);
  const [down, across] = [touchedAlong(kernel, rates, row), touchedAlong(kernel, rates, column)];
  const most = Math.max(...down.values()) * Math.max(...across.values());
  const size = n * unit;
  const figure = draw("svg", {
    width: size + 4, height: size + 4, viewBox: `-2 -2 ${size + 4} ${size + 4}`, class: "figure", "aria-hidden": "true",
  });
  const shades = new Map();  // from a shade to the path of its places
  for (const [r, up] of down) {
    for (const [c, left] of across) {
      const tone = shade(up * left, most, true).toFixed(2);
      const square = `M${c * unit} ${r * unit}h${unit}v${unit}h${-unit}z`;
      shades.set(tone, (shades.get(tone) || "") + square);
    }
  }
  for (const [tone, d] of shades) {
    const squares = draw("path", { d, class: "reached" });
    squares.style.fillOpacity = tone;
    figure.append(squares);
  }
  const mesh = times(n + 1, (line) => `M0 ${line * unit}H${size}M${line * unit} 0V${size}`).join("");
  figure.append(draw("path", { class: "mesh", d: mesh }), draw("rect", {
    class: "around", x: column * unit, y: row * unit, width: field * unit, height: field * unit,
  }));
  return figure;
}

// The kernel 1, 2, 3, ... with zeros between its weights.
function stuffedKernel(kernel, rate) {
  const length = (kernel - 1) * rate + 1;
  return times(length, (r) => times(length, (c) => (
    r % rate || c % rate ? 0 : (r / rate) * kernel + c / rate + 1)));
}

function dilationCode(kernel, rates, [row, column]) {
  return [
    "import numpy as np", "", "from cnnlib.receptive_field import path_counts", "from cnnlib.specs import Convolution", "",
    `kernel, rates = ${kernel}, [${rates.join(", ")}]`,
    "layers = [Convolution(1, kernel, dilation=rate) for rate in rates]",
    "field = 1 + sum((kernel - 1) * rate for rate in rates)",
    `n = field + ${OUTPUTS - 1}  # ${OUTPUTS} outputs along an axis`,
    `paths = path_counts(layers, (1, n, n), output_place=(${row}, ${column}))[0]`,
    "touched = np.count_nonzero(paths)",
    'print(f"{touched} of {field * field} inputs in the field")',
  ];
}

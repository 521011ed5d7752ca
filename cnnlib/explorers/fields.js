// Receptive fields along one axis. Unit i of a layer sees the inputs from start + i*jump on,
// `field` of them; places outside 0 .. n-1 are padding.

function layerFields(n, layers) {
  const rows = [{ n, jump: 1, field: 1, start: 0 }];
  for (const { kernel, stride, dilation, padding } of layers) {
    const below = rows.at(-1);
    const room = below.n + 2 * padding - dilation * (kernel - 1) - 1;
    if (room < 0) break;
    rows.push({
      n: Math.floor(room / stride) + 1,
      jump: below.jump * stride,
      field: below.field + (kernel - 1) * dilation * below.jump,
      start: below.start - padding * below.jump,
    });
  }
  return rows;
}

// For every layer, from the last back to the input: which of its units feed unit `chosen` of the
// last layer, and by how many paths. A Map from index to number of paths; padding is left out.
function pathsTo(chosen, rows, layers) {
  const reached = [new Map([[chosen, 1]])];
  for (let level = rows.length - 1; level > 0; level -= 1) {
    const { kernel, stride, dilation, padding } = layers[level - 1];
    const below = new Map();
    for (const [index, paths] of reached[0]) {
      for (let a = 0; a < kernel; a += 1) {
        const at = index * stride + a * dilation - padding;
        if (at >= 0 && at < rows[level - 1].n) below.set(at, (below.get(at) || 0) + paths);
      }
    }
    reached.unshift(below);
  }
  return reached;
}

// Where a unit is drawn, in input places: the middle of its field.
const middle = (row, index) => row.start + index * row.jump + (row.field - 1) / 2;

// The first and the last input of a field, and how many of its places are padding.
function fieldEnds(row, chosen, n) {
  const first = row.start + chosen * row.jump;
  const last = first + row.field - 1;
  const before = Math.max(0, Math.min(last, -1) - first + 1);
  const behind = Math.max(0, last - Math.max(first, n) + 1);
  return { first, last, outside: before + behind };
}

// What is said of the padding among the places of a field.
function paddingWords(outside, field) {
  if (outside === 0) return "";
  if (outside < field) return `, ${outside} of them padding`;
  return field === 1 ? ", which is padding" : ", all of them padding";
}

function fieldCode(n, layers) {
  const windows = layers.map(({ kind, kernel, stride, padding, dilation }) => (
    `    (${kernel}, ${stride}, ${padding}, ${dilation}),  # ${kind}`));
  return [
    "from cnnlib import shapes", "from cnnlib.receptive_field import FieldGrid", "",
    "# kernel size, stride, padding, dilation", "layers = [", ...windows, "]",
    `n, grid = ${n}, FieldGrid()`, "table = [(n, grid.jump[0], grid.size[0], grid.start[0])]",
    "for layer in layers:", "    n, grid = shapes.output_size(n, *layer), grid.after(*layer)",
    "    table.append((n, grid.jump[0], grid.size[0], grid.start[0]))",
    "print(table)  # units, jump, field, start",
  ];
}

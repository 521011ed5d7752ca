// Arrays of more than two axes, as lists in lists: their code in Python, and tests of an address.

const isStack = (count, test, most = count) => isList(test, count, most);
const sameShape = (matrices) => matrices.every((one) => (
  one.length === matrices[0].length && one[0].length === matrices[0][0].length));

// Lines of Python for one matrix after the other, as deep as they lie.
function pyLines(values, indent) {
  const flat = !Array.isArray(values[0][0]);
  if (flat) return [`${indent}[${values.map((row) => `[${row.map(pyNumber).join(", ")}]`).join(", ")}],`];
  return [`${indent}[`, ...values.flatMap((one) => pyLines(one, `${indent}    `)), `${indent}],`];
}

const pyArray = (name, values) => [`${name} = np.array(`, ...pyLines(values, "    "), "    dtype=float,", ")"];

// Who receives what: the gradient of every input and every weight as a sum over routes.
// A route leads from output (i, j) to input (r, c) through the kernel place (a, b).

class Routes {
  constructor({ windows, x, weight, kind, upstream }) {
    Object.assign(this, { windows, x, weight, kind });
    const [rows, columns] = windows.output;
    this.list = times(rows, (i) => times(columns, (j) => (
      windows.taps(i, j).filter((tap) => tap.inside).map((tap) => ({ ...tap, i, j }))))).flat(2);
    this.output = times(rows, (i) => times(columns, (j) => this.forward(i, j)));
    this.upstream = kind === "both" ? this.atMaximum() : upstream;
  }

  from(i, j) {
    return this.list.filter((route) => route.i === i && route.j === j);
  }

  into(r, c) {
    return this.list.filter((route) => route.r === r && route.c === c);
  }

  through(a, b) {
    return this.list.filter((route) => route.a === a && route.b === b);
  }

  // The first of the largest inputs of a window.
  winner(i, j) {
    return this.from(i, j).reduce((best, route) => (
      this.x[route.r][route.c] > this.x[best.r][best.c] ? route : best));
  }

  forward(i, j) {
    if (this.kind !== "max") {
      return this.from(i, j).reduce((sum, { r, c, a, b }) => sum + this.x[r][c] * this.weight[a][b], 0);
    }
    const { r, c } = this.winner(i, j);
    return this.x[r][c];
  }

  // The derivative of the largest output: 1 at the first place that holds it, 0 elsewhere.
  atMaximum() {
    const best = this.output.flat().indexOf(Math.max(...this.output.flat()));
    return this.output.map((row, i) => row.map((_, j) => Number(i * row.length + j === best)));
  }

  // The local derivative of output by input along one route.
  slope(route) {
    if (this.kind !== "max") return this.weight[route.a][route.b];
    const best = this.winner(route.i, route.j);
    return Number(best.r === route.r && best.c === route.c);
  }

  gradientX(r, c) {
    return this.into(r, c).reduce((sum, route) => sum + this.upstream[route.i][route.j] * this.slope(route), 0);
  }

  // The same as sums of letters, w11 and so on.
  lettersX(r, c) {
    return letterSum(this.into(r, c).map((t) => [this.upstream[t.i][t.j], indexed("w", t.a, t.b)]));
  }

  lettersOutput(i, j) {
    return letterSum(this.from(i, j).map((t) => [this.x[t.r][t.c], indexed("w", t.a, t.b)]));
  }

  gradientWeight(a, b) {
    return this.through(a, b).reduce((sum, { i, j, r, c }) => sum + this.upstream[i][j] * this.x[r][c], 0);
  }
}

// A sum of letters with numbers before them: 1 is not written, 0 leaves its letter out.
function letterSum(terms) {
  const seen = new Map();
  for (const [number, letter] of terms) seen.set(letter, (seen.get(letter) || 0) + number);
  const kept = [...seen].filter(([, number]) => number !== 0).sort((one, two) => (one[0] < two[0] ? -1 : 1));
  if (!kept.length) return "0";
  return kept.map(([letter, number], index) => {
    const lead = number < 0 ? "\u2212" : index ? "+" : "";
    return `${lead}${Math.abs(number) === 1 ? "" : show(Math.abs(number))}${letter}`;
  }).join("\u200b");  // a line may break between terms
}

// Indices count from 1, as in sums written by hand; what is said of places counts with them.
const FIRST = 1;
const indexed = (letter, r, c) => (
  letter + [r, c].map((at) => String.fromCharCode(0x2080 + FIRST + at)).join(""));

// The sum behind one cell: in symbols, then with its numbers. `lettered` keeps the weights as letters.
function explainRoutes(routes, name, r, c, used, lettered) {
  const sum = (terms) => terms.join(" + ") || "0";
  const equal = (terms, result) => (terms.length ? `= ${sum(terms)} = ${result}` : `= ${result}`);
  const g = ({ i, j }) => `\u2202L/\u2202${indexed("z", i, j)}`;
  const w = (t) => indexed("w", t.a, t.b);
  const { x, weight, upstream, kind } = routes;
  const given = (t) => factor(upstream[t.i][t.j]);
  if (name === "x" || name === "dx") {
    const slope = (t) => (kind === "max" ? show(routes.slope(t)) : w(t));
    const number = (t) => (lettered ? w(t) : factor(routes.slope(t)));
    return [
      `\u2202L/\u2202${indexed("x", r, c)} = ${sum(used.map((t) => `${g(t)}\u00b7${slope(t)}`))}`,
      equal(used.map((t) => `${given(t)}\u00b7${number(t)}`),
        lettered ? routes.lettersX(r, c) : show(routes.gradientX(r, c))),
    ];
  }
  if (name === "w" || name === "dw") {
    return [
      `\u2202L/\u2202${indexed("w", r, c)} = ${sum(used.map((t) => `${g(t)}\u00b7${indexed("x", t.r, t.c)}`))}`,
      equal(used.map((t) => `${given(t)}\u00b7${factor(x[t.r][t.c])}`), show(routes.gradientWeight(r, c))),
    ];
  }
  if (kind === "max") {
    const best = routes.winner(r, c);
    return [
      `${indexed("z", r, c)} = max(${used.map((t) => indexed("x", t.r, t.c)).join(", ")})`,
      `= ${show(routes.output[r][c])}, the first largest is ${indexed("x", best.r, best.c)}: it alone gets the gradient`,
    ];
  }
  return [
    `${indexed("z", r, c)} = ${sum(used.map((t) => `${indexed("x", t.r, t.c)}\u00b7${w(t)}`))}`,
    equal(used.map((t) => `${factor(x[t.r][t.c])}\u00b7${lettered ? w(t) : factor(weight[t.a][t.b])}`),
      lettered ? routes.lettersOutput(r, c) : show(routes.output[r][c])),
  ];
}

// The loss that is the largest output, at `best`; with lettered weights also what these are.
function lossWords(routes, best, lettered) {
  const weights = routes.weight.flatMap((row, a) => row.map((one, b) => `${indexed("w", a, b)} = ${show(one)}`));
  const given = lettered ? `, where ${weights.join(", ")}` : "";
  return `L = max(z) = ${indexed("z", ...best)} = ${show(routes.output[best[0]][best[1]])}${given}`;
}

// The same for the ear: subscripts as plain digits, signs as words.
function spokenSum(line) {
  return line.replace(/[\u2080-\u2089]/g, (digit) => ` ${digit.charCodeAt(0) - 0x2080}`)
    .replaceAll("\u200b", "").replaceAll("\u2202L/\u2202", "gradient of ")
    .replaceAll("\u00b7", " times ").replaceAll("+", " plus ").replaceAll("=", " is ")
    .replaceAll("\u2212", " minus ").replace(/[()]/g, "").replace(/ +/g, " ").trim();
}

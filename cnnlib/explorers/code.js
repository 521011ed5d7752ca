// "The same in code": Python that computes what the figure shows.

const pyNumber = (value) => String(value);
const pyFlag = (yes) => (yes ? "True" : "False");
// One number for rows and columns alike, or a pair.
const pyPair = ([rows, columns]) => (rows === columns ? String(rows) : `(${rows}, ${columns})`);

// A matrix of floats, a line for each row.
function pyMatrix(name, rows) {
  const lines = rows.map((row) => `    [${row.map(pyNumber).join(", ")}],`);
  return [`${name} = np.array(`, "    [", ...lines.map((line) => `    ${line}`), "    ],", "    dtype=float,", ")"];
}

// The fold under a figure that shows its code; `show(lines)` writes it.
class CodeFold {
  constructor() {
    this.text = h("code");
    const copy = h("button", {
      type: "button", class: "action", onclick: () => this.copy(copy),
    }, "Copy");
    this.node = h("details", { class: "code" }, h("summary", {}, "The same in code"),
      h("pre", { tabindex: "0", role: "region", "aria-label": "The same in code" }, this.text),
      navigator.clipboard ? copy : null);
  }

  show(lines) {
    const text = lines.join("\n");
    if (this.text.textContent !== text) this.text.textContent = text;
  }

  async copy(button) {
    await navigator.clipboard.writeText(this.text.textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  }
}

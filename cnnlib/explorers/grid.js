// An element builder, numbers as text, and a grid of numbers with keyboard navigation.

function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

// A number as a reader expects it: at most two decimals, halves away from zero, a real minus sign.
function show(value) {
  if (value === -Infinity) return "\u2212\u221e";
  const hundredths = Math.floor(Math.abs(value) * 100 + 0.5);
  return (value < 0 && hundredths ? "\u2212" : "") + String(hundredths / 100);
}

// The same as a factor of a product: negative numbers in parentheses.
function factor(value) {
  return value < 0 ? `(${show(value)})` : show(value);
}

function parse(text) {
  const plain = text.trim().replace("\u2212", "-").replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
}

// The keyboard of a phone for numbers from `low` on: its pads of digits have no minus sign on some
// phones, and the one for whole numbers has no point.
function keyboardFor(low, whole) {
  if (low < 0) return "text";
  return whole ? "numeric" : "decimal";
}

// A number with its noun: 1 row, 2 rows.
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
const withCommas = (number) => number.toLocaleString("en-US");
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
// Rows and columns count from 0, as in the code of the course, unless letters count from 1.
const place = (r, c, first = 0) => `row ${r + first}, column ${c + first}`;

// What was typed is not taken: an event that the explorer turns into speech.
function refuse(input, sentence) {
  input.dispatchEvent(new CustomEvent("refused", { bubbles: true, detail: sentence }));
}

// The cell to which a key leads from another one, or null if the key leads nowhere.
function cellByKey({ key, ctrlKey }, [r, c], rows, columns, leap = 0) {
  const last = [rows - 1, columns - 1];
  const moves = {
    ArrowUp: [r - 1, c], ArrowDown: [r + 1, c], ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1],
    PageUp: leap && [r - leap, c], PageDown: leap && [r + leap, c],
    Home: ctrlKey ? [0, 0] : [r, 0], End: ctrlKey ? last : [r, last[1]],
  };
  return moves[key] ? moves[key].map((at, axis) => clamp(at, 0, last[axis])) : null;
}

// A grid in the sense of ARIA: one stop for the tab key, arrow keys inside.
// `pad` = [top, bottom, left, right] cells of padding that are drawn but never focused;
// `first` is the number of the first row and of the first column.
class Grid {
  constructor(options) {
    this.pad = [0, 0, 0, 0];
    this.range = [-99, 99];
    this.first = 0;
    Object.assign(this, options);
    const [, , left, right] = this.pad;
    this.at = [0, 0];
    this.node = h("div", {
      class: `grid ${this.look || ""}`, role: "grid", "aria-label": this.label,
      "aria-readonly": this.onEdit ? null : "true",
      style: `--columns:${left + this.columns + right}`,
      onkeydown: (event) => this.key(event),
      onfocusin: (event) => this.visit(event.target),
      onfocusout: () => this.onLeave?.(),
      onpointerleave: () => this.onLeave?.(),
    });
    this.fill();
  }

  fill() {
    const [top, bottom, left, right] = this.pad;
    const width = left + this.columns + right;
    const filler = (count) => times(count, () => (
      h("div", { class: "pad", "aria-hidden": "true" }, this.padText || "0")));
    this.node.append(...filler(top * width));
    this.cells = times(this.rows, (r) => {
      const cells = times(this.columns, (c) => this.cell(r, c));
      const row = h("div", { class: "row", role: "row" }, filler(left), cells, filler(right));
      this.node.append(row);
      return cells.map((cell) => (this.onEdit ? cell.firstChild : cell));
    });
    this.node.append(...filler(bottom * width));
    this.cells[0][0].tabIndex = 0;
  }

  cell(r, c) {
    if (!this.onEdit) {
      return h("div", {
        class: "cell", role: "gridcell", tabindex: "-1",
        onpointerenter: () => this.onVisit?.(r, c, false),
        onclick: () => this.onPick?.(r, c),
      });
    }
    const input = h("input", {
      type: "text", tabindex: "-1", autocomplete: "off", maxlength: "5",
      inputmode: keyboardFor(this.range[0], false),
      "aria-label": `${this.label}, ${place(r, c, this.first)}`,
      onfocus: (event) => event.target.select(),
      oninput: (event) => this.edit(r, c, event.target),
      onblur: (event) => this.restore(event.target),
    });
    const onpointerenter = () => this.onVisit?.(r, c, false);
    return h("div", { class: "cell", role: "gridcell", onpointerenter }, input);
  }

  edit(r, c, input) {
    const value = parse(input.value);
    const [low, high] = this.range;
    if (Number.isNaN(value) || value < low || value > high) {
      input.setAttribute("aria-invalid", "true");
      return;
    }
    input.removeAttribute("aria-invalid");
    input.dataset.shown = show(value);
    this.onEdit(r, c, value);
  }

  restore(input) {
    if (input.hasAttribute("aria-invalid")) {
      refuse(input, `Only ${this.rangeWords().toLowerCase()}. The cell keeps ${input.dataset.shown}.`);
    }
    input.removeAttribute("aria-invalid");
    input.value = input.dataset.shown;
  }

  rangeWords() {
    return `Numbers from ${this.range.map(show).join(" to ")}`;
  }

  // Write one cell; `said` is what a screen reader says instead of the bare text.
  write(r, c, text, said) {
    const cell = this.cells[r][c];
    if (this.onEdit) {
      cell.value = text;
      if (cell.dataset.shown === text) return;
      cell.dataset.shown = text;
    } else {
      const words = said || `${place(r, c, this.first)}: ${text}`;
      if (cell.ariaLabel === words && cell.textContent === text) return;  // many cells stay as they are
      cell.textContent = text;
      cell.ariaLabel = words;
    }
    cell.classList.toggle("long", text.length > 3);
  }

  find(target) {
    for (const [r, row] of this.cells.entries()) {
      const c = row.indexOf(target);
      if (c >= 0) return [r, c];
    }
    return null;
  }

  visit(target) {
    const found = this.find(target);
    if (!found) return;
    this.cells[this.at[0]][this.at[1]].tabIndex = -1;
    this.at = found;
    target.tabIndex = 0;
    this.onVisit?.(...found, true);
  }

  key(event) {
    if (event.key === "Escape" && this.onEdit) this.restore(event.target);
    if ((event.key === "Enter" || event.key === " ") && this.onPick) {
      event.preventDefault();
      this.onPick(...this.at);
    }
    const next = cellByKey(event, this.at, this.rows, this.columns);
    if (!next) return;
    event.preventDefault();
    this.focus(...next);
  }

  focus(r, c) {
    this.cells[r][c].focus();
  }

  // Write all numbers; where `known(r, c)` is false, it is not computed yet.
  writeAll(values, known = () => true) {
    values.forEach((row, r) => row.forEach((value, c) => this.write(r, c, ...this.wording(r, c, value, known(r, c)))));
  }

  // The text of a cell, and what a screen reader says instead.
  wording(r, c, value, known) {
    const text = known ? show(value) : "";
    return [text, `${place(r, c, this.first)}: ${known ? text : "not computed yet"}`];
  }

  // Mark one cell of a read-only grid as the one that is looked at.
  mark(row, column) {
    this.cells.forEach((cells, r) => cells.forEach((cell, c) => {
      const here = r === row && c === column;
      cell.classList.toggle("now", here);
      cell.setAttribute("aria-selected", String(here));
    }));
  }
}

function panel(name, grid, size) {
  return h("div", { class: "panel" }, h("div", { class: "scroll" }, grid.node),
    h("div", { class: "caption" }, h("span", { class: "kept" }, h("b", {}, name), " ", h("span", {}, size)),
      h("span", { class: "range", "aria-hidden": "true" }, grid.rangeWords())));
}

const by = ([rows, columns]) => `${rows} \u00d7 ${columns}`;
const sign = (text) => h("span", { class: "sign", "aria-hidden": "true" }, text);

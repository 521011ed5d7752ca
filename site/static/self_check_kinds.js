// The five kinds of self-checks; what they share is in self_check.js.

// -- choice: radio buttons before the items of the question's list ----------------------------------

checkKinds.choice = class extends SelfCheck {
  build() {
    const list = [...this.box.querySelectorAll(":scope > ol")].at(-1);
    list.classList.add("self-check-choices");
    list.setAttribute("role", "radiogroup");
    list.setAttribute("aria-labelledby", this.question.id);
    this.choices = [...list.children].map((item, position) => {
      item.setAttribute("role", "none");
      const choice = checkPart("input", { type: "radio", name: this.box.id });
      choice.id = `${this.box.id}-choice-${position}`;
      const label = checkPart("label", { htmlFor: choice.id }, ...item.childNodes);
      item.replaceChildren(choice, label);
      return choice;
    });
    this.form.append(list);
    this.addCheckButton();
  }

  submit() {
    const position = this.choices.findIndex((choice) => choice.checked);
    if (position < 0) return this.ask("Choose one of them first.");
    const right = position === this.key.right;
    this.choices[position].parentElement.dataset.state = right ? "right" : "wrong";
    if (right) this.tellRight(withoutLead(this.reasons[position]));
    else this.tell("wrong", "Not yet.", [...this.reasons[position].cloneNode(true).childNodes]);
  }
};

// -- number and trace: a field ----------------------------------------------------------------------

class FieldCheck extends SelfCheck {
  build() {
    const name = `${this.box.id}-field`;
    const label = checkPart("label", { htmlFor: name, textContent: this.constructor.label });
    this.field = checkPart("input", { type: "text", id: name, autocomplete: "off", spellcheck: false });
    this.field.setAttribute("aria-describedby", this.question.id);
    this.form.append(label, this.field);
    this.addCheckButton();
  }
}

checkKinds.number = class extends FieldCheck {
  static label = "Your number";

  build() {
    super.build();
    this.field.inputMode = "text"; // a keypad of digits has no minus and no slash on some phones
  }

  // The number in a text such as "1,234", "−0.5" or "3/4"; NaN for any other. A comma groups three
  // digits: "1,5", which many would read as 1.5, is no number here.
  static read(text) {
    const plain = text.replace(/\s/g, "").replace("−", "-");
    const form = /^[+-]?((\d+|\d{1,3}(,\d{3})+)\.?\d*|\.\d+)(\/\d+)?$/;
    if (!form.test(plain)) return NaN;
    const [above, below = "1"] = plain.replaceAll(",", "").split("/");
    return Number(above) / Number(below);
  }

  submit() {
    const value = checkKinds.number.read(this.field.value);
    if (!Number.isFinite(value)) return this.ask("Write a number, such as 12, 0.5 or 3/4.");
    const same = (other) => Math.abs(value - other) <= this.key.near + 1e-9;
    if (same(this.key.right)) this.tellRight();
    else this.tellMistake(same);
  }
};

checkKinds.trace = class extends FieldCheck {
  static label = "It prints";

  static tidy(text) {
    const plain = text.replaceAll('"', "'").replaceAll("−", "-");
    const spaced = plain.trim().replace(/\s+/g, " ");
    return spaced.replace(/([[(,:]) /g, "$1").replace(/ ([\]),:])/g, "$1");
  }

  // The values alone: "[1, 2]" and "1 2" tell as much as "[1 2]".
  static values(printed) {
    return printed.replace(/[[\](),]/g, " ").trim().replace(/\s+/g, " ");
  }

  submit() {
    const { tidy, values } = checkKinds.trace;
    const printed = tidy(this.field.value);
    if (printed === "") return this.ask("Write what it prints.");
    const exact = (other) => printed === other;
    const alike = (other) => values(printed) === values(other);
    const same = [this.key.right, ...this.key.mistakes].some(exact) ? exact : alike;
    if (same(this.key.right)) this.tellRight();
    else this.tellMistake(same);
  }
};

// -- grid: the cells of the question's table become buttons -----------------------------------------

checkKinds.grid = class extends SelfCheck {
  build() {
    const table = this.box.querySelector(":scope > :is(table, div) table, :scope > table");
    const rows = [...table.tBodies[0].rows];
    this.cells = rows.map((row, i) => [...row.cells].slice(1).map((cell, j) => this.cell(cell, i, j)));
    this.cells[0][0].tabIndex = 0;
    this.form.append(table.closest(".pst-scrollable-table-container") ?? table);
    this.form.addEventListener("keydown", (event) => this.move(event));
  }

  cell(cell, row, column) {
    const button = checkPart("button", { type: "button", tabIndex: -1, textContent: cell.textContent });
    button.setAttribute("aria-label", `row ${row}, column ${column}: ${cell.textContent}`);
    button.addEventListener("click", () => this.choose(row, column));
    cell.replaceChildren(button);
    return button;
  }

  focusCell(row, column) {
    const target = this.cells[row]?.[column];
    if (target === undefined) return;
    for (const button of this.cells.flat()) button.tabIndex = button === target ? 0 : -1;
    target.focus();
  }

  move(event) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const row = this.cells.findIndex((buttons) => buttons.includes(event.target));
    if (step === undefined || row < 0) return;
    event.preventDefault();
    this.focusCell(row + step[0], this.cells[row].indexOf(event.target) + step[1]);
  }

  choose(row, column) {
    this.focusCell(row, column);
    const chosen = `row ${row}, column ${column}`;
    const right = chosen === this.key.right;
    this.cells[row][column].dataset.state = right ? "right" : "wrong";
    if (right) this.tellRight();
    else this.tellMistake((other) => chosen === other);
  }

  submit() {} // a cell is its own button
};

// -- order: lines that move up and down -------------------------------------------------------------

checkKinds.order = class extends SelfCheck {
  build() {
    this.list = [...this.box.querySelectorAll(":scope > ol")].at(-1);
    this.list.classList.add("self-check-lines");
    this.lines = [...this.list.children];
    this.lines.forEach((line, position) => {
      line.dataset.number = position + 1;
      const text = checkPart("div", {}, ...line.childNodes);
      text.dataset.number = line.dataset.number;
      line.replaceChildren(this.mover(line, -1), this.mover(line, 1), text);
    });
    this.form.append(this.list);
    this.addCheckButton();
    this.showEnds();
  }

  mover(line, step) {
    const button = checkPart("button", { type: "button", textContent: step < 0 ? "↑" : "↓" });
    button.setAttribute("aria-label", `Move line ${line.dataset.number} ${step < 0 ? "up" : "down"}`);
    button.addEventListener("click", () => this.moveLine(line, step, button));
    return button;
  }

  moveLine(line, step, button) {
    const other = step < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (other === null) return;
    if (step < 0) other.before(line);
    else other.after(line);
    this.showEnds();
    button.focus();
    const place = [...this.list.children].indexOf(line) + 1;
    this.ask(`Line ${line.dataset.number} is now at place ${place} of ${this.lines.length}.`);
  }

  // A line at an end goes no further; its button stays in reach, so that the focus stays, too.
  showEnds() {
    [...this.list.children].forEach((line, position, all) => {
      const [up, down] = line.querySelectorAll("button");
      up.setAttribute("aria-disabled", String(position === 0));
      down.setAttribute("aria-disabled", String(position === all.length - 1));
    });
  }

  submit() {
    const order = [...this.list.children].map((line) => Number(line.dataset.number));
    const broken = ([first, second]) => order.indexOf(first) > order.indexOf(second);
    const position = this.key.mistakes.findIndex(broken);
    if (position < 0) this.tellRight();
    else this.tell("wrong", "Not yet.", [...this.reasons[position].cloneNode(true).childNodes]);
  }
};

startSelfChecks();

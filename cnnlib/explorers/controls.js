// Labeled controls: every one has its name in words, and reports through onChange.

const LETTERS_OF_COLUMN = 10;  // of a choice that is one column of the settings wide

// A field for a whole number. What cannot be taken is not taken: the field keeps its number and says
// why, as the cells of a grid do. Arrow keys go up and down; Escape gives the number back.
function wholeField({ label, low, high, value, onChange, onRefuse = () => {} }) {
  const set = (next) => {
    input.value = next;
    input.setAttribute("aria-valuenow", next);
    input.removeAttribute("aria-invalid");
  };
  const kept = () => Number(input.getAttribute("aria-valuenow"));
  const readable = (text) => {
    const number = parse(text);
    return Number.isInteger(number) && number >= low && number <= high;
  };
  const give = (next) => {
    if (next < low || next > high) return;
    set(next);
    onChange(next);
  };
  const take = () => {
    const typed = input.value.trim();
    if (readable(typed)) {
      give(parse(typed));
      return;
    }
    set(kept());
    const instead = typed ? `not \u201c${typed}\u201d` : "and nothing was typed";
    const sentence = `${label} takes whole numbers from ${low} to ${high}, ${instead}. It keeps ${kept()}.`;
    onRefuse(sentence);
    refuse(input, sentence);
  };
  const keys = {
    ArrowUp: () => give(kept() + 1), ArrowDown: () => give(kept() - 1),
    Enter: () => take(), Escape: () => set(kept()),
  };
  const input = h("input", {
    type: "text", class: "whole", role: "spinbutton", inputmode: keyboardFor(low, true), autocomplete: "off", maxlength: "8",
    "aria-label": label, "aria-valuemin": low, "aria-valuemax": high,
    oninput: () => (readable(input.value) ? input.removeAttribute("aria-invalid")
      : input.setAttribute("aria-invalid", "true")),
    onkeydown: (event) => {
      if (!(event.key in keys)) return;
      event.preventDefault();
      keys[event.key]();
    },
    onblur: () => { if (input.value !== String(kept())) take(); },
  });
  set(value);
  return { input, set, give, kept };
}

// A whole number between two buttons. The buttons are for pointers; keys act on the field itself.
// After a number that was not taken, the name of the field says the range.
function stepper({ label, low, high, value, onChange }) {
  const refresh = (refused) => {
    less.disabled = field.kept() === low;
    more.disabled = field.kept() === high;
    name.textContent = refused ? `${label}: ${low} to ${high}, whole` : label;
  };
  const button = (text, word, step) => h("button", {
    type: "button", tabindex: "-1", "aria-label": `${label}: ${word}`,
    onclick: () => field.give(field.kept() + step),
  }, text);
  const less = button("\u2212", "less", -1);
  const more = button("+", "more", 1);
  const field = wholeField({
    label, low, high, value, onRefuse: () => refresh(true),
    onChange: (next) => { refresh(false); onChange(next); },
  });
  const name = h("span", { class: "name", "aria-hidden": "true" });
  refresh(false);
  const node = h("div", { class: "field" }, name, h("div", { class: "stepper" }, less, field.input, more));
  return { node, set: (next) => { field.set(next); refresh(false); } };
}

// A choice with long texts takes two columns of the settings.
function choice({ label, options, value, onChange }) {
  const broad = options.some(([, text]) => text.length > LETTERS_OF_COLUMN);
  const select = h("select", { onchange: () => onChange(select.value) },
    options.map(([key, text]) => h("option", { value: key }, text)));
  select.value = value;
  const node = h("label", { class: broad ? "field broad" : "field" }, h("span", { class: "name" }, label), select);
  return { node, set: (next) => { select.value = next; } };
}

function check({ label, value, onChange }) {
  const input = h("input", { type: "checkbox", onchange: () => onChange(input.checked) });
  input.checked = value;
  return { node: h("label", { class: "check" }, input, label), set: (next) => { input.checked = next; } };
}

function action(label, onclick) {
  return h("button", { type: "button", class: "action", onclick }, label);
}

function slider({ label, low, high, value, onChange }) {
  const input = h("input", {
    type: "range", min: low, max: high, step: 1, "aria-label": label,
    oninput: () => onChange(Number(input.value)),
  });
  input.value = value;
  const name = h("span", { class: "name", "aria-hidden": "true" }, label);
  return { node: h("div", { class: "field" }, name, input), input, name };
}

// A longer text makes room for good, so that what stands below does not go to and fro. All boxes are
// measured before the first is written to: the page is laid out once.
function keepRoom(...boxes) {
  const heights = boxes.map((box) => Math.ceil(box.getBoundingClientRect().height));
  boxes.forEach((box, at) => { box.style.minHeight = `${heights[at]}px`; });
}

// An element of SVG.
function draw(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function icon(path) {
  return draw("svg", { viewBox: "0 0 18 18", "aria-hidden": "true" }, draw("path", { d: path }));
}

// One number for rows and columns alike, or one for each: `value` is [rows, columns].
// Taken together again, both are the number of the rows.
function pairField({ label, low, high, value, onChange }) {
  let pair = [...value];
  let apart = false;
  const step = (name, axis) => stepper({
    label: name, low, high, value: pair[axis],
    onChange: (next) => {
      pair = apart ? pair.with(axis, next) : [next, next];
      onChange([...pair]);
    },
  });
  const node = h("div", { class: "pair" });
  const draw = () => {
    const names = apart ? [`${label}, rows`, `${label}, columns`] : [label];
    node.replaceChildren(...names.map((name, axis) => step(name, axis).node));
  };
  draw();
  return {
    node,
    set: (next) => { pair = [...next]; draw(); },
    split: (yes) => {
      const uneven = !yes && pair[0] !== pair[1];
      apart = yes;
      if (uneven) pair = [pair[0], pair[0]];
      draw();
      if (uneven) onChange([...pair]);
    },
    uneven: () => pair[0] !== pair[1],
  };
}

// One switch for several pairs; it is on at the start if a pair needs it.
function apartSwitch(fields) {
  const value = fields.some((one) => one.uneven());
  const split = (yes) => fields.forEach((one) => one.split(yes));
  split(value);
  return check({ label: "Rows and columns apart", value, onChange: split }).node;
}

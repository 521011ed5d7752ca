// The state of a figure in the address of the page: #pooling-1={"stride":[1,1]}, so that a link
// reproduces it. Only what differs from the figure's start is written.

// Tests of values that come from an address: anyone may have written them.
const isFlag = (value) => typeof value === "boolean";
const isOneOf = (...words) => (value) => words.includes(value);
const isWhole = (low, high) => (value) => Number.isInteger(value) && value >= low && value <= high;
const isList = (test, low, high = low) => (value) => (
  Array.isArray(value) && value.length >= low && value.length <= high && value.every(test));
const isPair = (low, high) => isList(isWhole(low, high), 2);
const isNumber = (value) => Number.isFinite(value) && Math.abs(value) <= 99;
const isMatrix = (low, high) => (value) => (
  isList(isList(isNumber, low, high), low, high)(value)
  && value.every((row) => row.length === value[0].length));

// Jupyter keeps addresses for itself, and figures in a frame have none that a reader sees.
const ownsAddress = () => (
  window === window.top && !document.getElementById("jupyter-config-data"));

function addressEntries() {
  const words = window.location.hash.slice(1);
  return words.includes("=") ? new URLSearchParams(words) : new URLSearchParams();
}

// What an address says about a figure: null, an object, or an Error for what cannot be read.
function readState(key) {
  const text = addressEntries().get(key);
  if (text === null) return null;
  try {
    const state = JSON.parse(text);
    const plain = state instanceof Object && !Array.isArray(state);
    return plain ? state : new Error(`${key} is no object`);
  } catch (error) {
    return error;
  }
}

// The address with this state of a figure; without one, it starts as the page has it.
function addressOf(key, state) {
  const entries = addressEntries();
  if (state === null) entries.delete(key);
  else entries.set(key, JSON.stringify(state));
  const address = new URL(window.location);
  address.hash = entries.toString();
  return address.href;
}

function differences(state, home) {
  const changed = Object.entries(state).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(home[name]));
  return changed.length ? Object.fromEntries(changed) : null;
}

// The state, if every value is one that the figure can have; `shape` has a test for each name.
function checkedState(state, home, shape) {
  if (state instanceof Error) return null;
  const known = Object.entries(state).every(([name, value]) => (
    Object.hasOwn(shape, name) && shape[name](value)));
  return known ? { ...home, ...state } : null;
}

// What scrolls sideways can be reached with the Tab key; what does not scroll is no stop.

const SLICE = 6; // milliseconds; a phone takes four times as long as a computer
const SCROLLERS = "pre, .table-box, .pst-scrollable-table-container, div.math, .formula";
const SCROLLER_NAMES = [
  [".cell_output pre", "Output"],
  ["pre", "Code"],
  ["div.math, .formula", "Formula"],
  ["div", "Table"],
];

function makeStop(box) {
  const [, name] = SCROLLER_NAMES.find(([selector]) => box.matches(selector));
  box.tabIndex = 0;
  box.setAttribute("role", "group"); // what has no role can have no name
  box.setAttribute("aria-label", name);
}

function updateStop(box) {
  const overflows = box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0;
  const scrolls = overflows && /auto|scroll/.test(getComputedStyle(box).overflowX);
  if (scrolls) makeStop(box);
  else ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
}

// To ask for its width lays out the section of a box: only boxes near the window are asked.
// Code with a line that is long for the window, and stays one, is taken to scroll until then.
const nearBoxes = new Set();

function seemsToScroll(box, longLine) {
  if (!box.matches("pre") || !longLine.test(box.textContent)) return false;
  return getComputedStyle(box).whiteSpace === "pre";
}

// Does something with each of many things, a few milliseconds at a time: the reader may act between.
async function inSlices(things, act) {
  let end = performance.now() + SLICE;
  for (const thing of things) {
    act(thing);
    if (performance.now() < end) continue;
    await new Promise((resume) => setTimeout(resume));
    end = performance.now() + SLICE;
  }
}

function watchBoxes() {
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) nearBoxes.add(target);
        else nearBoxes.delete(target);
      }
      nearBoxes.forEach(updateStop);
    },
    { rootMargin: "100% 0px" },
  );
  const longLine = new RegExp(`[^\\n]{${Math.min(80, Math.ceil(innerWidth / 10))}}`);
  inSlices(document.querySelectorAll(SCROLLERS), (box) => {
    if (seemsToScroll(box, longLine)) makeStop(box);
    watcher.observe(box);
  });
  new ResizeObserver(() => nearBoxes.forEach(updateStop)).observe(document.body);
}

window.addEventListener("load", watchBoxes);

// Paper is light, whatever the screen shows. Dark mode needs a script, so a script can end it.
const onPaper = window.matchMedia("print");
let onScreen = null; // the theme to come back to

function followPaper(printing) {
  const { dataset } = document.documentElement;
  if (printing && onScreen === null) {
    onScreen = dataset.theme;
    dataset.theme = "light";
  } else if (!printing && onScreen !== null) {
    dataset.theme = onScreen;
    onScreen = null;
  }
}

onPaper.addEventListener("change", (event) => followPaper(event.matches));
window.addEventListener("beforeprint", () => followPaper(true));
window.addEventListener("afterprint", () => followPaper(onPaper.matches));

// What scrolls sideways can be reached with the Tab key; what does not scroll is no stop.

const SCROLLERS = "pre, .table-box, .pst-scrollable-table-container, div.math, .formula";

function updateStop(box) {
  const overflows = box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0;
  const scrolls = overflows && /auto|scroll/.test(getComputedStyle(box).overflowX);
  if (scrolls) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
}

// To ask for its width lays out the section of a box: only boxes near the window are asked.
// Code with a long line is taken to scroll until then.
const nearBoxes = new Set();
const LONG_LINE = /[^\n]{80}/;

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
  for (const box of document.querySelectorAll(SCROLLERS)) {
    if (box.matches("pre") && LONG_LINE.test(box.textContent)) box.tabIndex = 0;
    watcher.observe(box);
  }
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

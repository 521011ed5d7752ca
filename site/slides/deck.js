// Starts reveal.js on a deck. T changes between light and dark; the other keys are those of
// reveal.js. An explorer stands on its slide as a picture and opens over the slides.

const DARK = matchMedia("(prefers-color-scheme: dark)");
const PRINTS = /print-pdf/.test(location.search);
const USUAL_WIDTH = 940; // of an explorer, in pixels
const LARGEST = 2;

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

function changeTheme() {
  setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
}

function loadScripts(list) {
  for (const name of list.splice(0)) {
    const script = document.createElement("script");
    script.src = `_static/explorers/${name}`;
    script.async = false; // in their order
    document.head.append(script);
  }
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

// The explorer is drawn when it is opened: hidden, it would have no size.
function setOnStage(explorer, scripts) {
  const title = explorer.closest("section").querySelector("h2").textContent;
  const button = make("button", { type: "button", className: "live", textContent: "Try it live" });
  const stage = make("dialog", { className: "stage", ariaLabel: `Explorer: ${title}` });
  const back = make("button", { type: "button", className: "live", textContent: "Back to the slides" });
  button.addEventListener("click", () => {
    stage.showModal();
    explorer.style.zoom = Math.min(LARGEST, Math.max(1, window.innerWidth / USUAL_WIDTH));
    if (!explorer.isConnected) stage.append(explorer);
    loadScripts(scripts);
  });
  back.addEventListener("click", () => stage.close());
  explorer.replaceWith(explorer.querySelector("svg").cloneNode(true), button);
  stage.append(back);
  document.body.append(stage);
}

setTheme(DARK.matches && !PRINTS ? "dark" : "light");
DARK.addEventListener("change", () => setTheme(DARK.matches ? "dark" : "light"));
if (!PRINTS) {
  const scripts = document.querySelector(".slides").dataset.explorers.split(" ").filter(Boolean);
  const explorers = document.querySelectorAll(".slides [data-config]");
  for (const explorer of explorers) setOnStage(explorer, scripts);
}
Reveal.initialize({
  width: 1280,
  height: 720,
  margin: 0,
  center: false,
  display: "flex",
  hash: true,
  transition: "none",
  slideNumber: "c/t",
  scrollActivationWidth: null,
  pdfSeparateFragments: false,
  pdfMaxPagesPerSlide: 1,
  keyboardCondition: () => document.querySelector("dialog[open]") === null,
  plugins: [RevealNotes],
});
Reveal.addKeyBinding({ keyCode: 84, key: "T", description: "Light or dark" }, changeTheme);

// The scripts of an explorer are loaded when it comes near, or when the address names the state of
// one. Until then it shows its still picture. As long as the reader has not moved, near is what the
// window shows and a little more. Explorers start one after the other, each in a task of its own.

const NEAR_AT_FIRST = "100px";
const NEAR = "900px";
const MOVES = ["scroll", "pointerdown", "keydown"];

class ExplorerFiles {
  constructor(list) {
    this.files = list.dataset.explorerFiles.split(" ");
    this.needs = JSON.parse(list.dataset.explorerNeeds);
    this.loaded = new Set();
  }

  // In the order of need: a script without `async` runs after those before it.
  load(kind) {
    for (const position of this.needs[kind]) {
      if (this.loaded.has(position)) continue;
      this.loaded.add(position);
      const script = document.createElement("script");
      script.src = this.files[position];
      script.async = false;
      document.head.append(script);
    }
  }
}

async function wakeInTask(explorer) {
  await new Promise((resume) => setTimeout(resume));
  delete explorer.waits;
  if (explorer.isConnected) explorer.wake();
}

class ExplorerStarts {
  constructor(list, explorers) {
    this.files = new ExplorerFiles(list);
    this.waiting = new Set(explorers);
    this.last = Promise.resolve();
    for (const explorer of explorers) explorer.waits = true;
  }

  start(explorer) {
    if (!this.waiting.delete(explorer)) return;
    this.files.load(explorer.localName);
    customElements.whenDefined(explorer.localName).then(() => {
      this.last = this.last.then(() => wakeInTask(explorer)).catch(reportError);
    });
  }

  startAll() {
    this.waiting.forEach((explorer) => this.start(explorer));
  }

  watch(margin) {
    this.watcher?.disconnect();
    this.watcher = new IntersectionObserver(
      (entries) => {
        for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
          this.watcher.unobserve(target);
          this.start(target);
        }
      },
      { rootMargin: `${margin} 0px` },
    );
    for (const explorer of this.waiting) this.watcher.observe(explorer);
  }
}

function awaitExplorers() {
  const list = document.querySelector("[data-explorer-files]");
  if (list === null) return;
  const starts = new ExplorerStarts(list, document.querySelectorAll("[data-config]"));
  const startNamed = () => location.hash.includes("=") && starts.startAll();
  const widen = () => {
    for (const move of MOVES) window.removeEventListener(move, widen);
    starts.watch(NEAR);
  };
  starts.watch(NEAR_AT_FIRST);
  for (const move of MOVES) window.addEventListener(move, widen, { passive: true });
  startNamed();
  window.addEventListener("hashchange", startNamed);
}

awaitExplorers();

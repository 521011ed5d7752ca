// The scripts of an explorer are loaded when it comes near, or when the address names the state of
// one. Until then it shows its still picture.

const NEAR = "900px";

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

  loadAll() {
    Object.keys(this.needs).forEach((kind) => this.load(kind));
  }
}

function awaitExplorers() {
  const list = document.querySelector("[data-explorer-files]");
  if (list === null) return;
  const files = new ExplorerFiles(list);
  const namesState = () => location.hash.includes("=");
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
        watcher.unobserve(target);
        files.load(target.localName);
      }
    },
    { rootMargin: `${NEAR} 0px` },
  );
  for (const explorer of document.querySelectorAll("[data-config]")) watcher.observe(explorer);
  if (namesState()) files.loadAll();
  window.addEventListener("hashchange", () => namesState() && files.loadAll());
}

awaitExplorers();

// The scripts of a page's explorers are loaded when the first one comes near, or when the address
// names the state of one. Until then each shows its still picture.

const NEAR = "900px";

function loadExplorers(files) {
  for (const file of files.splice(0)) {
    const script = document.createElement("script");
    script.src = file;
    script.async = false; // in their order
    document.head.append(script);
  }
}

function awaitExplorers() {
  const list = document.querySelector("[data-explorer-files]");
  if (list === null) return;
  const files = list.dataset.explorerFiles.split(" ");
  const namesState = () => location.hash.includes("=");
  const watcher = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      loadExplorers(files);
    },
    { rootMargin: `${NEAR} 0px` },
  );
  for (const explorer of document.querySelectorAll("[data-config]")) watcher.observe(explorer);
  if (namesState()) loadExplorers(files);
  window.addEventListener("hashchange", () => namesState() && loadExplorers(files));
}

awaitExplorers();

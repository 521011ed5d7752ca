// The service worker keeps the course for reading without a network. It starts when the reader does
// something: who only glances at a page loads no more than the page.

const SIGNS = ["scroll", "pointerdown", "keydown"];

async function startWorker() {
  for (const sign of SIGNS) window.removeEventListener(sign, startWorker);
  const root = document.documentElement.dataset.content_root;
  await navigator.serviceWorker.register(new URL(`${root}sw.js`, location.href));
  const { active } = await navigator.serviceWorker.ready;
  const keepPictures = () => active.postMessage("keep pictures");
  if (window.matchMedia("(display-mode: standalone)").matches) keepPictures();
  window.addEventListener("appinstalled", keepPictures);
}

if ("serviceWorker" in navigator && location.protocol.startsWith("http")) {
  for (const sign of SIGNS) window.addEventListener(sign, startWorker, { passive: true });
}

// The link at a heading is copied by a click, a tap or the Enter key, and the address names the
// place. Of a page that was opened as a file, the published address is copied.

const COPIED_FOR = 2000; // milliseconds that the note stands

function placeToCopy(link) {
  const published = document.querySelector("link[rel=canonical]")?.href;
  return location.protocol === "file:" && published ? new URL(link.hash, published).href : link.href;
}

async function copyPlace(link) {
  let said = "Link copied";
  try {
    await navigator.clipboard.writeText(placeToCopy(link));
  } catch {
    said = "The address has the link"; // a browser that lets no page write to the clipboard
  }
  const note = document.createElement("span");
  note.className = "link-note";
  note.setAttribute("role", "status");
  link.after(note);
  note.textContent = said;
  setTimeout(() => note.remove(), COPIED_FOR);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.headerlink");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) copyPlace(link);
});

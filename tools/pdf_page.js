// Makes a page of the site ready for paper, and tells its title and sections. Pictures are loaded
// and as large as on the site; links to pages of the document stay in it and say the number of
// their page, others lead to the published site; under an explorer stands where it can be used.
async ({ root, pages, numbers, listed }) => {
  const HIGHEST = 359; // pixels of a picture: 95 mm
  const article = document.querySelector("article");
  const published = document.querySelector("link[rel=canonical]")?.href ?? location.href;

  for (const image of document.images) {
    image.loading = "eager";
    image.removeAttribute("srcset"); // `src` is the largest
    const { width, height } = { width: +image.getAttribute("width"), height: +image.getAttribute("height") };
    if (width && height) image.style.width = `${width * Math.min(1, HIGHEST / height)}px`;
  }
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  document.querySelectorAll("article details").forEach((fold) => { fold.open = true; });

  const pageOf = (url) => decodeURI(url.href.slice(root.length + 1)).replace(/\.html(#.*)?$/, "");
  const here = pageOf(location);
  for (const link of article.querySelectorAll("a[href]")) {
    if (link.protocol !== "file:") continue;
    const name = pageOf(link);
    if (name === here) continue;
    const address = name + decodeURIComponent(link.hash);
    if (pages.includes(name)) {
      link.href = `book:${address}`;
      if (!listed.includes(name)) link.after(pageNumber(numbers[address] ?? 0));
    } else {
      link.href = new URL(link.getAttribute("href"), published);
    }
  }

  const style = document.createElement("style");
  style.textContent = `.page-number, .on-website { color: var(--ink-soft) }
    .page-number { white-space: nowrap }
    .page-number > span { display: inline-block; min-width: 3ch; text-align: right;
      font-variant-numeric: tabular-nums }
    .on-website { margin-top: 0; font: 0.8rem var(--font-signs); text-align: center }`;
  document.head.append(style);

  // As wide with one digit as with three: the text around it stays where it is.
  function pageNumber(number) {
    const note = document.createElement("span");
    note.className = "page-number";
    const digits = document.createElement("span");
    digits.textContent = number;
    note.append("\u00a0(p.\u00a0", digits, ")");
    return note;
  }

  for (const explorer of article.querySelectorAll("[data-config]")) {
    const section = explorer.closest("section[id]");
    const note = document.createElement("p");
    const link = document.createElement("a");
    note.className = "on-website";
    link.href = `${published}#${section.id}`;
    link.textContent = link.href.replace(/^\w+:\/+/, "");
    note.append("To be used on the website: ", link);
    explorer.after(note);
  }

  const plain = (heading) => {
    const copy = heading.cloneNode(true);
    copy.querySelectorAll(".headerlink, .section-mark").forEach((part) => part.remove());
    return copy.textContent.trim().replace(/\s+/g, " ");
  };
  const headings = [...article.querySelectorAll("section[id] > h2")];
  const told = {
    title: plain(article.querySelector("h1")),
    sections: headings.map((heading) => [heading.parentElement.id, plain(heading)]),
  };

  // A section may begin on the page before its heading: its names go to the heading.
  for (const section of article.querySelectorAll("section[id]")) {
    const heading = section.querySelector(":scope > :is(h1, h2, h3, h4)");
    const place = document.createElement("span");
    place.id = section.id;
    section.removeAttribute("id");
    heading.prepend(place, ...section.querySelectorAll(":scope > span[id]"));
  }

  // Chromium gives a place in the PDF to what some link of the page leads to.
  const places = document.createElement("div");
  places.hidden = true;
  for (const element of article.querySelectorAll("[id]")) {
    const link = document.createElement("a");
    link.href = `#${element.id}`;
    places.append(link);
  }
  article.append(places);

  return told;
}

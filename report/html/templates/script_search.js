// Search in the sentences of the order that is shown.

const MOST_MARKED = 2000;
let hits = [];
let at = -1;
let texts = null;

const finding = () => tools && byId("search").value.trim() !== "";

function fold(text) {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text;
}

function find(move) {
  const needle = fold(byId("search").value.trim());
  if (!texts) { texts = { central: null, local: null }; }
  texts[order] = texts[order] || all(".s", orders[order]).map((element) => ({ element, text: fold(element.textContent) }));
  unmark();
  hits = [];
  at = -1;
  if (needle) {
    texts[order].forEach(({ element, text }) => {
      let start = text.indexOf(needle);
      if (start < 0 || element.closest("[hidden]")) { return; }
      for (; start >= 0; start = text.indexOf(needle, start + needle.length)) { hits.push({ element, start, end: start + needle.length }); }
    });
  }
  mark();
  if (hits.length && move) { go(1); } else { tellFound(); }
}

function tellFound() {
  const needle = finding();
  byId("found").textContent = !needle ? "" : hits.length ? (at + 1) + " / " + hits.length : tools.dataset.none;
  byId("previous").disabled = byId("next").disabled = !hits.length;
}

// Marks without touching the document; where the browser cannot, the sentence itself is framed.
const marks = typeof Highlight === "function" && CSS.highlights ? CSS.highlights : null;

function rangeOf(hit) {
  const walker = document.createTreeWalker(hit.element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let before = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const behind = before + node.data.length;
    if (!begun && hit.start < behind) { range.setStart(node, hit.start - before); begun = true; }
    if (begun && hit.end <= behind) { range.setEnd(node, hit.end - before); return range; }
    before = behind;
  }
  return range;
}

function mark() {
  if (marks && hits.length) { marks.set("found", new Highlight(...hits.slice(0, MOST_MARKED).map(rangeOf))); }
}

function unmark() {
  if (marks) { marks.delete("found"); marks.delete("current"); }
  all(".current").forEach((element) => element.classList.remove("current"));
}

function go(step) {
  if (!hits.length) { return; }
  at = (at + step + hits.length) % hits.length;
  const hit = hits[at];
  all(".current").forEach((element) => element.classList.remove("current"));
  hit.element.classList.add("current");
  if (marks) { marks.set("current", new Highlight(rangeOf(hit))); }
  reveal(hit.element, "center");
  tellFound();
}

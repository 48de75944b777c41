// Search in the sentences of the order that is shown.

const MOST_MARKED = 2000;
let hits = [];
let at = -1;
let texts = null;

const finding = () => tools && byId("search").value.trim() !== "";

function folded(text) {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text;
}

// Of parts that are not drawn too, in the order of the page.
function sentencesOf(root) {
  return all(".s, .later", root).flatMap((element) => {
    const part = later.get(element);
    return !part ? [element] : part.drawn ? [] : all(".s", part.fragment);
  });
}

const isHidden = (element) => element.closest("[hidden]") || (partOf(element) && partOf(element).place.closest("[hidden]"));

function find(move) {
  const unread = all(".later", orders[order]).map((place) => later.get(place)).filter((part) => !part.fragment);
  if (unread.length && typeof DecompressionStream === "function") {
    unread.reduce((before, part) => before.then(() => unpack(part)).then(parse), Promise.resolve()).then(() => find(move));
    return;
  }
  const needle = folded(byId("search").value.trim());
  if (!texts) { texts = { central: null, local: null }; }
  texts[order] = texts[order] || sentencesOf(orders[order]).map((element) => ({ element, text: folded(element.textContent) }));
  unmark();
  hits = [];
  at = -1;
  if (needle) {
    texts[order].forEach(({ element, text }) => {
      let start = text.indexOf(needle);
      if (start < 0 || isHidden(element)) { return; }
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
  const drawn = hits.filter((hit) => hit.element.isConnected).slice(0, MOST_MARKED);
  if (marks && drawn.length) { marks.set("found", new Highlight(...drawn.map(rangeOf))); }
}

function unmark() {
  if (marks) { marks.delete("found"); marks.delete("current"); }
  all(".current").forEach((element) => element.classList.remove("current"));
}

function go(step) {
  if (!hits.length) { return; }
  at = (at + step + hits.length) % hits.length;
  const hit = hits[at];
  drawAround(hit.element);
  all(".current").forEach((element) => element.classList.remove("current"));
  hit.element.classList.add("current");
  if (marks) { marks.set("current", new Highlight(rangeOf(hit))); }
  reveal(hit.element, "center");
  tellFound();
}

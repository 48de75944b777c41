// Parts of a page of many documents that are drawn when a reader comes to them (packed_parts.py). A part is packed, then unpacked
// (its text is known), then parsed (its elements stand in a fragment), then drawn (they stand in the page).

const later = new Map();
const fragments = new Map();
const LEAST_HEIGHT = 4; // rem a row takes, about

all(".later").forEach((place) => {
  const rows = JSON.parse(place.dataset.rows || "[]").map(([document_, articles, relation, quantified, open]) => (
    { element: null, around: [], document: String(document_), articles: articles.split(" "), relation, quantified: quantified === 1, open: open === 1, hidden: false }
  ));
  later.set(place, { place, rows, name: place.dataset.later, text: null, fragment: null, drawn: false });
  delete place.dataset.rows;
});

const partOf = (element) => fragments.get(element.getRootNode()) || null;

function unpacked(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

async function unpack(part) {
  if (part.text !== null || typeof DecompressionStream !== "function") { return part; }
  part.text = await unpacked(part.place.querySelector("script").textContent);
  return part;
}

// The elements of a part, with what its rows know of themselves and what the filters say of them; null where it is still packed.
// What is parsed is our own page, in which every text of a document is escaped; scripts in it would not run.
function parse(part) {
  if (part.fragment || part.text === null) { return part.fragment; }
  const template = document.createElement("template");
  template.innerHTML = part.text;
  part.fragment = template.content;
  part.text = "";
  fragments.set(part.fragment, part);
  all(".row", part.fragment).forEach((element, i) => {
    const row = part.rows[i];
    row.element = element;
    row.around = groupsAround(element).concat(row.around);
    set(element, row.hidden);
  });
  const inner = all(".group", part.fragment);
  inner.forEach((group) => set(group, filtering() && !all(".row", group).some((row) => !row.hidden)));
  addGroups(inner);
  return part.fragment;
}

function draw(part) {
  if (part.drawn || !parse(part)) { return; }
  part.drawn = true;
  fragments.delete(part.fragment);
  if (tools) { filterIn(part.fragment); }
  part.place.replaceChildren(part.fragment);
  part.place.classList.add("drawn");
  part.place.style.minHeight = "";
  all("table.sortable", part.place).forEach(makeSortable);
  if (NARROW.matches) { makeCards(part.place); }
  showEvidence(part.place);
  if (finding()) { unmark(); mark(); }
  document.dispatchEvent(new CustomEvent("drawn", { detail: part.place }));
}

// Draws what holds an element, or the place of an id; true once it stands in the page.
function drawAround(element) {
  const part = partOf(element);
  if (part) { draw(part); }
  return element.isConnected;
}

function partOfId(id) {
  const central = id.match(/^central-([^:]+)/);
  const local = id.match(/^(?:d(\d+)-)?local-/);
  const name = central ? "central-" + central[1] : local ? "local-" + (local[1] || "1") : "";
  return Array.from(later.values()).find((part) => part.name === name && !part.drawn) || null;
}

function setHeight(part) {
  if (part.drawn) { return; }
  const shown = part.rows.filter((row) => !row.hidden).length;
  part.place.style.minHeight = shown * LEAST_HEIGHT + "rem";
}

function unpackAll() {
  return Array.from(later.values()).reduce((before, part) => before.then(() => unpack(part)), Promise.resolve());
}

const idle = (work) => (window.requestIdleCallback ? requestIdleCallback(work, { timeout: 500 }) : setTimeout(work, 30));

// One part after the other while nothing else happens, so that a search or a filter finds all of them ready.
function parseInTime() {
  const next = Array.from(later.values()).find((part) => !part.fragment && part.text !== null);
  if (next) { idle(() => { parse(next); parseInTime(); }); }
}

function startDrawing() {
  if (!later.size) { return; }
  later.forEach(setHeight);
  const watcher = new IntersectionObserver((entries) => {
    entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
      watcher.unobserve(entry.target);
      unpack(later.get(entry.target)).then(draw);
    });
  }, { rootMargin: "1200px 0px" });
  later.forEach((part) => watcher.observe(part.place));
  idle(() => unpackAll().then(parseInTime));
}

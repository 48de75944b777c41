// From one change to the next: of the rows that are shown those that say something else than the central text.

const UNCHANGED = new Set(["verbatim", "no_duty", "not_applicable"]);
let here = null;

const changes = () => {
  index();
  return rows.filter((row) => row.home === order && !row.hidden && (chosen.relations.size || !UNCHANGED.has(row.relation)));
};

function forgetChange() {
  all(".row.here").forEach((row) => row.classList.remove("here"));
  here = null;
  byId("change-at").textContent = "";
}

// Draws the row where it is not, marks it and leads there.
function showRow(row, block) {
  here = row;
  const show = () => {
    if (!row.element) { return; }
    if (row.part) { draw(row.part); }
    all(".row.here").forEach((one) => one.classList.remove("here"));
    row.element.classList.add("here");
    reveal(row.element, block);
  };
  if (row.part && !row.part.drawn) { unpack(row.part).then((part) => { parse(part); show(); }); } else { show(); }
}

function tellChange(at, count) {
  byId("change-at").textContent = tools.dataset.change.replace("{at}", at + 1).replace("{all}", count);
}

// By hand: what was chosen is applied, its first sentence is shown, and how many there are is said.
function filter() {
  applyFilters();
  if (!filtering()) { return; }
  const first = rows.find((row) => row.home === order && !row.hidden);
  if (!first) { return; }
  const found = changes();
  if (found[0] === first) { tellChange(0, found.length); }
  showRow(first, "start");
}

function stepChange(direction) {
  const found = changes();
  if (!found.length) { byId("change-at").textContent = tools.dataset.noChange; return; }
  let at = found.indexOf(here);
  if (at < 0) { at = nearest(found, direction); } else { at = (at + direction + found.length) % found.length; }
  tellChange(at, found.length);
  showRow(found[at], "center");
}

// The first change below the bar, or the last above it; parts that are not drawn stand where their place is.
function nearest(found, direction) {
  const edge = tools.getBoundingClientRect().bottom;
  const top = (row) => (row.element && row.element.isConnected ? row.element : row.part.place).getBoundingClientRect().top;
  let low = 0;
  let high = found.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (top(found[middle]) < edge) { low = middle + 1; } else { high = middle; }
  }
  return direction > 0 ? low % found.length : (low - 1 + found.length) % found.length;
}

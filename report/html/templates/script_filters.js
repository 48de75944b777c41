// Filters: which rows are shown, and what around them is then empty. A row that is not drawn yet has no element.

let rows = null;
let groups = null;

function groupsAround(element) {
  const around = [];
  const parentOf = (one) => one.parentElement && one.parentElement.closest(".group");
  for (let group = parentOf(element); group; group = parentOf(group)) { around.push(group); }
  return around;
}

// Read once, when first asked for: the rows of both orders, in theirs, with the groups around them.
function index() {
  if (rows) { return; }
  const kept = new Map();
  rows = all(".order .row, .order .later").flatMap((element) => {
    const home = orders.central.contains(element) ? "central" : "local";
    const around = groupsAround(element);
    if (later.has(element)) {
      const part = later.get(element);
      return part.rows.map((row) => Object.assign(row, { home, part, around: row.around.concat(around) }));
    }
    if (element.closest(".later")) { return []; }
    const data = element.dataset;
    if (!kept.has(data.c)) { kept.set(data.c, data.c.split(" ")); }
    return [{ element, around, home, part: null, relation: data.r, document: data.d, articles: kept.get(data.c), quantified: data.q === "1", open: data.u === "1", hidden: false }];
  });
  groups = new Set(all(".order .group"));
}

function addGroups(more) { if (groups) { more.forEach((group) => groups.add(group)); } }

function wanted(row) {
  return !chosen.hiddenDocuments.has(row.document) && (!chosen.quantified || row.quantified) &&
    (!chosen.article || row.articles.includes(chosen.article)) && (!chosen.relations.size || chosen.relations.has(row.relation));
}

const filtering = () => Boolean(chosen.relations.size || chosen.hiddenDocuments.size || chosen.article || chosen.quantified);

function set(element, hidden) { if (element.hidden !== hidden) { element.hidden = hidden; } }

function applyFilters() {
  index();
  const active = filtering();
  const kept = new Set();
  rows.forEach((row) => {
    row.hidden = active && !wanted(row);
    if (row.element) { set(row.element, row.hidden); }
    if (!row.hidden) { row.around.forEach((group) => kept.add(group)); }
  });
  groups.forEach((group) => set(group, active && !kept.has(group)));
  later.forEach(setHeight);
  filterIn(document);
  document.body.classList.toggle("filtered", active);
  all("[data-relation]").forEach((button) => button.setAttribute("aria-pressed", String(chosen.relations.has(button.dataset.relation))));
  byId("quantified").setAttribute("aria-pressed", String(chosen.quantified));
  byId("reset").disabled = !active;
  forgetChange();
  tellShown();
  if (finding()) { find(false); }
}

// What is no row: figures, lists, columns; and the central sentence of several rows, which stands in the first that is shown.
function filterIn(root) {
  const active = filtering();
  all(".fact", root).forEach((fact) => set(fact, active && !wanted(chosenFact(fact))));
  all("[data-d]:not(.row):not(.fact):not(.group)", root).forEach((part) => set(part, chosen.hiddenDocuments.has(part.dataset.d)));
  all(".heat tr[data-c], .matrix tr[data-c], .list li[data-c]", root).forEach((part) => set(part, Boolean(chosen.article) && part.dataset.c !== chosen.article));
  all(".part", root).forEach((part) => set(part, active));
  all("table.sortable", root).forEach(cut);
  all(".shared", root).forEach((body) => {
    const first = Array.from(body.rows).find((row) => !row.hidden);
    const cell = body.querySelector(".their");
    if (first && cell.parentElement !== first) { first.prepend(cell); }
  });
}

// A requirement has no relation of its own: the relations asked for do not hide it.
function chosenFact(fact) {
  const data = fact.dataset;
  return { document: data.d, quantified: data.q === "1", articles: [data.c], relation: chosen.relations.values().next().value };
}

function reset() {
  chosen.relations.clear();
  chosen.hiddenDocuments.clear();
  chosen.article = "";
  chosen.quantified = false;
  byId("article").value = "";
  all("#documents input").forEach((box) => { box.checked = true; });
  tellChosen();
  applyFilters();
}

function tellShown() {
  if (!tools) { return; }
  index();
  const here = rows.filter((row) => row.home === order);
  const shown = here.filter((row) => !row.hidden).length;
  const text = shown || !filtering() ? tools.dataset.shown.replace("{shown}", shown).replace("{all}", here.length) : tools.dataset.nothing;
  if (byId("shown").textContent !== text) { byId("shown").textContent = text; }
}

function tellChosen() {
  const boxes = all("#documents input");
  if (!boxes.length) { return; }
  const names = boxes.filter((box) => box.checked).map((box) => box.nextElementSibling.textContent);
  byId("chosen").textContent = names.length === boxes.length ? tools.dataset.all : names.length <= 2 ? names.join("、") || "–" : names.length + " / " + boxes.length;
}

function readDocuments() {
  chosen.hiddenDocuments = new Set(all("#documents input").filter((box) => !box.checked).map((box) => box.value));
  tellChosen();
  applyFilters();
}

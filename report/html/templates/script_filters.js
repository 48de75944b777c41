// Filters: which rows are shown, and what around them is then empty.

let rows = null;
let groups = null;

// Read once, when first asked for: the rows of both orders with the groups around them.
function index() {
  if (rows) { return; }
  const kept = new Map();
  rows = all(".order .row").map((element) => {
    const around = [];
    for (let group = element.parentElement.closest(".group"); group; group = group.parentElement.closest(".group")) { around.push(group); }
    const data = element.dataset;
    if (!kept.has(data.c)) { kept.set(data.c, data.c.split(" ")); }
    const home = orders.central.contains(element) ? "central" : "local";
    return { element, around, home, relation: data.r, document: data.d, articles: kept.get(data.c), quantified: data.q === "1" };
  });
  groups = all(".order .group");
}

function wanted(row) {
  return !chosen.hiddenDocuments.has(row.document) && (!chosen.quantified || row.quantified) &&
    (!chosen.article || row.articles.includes(chosen.article)) && (!chosen.relations.size || chosen.relations.has(row.relation));
}

const filtering = () => chosen.relations.size || chosen.hiddenDocuments.size || chosen.article || chosen.quantified;

function set(element, hidden) { if (element.hidden !== hidden) { element.hidden = hidden; } }

function applyFilters() {
  index();
  const active = Boolean(filtering());
  const kept = new Set();
  rows.forEach((row) => {
    const show = !active || wanted(row);
    set(row.element, !show);
    if (show) { row.around.forEach((group) => kept.add(group)); }
  });
  groups.forEach((group) => set(group, active && !kept.has(group)));
  all(".fact").forEach((fact) => set(fact, active && !wanted({ ...chosenFact(fact) })));
  all("[data-d]:not(.row):not(.fact):not(.group)").forEach((part) => set(part, chosen.hiddenDocuments.has(part.dataset.d)));
  all(".heat tr[data-c], .matrix tr[data-c], .list li[data-c]").forEach((part) => set(part, Boolean(chosen.article) && part.dataset.c !== chosen.article));
  all(".part").forEach((part) => set(part, active));
  all("table.sortable").forEach(cut);
  document.body.classList.toggle("filtered", active);
  all("[data-relation]").forEach((button) => button.setAttribute("aria-pressed", String(chosen.relations.has(button.dataset.relation))));
  byId("quantified").setAttribute("aria-pressed", String(chosen.quantified));
  byId("reset").disabled = !active;
  tellShown();
  if (finding()) { find(false); }
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
  const shown = here.filter((row) => !row.element.hidden).length;
  const text = tools.dataset.shown.replace("{shown}", shown).replace("{all}", here.length);
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

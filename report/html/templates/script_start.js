// Last: everything is set going.

all("table.sortable").forEach(makeSortable);
if (NARROW.matches) {
  all(".fold").forEach((part) => { part.open = false; });
  makeCards(document);
}
if (!tools) { return; }

let waiting = 0;
tools.hidden = false;
tools.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) { return; }
  if (button.dataset.order) { setOrder(button.dataset.order); }
  if (button.dataset.relation) {
    if (!chosen.relations.delete(button.dataset.relation)) { chosen.relations.add(button.dataset.relation); }
    filter();
  }
  const actions = {
    quantified: () => { chosen.quantified = !chosen.quantified; filter(); },
    reset,
    evidence: keys.e,
    previous: () => go(-1),
    next: () => go(1),
    "previous-change": () => stepChange(-1),
    "next-change": () => stepChange(1),
    fold: () => foldTools(tools.classList.contains("folded")),
    every: () => { all("#documents input").forEach((box) => { box.checked = true; }); readDocuments(); },
    "no-one": () => { all("#documents input").forEach((box) => { box.checked = false; }); readDocuments(); },
  };
  if (actions[button.id]) { actions[button.id](); }
});
byId("article").addEventListener("change", (event) => { chosen.article = event.target.value; filter(); });
all("#documents input").forEach((box) => box.addEventListener("change", readDocuments));
byId("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 150, true); });
byId("search").addEventListener("keydown", (event) => {
  if (event.key !== "Enter") { return; }
  event.preventDefault();
  clearTimeout(waiting);
  if (at < 0) { find(true); } else { go(event.shiftKey ? -1 : 1); }
});
document.addEventListener("keydown", onKey);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.self");
  if (link) { copyLink(link); }
  all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) { menu.open = false; } });
  // The address may be the same as before: then nothing else would lead there.
  const place = event.target.closest("a[href^='#']");
  if (place && place.hash === location.hash) { showTarget(); }
});
window.addEventListener("hashchange", showTarget);
new ResizeObserver(() => document.documentElement.style.setProperty("--bar", tools.offsetHeight + "px")).observe(tools);

byId("reset").disabled = byId("previous").disabled = byId("next").disabled = true;
if (NARROW.matches) { foldTools(false); }
setOrder(all("#documents input").length ? "central" : "local");
showTarget();
startDrawing();

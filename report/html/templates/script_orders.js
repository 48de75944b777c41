// The two orders, of which one is shown, and how a link leads to its place whatever hides it.

function setOrder(name) {
  order = name;
  Object.keys(orders).forEach((key) => { orders[key].hidden = key !== name; });
  // What was added stands in no central article, what is missing in no local one.
  const absent = name === "central" ? ["added", "unfound"] : ["missing"];
  all("[data-relation]").forEach((button) => { button.disabled = absent.includes(button.dataset.relation); });
  if (absent.filter((relation) => chosen.relations.delete(relation)).length) { applyFilters(); }
  all("[data-order]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.order === name)));
  forgetChange();
  tellShown();
  if (finding()) { find(false); }
}

// Leads to a place whatever hides it: the other order, a filter, a closed part.
function showTarget() {
  let id = "";
  try { id = decodeURIComponent(location.hash.slice(1)); } catch (error) { return; }
  const target = byId(id);
  const part = target ? null : partOfId(id);
  if (part) { unpack(part).then(() => { draw(part); if (byId(id)) { showTarget(); } }); }
  if (!target || !tools) { return; }
  const other = Object.keys(orders).find((key) => orders[key].contains(target));
  if (other && other !== order) { setOrder(other); }
  if (target.closest("[hidden]")) { reset(); }
  reveal(target, "start");
}

// Twice: parts that were not drawn before change their height when they are.
function reveal(target, block) {
  for (let parent = target.closest("details"); parent; parent = parent.parentElement.closest("details")) { parent.open = true; }
  target.scrollIntoView({ block });
  requestAnimationFrame(() => requestAnimationFrame(() => target.scrollIntoView({ block })));
}

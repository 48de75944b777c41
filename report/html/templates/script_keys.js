// Evidence, links to copy, keys, print; what is folded where there is little room.

function foldTools(open) {
  tools.classList.toggle("folded", !open);
  byId("fold").setAttribute("aria-expanded", String(open));
}

// What was made stricter or milder says why from the start; asked for, everything does.
const TOLD = new Set(["strengthened", "weakened"]);
let evidence = false;

function showEvidence(root) {
  all("details.why", root).forEach((part) => { part.open = evidence || TOLD.has(part.closest(".row").dataset.r); });
}

function setEvidence(open) {
  evidence = open;
  byId("evidence").setAttribute("aria-pressed", String(open));
  Object.values(orders).forEach(showEvidence);
}

function copyLink(link) {
  if (!navigator.clipboard) { return; }
  navigator.clipboard.writeText(link.href).then(() => { byId("shown").textContent = tools.dataset.copied; }, () => {});
}

function step(direction) {
  const edge = tools.getBoundingClientRect().bottom + 8;
  const blocks = all(".block, .later:not(.drawn)", orders[order]).filter((block) => !block.closest("[hidden]"));
  const tops = blocks.map((block) => block.getBoundingClientRect().top - edge);
  const next = direction > 0 ? tops.findIndex((top) => top > 8) : tops.reduce((last, top, i) => (top < -8 ? i : last), -1);
  if (next < 0) { return; }
  const link = blocks[next].querySelector(".self");
  if (link) { link.focus({ preventScroll: true }); }
  reveal(blocks[next], "start");
}

const keys = {
  "/": () => { byId("search").focus(); byId("search").select(); },
  n: () => go(1),
  p: () => go(-1),
  j: () => step(1),
  k: () => step(-1),
  f: () => stepChange(1),
  b: () => stepChange(-1),
  o: () => setOrder(order === "central" ? "local" : "central"),
  e: () => setEvidence(!evidence),
};

function clearSearch() {
  byId("search").value = "";
  find(false);
}

function onKey(event) {
  const typing = event.target.closest("input[type=search], select, textarea");
  if (event.key === "Escape") {
    const menu = event.target.closest("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); } else if (finding()) { clearSearch(); }
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !byId("keys").checked || !keys[event.key]) { return; }
  event.preventDefault();
  keys[event.key]();
}

// What is printed is all there is: closed parts are opened for it, and closed again.
let opened = [];
window.addEventListener("beforeprint", () => {
  later.forEach(draw);
  opened = all("details:not([open]):not(.menu)");
  opened.forEach((part) => { part.open = true; });
});
window.addEventListener("afterprint", () => { opened.forEach((part) => { part.open = false; }); });

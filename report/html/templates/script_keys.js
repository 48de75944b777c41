// Evidence, links to copy, keys, print.

function setEvidence(open) {
  byId("evidence").setAttribute("aria-pressed", String(open));
  all("details.why", orders[order]).forEach((part) => { part.open = open; });
}

function copyLink(link) {
  if (!navigator.clipboard) { return; }
  navigator.clipboard.writeText(link.href).then(() => { byId("shown").textContent = tools.dataset.copied; }, () => {});
}

function step(direction) {
  const edge = tools.getBoundingClientRect().bottom + 8;
  const blocks = all(".block", orders[order]).filter((block) => !block.closest("[hidden]"));
  const tops = blocks.map((block) => block.getBoundingClientRect().top - edge);
  const next = direction > 0 ? tops.findIndex((top) => top > 8) : tops.reduce((last, top, i) => (top < -8 ? i : last), -1);
  if (next < 0) { return; }
  blocks[next].querySelector(".self").focus({ preventScroll: true });
  reveal(blocks[next], "start");
}

const keys = {
  "/": () => { byId("search").focus(); byId("search").select(); },
  n: () => go(1),
  p: () => go(-1),
  j: () => step(1),
  k: () => step(-1),
  o: () => setOrder(order === "central" ? "local" : "central"),
  e: () => setEvidence(byId("evidence").getAttribute("aria-pressed") !== "true"),
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
  opened = all("details:not([open]):not(.menu)");
  opened.forEach((part) => { part.open = true; });
});
window.addEventListener("afterprint", () => { opened.forEach((part) => { part.open = false; }); });

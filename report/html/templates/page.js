(function () {
  "use strict";

  const byId = (id) => document.getElementById(id);
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const orders = { central: byId("by-central"), local: byId("by-local") };
  const tools = byId("tools");
  const collator = new Intl.Collator("zh", { numeric: true });
  let order = "local";

  const chosen = { relations: new Set(), hiddenDocuments: new Set(), article: "", quantified: false };

  // ---------------------------------------------------------------------------------------------- the two orders

  function setOrder(name) {
    order = name;
    Object.keys(orders).forEach((key) => { orders[key].hidden = key !== name; });
    // What was added stands in no central article, what is missing in no local one.
    const absent = name === "central" ? ["added", "unfound"] : ["missing"];
    all("[data-relation]").forEach((button) => { button.disabled = absent.includes(button.dataset.relation); });
    if (absent.filter((relation) => chosen.relations.delete(relation)).length) { applyFilters(); }
    all("[data-order]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.order === name)));
    tellShown();
    if (finding()) { find(false); }
  }

  // Leads to a place whatever hides it: the other order, a filter, a closed part.
  function showTarget() {
    let target = null;
    try { target = byId(decodeURIComponent(location.hash.slice(1))); } catch (error) { return; }
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

  // --------------------------------------------------------------------------------------------------- filters

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

  // ---------------------------------------------------------------------------------------------------- search

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

  // --------------------------------------------------------------------------------------------------- sorting

  // By data-sort (a number) where there is one, else by text; empty cells last; the third click restores the order.
  function keyOf(row, column) {
    const cell = row.cells[column];
    if (!cell.hasAttribute("data-sort")) { return cell.textContent.trim(); }
    return cell.dataset.sort === "" ? "" : Number(cell.dataset.sort);
  }

  // Texts are compared once each, however many rows share one.
  function ranks(texts) {
    return new Map(Array.from(new Set(texts)).sort(collator.compare).map((text, rank) => [text, rank]));
  }

  function sorted(original, column, direction) {
    if (!direction) { return original; }
    const sign = direction === "descending" ? -1 : 1;
    const keyed = original.map((row) => [keyOf(row, column), row]);
    const rank = ranks(keyed.map(([key]) => key).filter((key) => typeof key === "string"));
    const value = (key) => (typeof key === "number" ? key : rank.get(key));
    keyed.sort(([a], [b]) => (a === "" || b === "" ? (a === "") - (b === "") : sign * (value(a) - value(b))));
    return keyed.map((pair) => pair[1]);
  }

  // A long table shows its first rows and says how many more there are: laying out thousands takes a second each time.
  const MOST_ROWS = 200;
  const whole = new Set();

  function cut(table) {
    const more = table.closest(".scroll").nextElementSibling;
    if (!more || !more.matches(".more")) { return; }
    let shown = 0;
    Array.from(table.tBodies[0].rows).forEach((row) => {
      if (!row.hidden) { shown += 1; }
      row.classList.toggle("beyond", !whole.has(table) && shown > MOST_ROWS);
    });
    more.hidden = whole.has(table) || shown <= MOST_ROWS;
    more.textContent = more.dataset.text.replace("{rest}", shown - MOST_ROWS);
  }

  function makeSortable(table) {
    const body = table.tBodies[0];
    const original = Array.from(body.rows);
    const heads = Array.from(table.tHead.rows[0].cells);
    if (original.some((row) => row.cells.length !== heads.length)) { return; }
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const first = head.dataset.first || "ascending";
        const second = first === "ascending" ? "descending" : "ascending";
        const now = head.getAttribute("aria-sort");
        const next = !now ? first : now === first ? second : "";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        if (next) { head.setAttribute("aria-sort", next); }
        body.append(...sorted(original, column, next));
        cut(table);
      });
    });
    const more = table.closest(".scroll").nextElementSibling;
    if (more && more.matches(".more")) { more.addEventListener("click", () => { whole.add(table); cut(table); }); }
    cut(table);
  }

  // ------------------------------------------------------------------------------------- evidence, links, keys

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

  all("table.sortable").forEach(makeSortable);
  if (!tools) { return; }

  let waiting = 0;
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) { return; }
    if (button.dataset.order) { setOrder(button.dataset.order); }
    if (button.dataset.relation) {
      if (!chosen.relations.delete(button.dataset.relation)) { chosen.relations.add(button.dataset.relation); }
      applyFilters();
    }
    const actions = {
      quantified: () => { chosen.quantified = !chosen.quantified; applyFilters(); },
      reset,
      evidence: keys.e,
      previous: () => go(-1),
      next: () => go(1),
      every: () => { all("#documents input").forEach((box) => { box.checked = true; }); readDocuments(); },
      "no-one": () => { all("#documents input").forEach((box) => { box.checked = false; }); readDocuments(); },
    };
    if (actions[button.id]) { actions[button.id](); }
  });
  byId("article").addEventListener("change", (event) => { chosen.article = event.target.value; applyFilters(); });
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
  setOrder(all("#documents input").length ? "central" : "local");
  showTarget();
})();

// Tables that are sorted by their heads; long ones show their first rows.

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

// Where there is no room for columns a row is a card: each cell under what stands at the head of its column.
function makeCards(root) {
  all("table.plain:not(.heat):not(.cards)", root).forEach((table) => {
    const heads = table.tHead ? Array.from(table.tHead.rows[0].cells, (head) => head.textContent.trim()) : [];
    table.classList.add("cards");
    all("tbody tr", table).forEach((row) => {
      Array.from(row.cells).forEach((cell, column) => { if (cell.colSpan === 1 && heads[column]) { cell.dataset.h = heads[column]; } });
    });
  });
}

(function () {
  "use strict";

  // Filters: rows of the chosen relations stay; an article without any such row goes with its heading.
  function applyFilter(filter) {
    var table = document.getElementById(filter.dataset.for);
    var chosen = new Set();
    filter.querySelectorAll("button[aria-pressed=true]").forEach(function (button) {
      if (button.dataset.relation) { chosen.add(button.dataset.relation); }
    });
    filter.querySelector("button").setAttribute("aria-pressed", String(chosen.size === 0));
    Array.from(table.tBodies).forEach(function (body) {
      var rows = Array.from(body.querySelectorAll("tr[data-relation]"));
      rows.forEach(function (row) { row.hidden = chosen.size > 0 && !chosen.has(row.dataset.relation); });
      body.hidden = chosen.size > 0 && rows.every(function (row) { return row.hidden; });
    });
  }

  function resetFilter(filter) {
    filter.querySelectorAll("button").forEach(function (button) { button.setAttribute("aria-pressed", "false"); });
    applyFilter(filter);
  }

  document.querySelectorAll(".filters").forEach(function (filter) {
    filter.hidden = false;
    filter.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) { return; }
      if (!button.dataset.relation) { resetFilter(filter); return; }
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      applyFilter(filter);
    });
  });

  // A link to a row that a filter hides shows it again.
  function showTarget() {
    var target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (error) { return; }
    if (target && target.closest("[hidden]")) {
      document.querySelectorAll(".filters").forEach(resetFilter);
      target.scrollIntoView();
    }
  }
  window.addEventListener("hashchange", showTarget);

  // Sorting: by data-sort (a number) where there is one, else by text; empty cells last; the third click restores the order.
  function keyOf(row, column) {
    var cell = row.cells[column];
    if (!cell.hasAttribute("data-sort")) { return cell.textContent.trim(); }
    return cell.dataset.sort === "" ? "" : Number(cell.dataset.sort);
  }

  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") { return a - b; }
    return String(a).localeCompare(String(b), "zh");
  }

  function sortRows(body, original, column, direction) {
    var rows = original.slice();
    if (direction) {
      rows.sort(function (left, right) {
        var a = keyOf(left, column), b = keyOf(right, column);
        if (a === "" || b === "") { return (a === "") - (b === ""); }
        return direction === "descending" ? compare(b, a) : compare(a, b);
      });
    }
    rows.forEach(function (row) { body.appendChild(row); });
  }

  document.querySelectorAll("table.sortable").forEach(function (table) {
    var body = table.tBodies[0];
    var original = Array.from(body.rows);
    if (original.some(function (row) { return row.cells.length !== table.tHead.rows[0].cells.length; })) { return; }
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () {
        var first = head.dataset.first || "ascending";
        var second = first === "ascending" ? "descending" : "ascending";
        var now = head.getAttribute("aria-sort");
        var next = !now ? first : now === first ? second : "";
        Array.from(table.tHead.rows[0].cells).forEach(function (other) { other.removeAttribute("aria-sort"); });
        if (next) { head.setAttribute("aria-sort", next); }
        sortRows(body, original, column, next);
      });
    });
  });
})();

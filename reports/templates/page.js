"use strict";
// Sorting and filtering of tables that are already in the page; without it everything still stands there to read.
(function () {
  document.documentElement.classList.add("js");
  var order = new Intl.Collator("vi", { numeric: true, sensitivity: "base" });

  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  }

  function valueOf(row, column) {
    var cell = row.cells[column];
    return cell.hasAttribute("data-v") ? cell.getAttribute("data-v") : cell.textContent.trim();
  }

  function sort(table, header) {
    var column = header.cellIndex, numeric = header.dataset.sort === "number";
    var down = header.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("th[aria-sort]").forEach(function (other) { other.setAttribute("aria-sort", "none"); });
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    var body = table.tBodies[0];
    var rows = Array.from(body.rows).map(function (row, index) { return [valueOf(row, column), index, row]; });
    rows.sort(function (a, b) {
      // What has no value (not measured, no date) stands last in both directions: it is neither more nor less.
      if (!a[0] || !b[0]) { return (a[0] ? 0 : 1) - (b[0] ? 0 : 1) || a[1] - b[1]; }
      var by = numeric ? a[0] - b[0] : order.compare(a[0], b[0]);
      return (down ? -by : by) || a[1] - b[1];
    });
    body.append.apply(body, rows.map(function (entry) { return entry[2]; }));
  }

  // What a row says does not change: it is folded once, not at every key.
  var folded = new WeakMap();
  function textOf(row) {
    if (!folded.has(row)) { folded.set(row, fold(row.textContent)); }
    return folded.get(row);
  }

  function filter(box, table) {
    var fields = Array.from(box.querySelectorAll("[data-filter]"));
    var shown = 0;
    Array.from(table.tBodies[0].rows).forEach(function (row) {
      var fits = fields.every(function (field) {
        if (!field.value) { return true; }
        if (field.dataset.filter === "text") { return textOf(row).includes(fold(field.value)); }
        var held = row.getAttribute("data-" + field.dataset.filter) || "";
        return field.dataset.filter === "outcomes" ? held.split(" ").includes(field.value) : held === field.value;
      });
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    box.querySelector("[role=status]").textContent = "Đang hiện " + shown + "/" + table.tBodies[0].rows.length + " dòng";
  }

  document.querySelectorAll("table.sortable").forEach(function (table) {
    table.querySelectorAll("th[aria-sort] button").forEach(function (button) {
      button.addEventListener("click", function () { sort(table, button.closest("th")); });
    });
  });
  document.querySelectorAll(".filters").forEach(function (box) {
    var table = document.getElementById(box.dataset.for);
    box.addEventListener("input", function () { filter(box, table); });
    filter(box, table);
  });
  // Browsers that cannot print a closed <details> get them opened.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (one) { one.open = true; });
  });
})();

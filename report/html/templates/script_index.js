// Last, in the first page of a folder: its tables are sorted by their heads.

all("table.sortable").forEach(makeSortable);
if (NARROW.matches) { makeCards(document); }

"use strict";
// Sorts a table by the column whose heading is pressed: figures from the highest down, words from A to Z, then reversed.

const valueIn = (row, column) => {
  const cell = row.cells[column];
  return cell.className === "number" ? -Number(cell.textContent.replaceAll(",", "")) : cell.textContent;
};
const { compare } = new Intl.Collator("en", { numeric: true });

for (const table of document.querySelectorAll("table"))
  for (const heading of table.tHead.rows[0].cells)
    heading.firstChild.addEventListener("click", () => {
      const sign = heading.ariaSort === "ascending" ? -1 : 1;
      for (const other of table.tHead.rows[0].cells) other.ariaSort = null;
      heading.ariaSort = sign > 0 ? "ascending" : "descending";
      const rows = [...table.tBodies[0].rows].map((row) => [valueIn(row, heading.cellIndex), row]);
      const order = ([one], [other]) => sign * (typeof one === "number" ? one - other : compare(one, other));
      table.tBodies[0].append(...rows.sort(order).map(([, row]) => row));
    });

// Tables sort by a column when its heading is pressed; dates by their `datetime`, numbers as numbers.
export function sortTables(): void {
  document.querySelectorAll<HTMLTableElement>("table.rows").forEach((table) => {
    if (!table.tHead || table.tHead.querySelector("button") || (table.tBodies[0]?.rows.length ?? 0) < 3) return;
    [...(table.tHead.rows[0]?.cells ?? [])].forEach((cell, place) => {
      const text = cell.textContent?.trim();
      if (!text) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.textContent = text;
      button.addEventListener("click", () => sort(table, place, cell));
      cell.replaceChildren(button);
    });
  });
}

function sort(table: HTMLTableElement, place: number, heading: HTMLTableCellElement): void {
  const body = table.tBodies[0];
  if (!body) return;
  const down = heading.getAttribute("aria-sort") === "ascending";
  [...(table.tHead?.rows[0]?.cells ?? [])].forEach((cell) => cell.removeAttribute("aria-sort"));
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  const rows = [...body.rows].map((row) => ({ row, key: key(row.cells[place]) }));
  rows.sort((one, other) => (down ? -1 : 1) * compare(one.key, other.key));
  body.append(...rows.map((item) => item.row));
}

function key(cell: HTMLTableCellElement | undefined): string {
  return cell?.querySelector("time")?.getAttribute("datetime") || (cell?.textContent ?? "").trim().replaceAll(",", "");
}

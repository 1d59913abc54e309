// The keyboard: `/` searches, `?` helps, `g` and a letter goes, `j` and `k` walk rows, `[` and `]` walk evidence.
// Keys are off while one writes, and for good when the help dialog's box is unticked.
const KEPT = "comity-keys";
const GO: Record<string, string> = { h: "/", t: "/timeline", c: "/changes", q: "/quotes", d: "/disputes", a: "/ask", m: "/map", n: "/network", e: "/measures" };
const ROWS = "table.rows tbody tr, .quotations > li, .passages > li, .statements > li, section.dispute";
const SAID: [string, string][] = [
  ["/", "search"], ["?", "this help"], ["j k", "next and previous row"], ["[ ]", "previous and next evidence in a document"],
  ["{ }", "previous and next suspected hole"], ["Enter", "open the row's sentences; from evidence, go to its statement"], ["g h", "first page"], ["g t", "timeline"], ["g c", "changes"], ["g q", "quotations"],
  ["g d", "disputes"], ["g a", "ask"], ["g m", "map"], ["g n", "network"], ["g e", "measures"],
];

export function listenToKeys(): void {
  const help = makeHelp();
  let going = false;
  document.addEventListener("keydown", (event) => {
    const at = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || at.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "?") { event.preventDefault(); help.showModal(); return; }
    if (localStorage.getItem(KEPT) === "off" || help.open) return;
    if (going) { going = false; const page = GO[event.key]; if (page) location.assign(page); return; }
    if (event.key === "g") going = true;
    else if (event.key === "/") { event.preventDefault(); document.querySelector<HTMLInputElement>("#find")?.focus(); }
    else if (event.key === "j" || event.key === "k") walk(event.key === "j" ? 1 : -1);
    else if (event.key === "[" || event.key === "]") step("[data-reading] mark", event.key === "]" ? 1 : -1);
    else if (event.key === "{" || event.key === "}") step("[data-reading] .hole[id]", event.key === "}" ? 1 : -1);
  });
}

function walk(by: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>(ROWS)];
  const now = rows.indexOf(document.activeElement?.closest<HTMLElement>(ROWS) as HTMLElement);
  const row = rows[Math.max(0, Math.min(rows.length - 1, now + by))];
  const link = row?.querySelector<HTMLElement>("a.evidence") ?? row?.querySelector<HTMLElement>("a");
  link?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

function step(wanted: string, by: number): void {
  const marks = [...document.querySelectorAll<HTMLElement>(wanted)];
  const now = marks.findIndex((mark) => mark.classList.contains("current"));
  const next = marks[Math.max(0, Math.min(marks.length - 1, now + by))];
  marks[now]?.classList.remove("current");
  if (!next) return;
  next.classList.add("current");
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

function makeHelp(): HTMLDialogElement {
  const help = document.createElement("dialog");
  help.className = "help";
  help.setAttribute("aria-labelledby", "help-title");
  const list = document.createElement("dl");
  for (const [keys, what] of SAID) {
    const [term, said] = [document.createElement("dt"), document.createElement("dd")];
    for (const key of keys.split(" ")) { const cap = document.createElement("kbd"); cap.textContent = key; term.append(cap, " "); }
    said.textContent = what;
    list.append(term, said);
  }
  const title = document.createElement("h2");
  title.id = "help-title";
  title.textContent = "Keys";
  const [label, box, close] = [document.createElement("label"), document.createElement("input"), document.createElement("button")];
  box.type = "checkbox";
  box.checked = localStorage.getItem(KEPT) !== "off";
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
  label.append(box, " single keys work");
  close.textContent = "Close";
  close.addEventListener("click", () => help.close());
  help.append(title, list, label, close);
  document.body.append(help);
  const open = document.createElement("button");
  open.className = "plain keys";
  open.textContent = "Keys";
  open.addEventListener("click", () => help.showModal());
  document.querySelector(".bottom")?.append(open);
  return help;
}

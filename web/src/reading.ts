// The reading view: opens at the evidence that an address names, and ties marks to their statements in the margin.
export function openReading(): void {
  const reading = document.querySelector<HTMLElement>("[data-reading]");
  if (!reading) return;
  const marks = [...reading.querySelectorAll<HTMLElement>("mark")];
  const open = (): void => {
    const wanted = /^#at-(\d+)$/.exec(location.hash)?.[1];
    if (!wanted) return;
    const mark = marks.filter((one) => place(one) <= Number(wanted)).at(-1);
    marks.forEach((one) => one.classList.toggle("current", one === mark));
    mark?.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", open);
  open();
  const tell = (event: Event): void => {
    const mark = (event.target as HTMLElement).closest("mark");
    if (!mark || getSelection()?.toString()) return;
    const first = mark.getAttribute("data-statements")?.split(" ")[0];
    const told = reading.querySelector<HTMLElement>(`.margin a[href="/statement/${first}"]`);
    if (told) event.preventDefault();
    told?.focus();
  };
  reading.addEventListener("click", tell);
  reading.addEventListener("keydown", (event) => { if (event.key === "Enter") tell(event); });
  reading.addEventListener("pointerover", (event) => {
    const id = (event.target as HTMLElement).closest<HTMLAnchorElement>(".margin a")?.pathname.split("/").pop();
    marks.forEach((mark) => mark.classList.toggle("lit", !!id && !!mark.getAttribute("data-statements")?.includes(id)));
  });
}

function place(mark: HTMLElement): number {
  return Number(mark.id.split("-").pop());
}

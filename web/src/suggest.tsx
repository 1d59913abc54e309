// Names that complete themselves: a combobox after the WAI-ARIA pattern, fed by the same question as the API.
import { render } from "preact";

type Name = { actor: string; name: string; kind: string; matched: string };

const WAIT = 120;

export function offerNames(): void {
  document.querySelectorAll<HTMLInputElement>("input[data-suggest]:not([role])").forEach(offer);
}

let offered = 0;

function offer(input: HTMLInputElement): void {
  const id = `names-${offered++}`;
  const holder = document.createElement("div");
  holder.className = "suggestions";
  input.after(holder);
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off" })
    .forEach(([name, value]) => input.setAttribute(name, value));

  let names: Name[] = [];
  let chosen = -1;
  let timer = 0;
  let asked = 0;

  const show = (): void => {
    input.setAttribute("aria-expanded", String(names.length > 0));
    if (chosen >= 0) input.setAttribute("aria-activedescendant", `${id}-${chosen}`);
    else input.removeAttribute("aria-activedescendant");
    render(<List id={id} names={names} chosen={chosen} take={take} />, holder);
  };
  const close = (): void => { names = []; chosen = -1; show(); };
  const take = (name: Name): void => {
    if (input.form?.getAttribute("role") === "search") location.assign(`/actor/${encodeURIComponent(name.actor)}`);
    else { input.value = before() + name.name; close(); input.focus(); }
  };
  // Fields that take several names with commas between complete the last one.
  const before = (): string => (input.dataset.suggest === "list" ? /^.*,\s*|^/.exec(input.value)?.[0] ?? "" : "");
  const ask = async (): Promise<void> => {
    const letters = input.value.slice(before().length).trim();
    const turn = ++asked;
    if (letters.length < 2) return close();
    const answer = await fetch(`/api/v1/suggest?letters=${encodeURIComponent(letters)}`).catch(() => null);
    if (turn !== asked || document.activeElement !== input) return;
    names = answer?.ok ? ((await answer.json()) as { rows: Name[] }).rows : [];
    chosen = -1;
    show();
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const name = names[chosen];
    if (step && names.length) { chosen = (chosen + step + names.length) % names.length; event.preventDefault(); show(); }
    else if (event.key === "Enter" && name) { event.preventDefault(); take(name); }
    else if (event.key === "Escape" && names.length) { event.preventDefault(); close(); }
  });
  show();
}

function List(given: { id: string; names: Name[]; chosen: number; take: (name: Name) => void }) {
  return (
    <ul id={given.id} role="listbox" aria-label="Names" hidden={!given.names.length}>
      {given.names.map((name, place) => (
        <li key={name.actor} id={`${given.id}-${place}`} role="option" aria-selected={place === given.chosen}
          onMouseDown={(event) => { event.preventDefault(); given.take(name); }}>
          <span>{name.name}</span> <span class="kind">{name.matched === name.name ? name.kind : `${name.matched}, ${name.kind}`}</span>
        </li>
      ))}
    </ul>
  );
}

// What is under way is looked at again, and put in place without taking the page away from whoever reads it;
// files can be dropped anywhere on the page that takes them in.
const [PAUSE, LONGER] = [1500, 6000];

export function lookAgain(): void {
  if (document.querySelector("[data-running]")) setTimeout(look, PAUSE);
}

async function look(): Promise<void> {
  const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" }).catch(() => null);
  if (!answer?.ok) { setTimeout(look, LONGER); return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [old, fresh] = [document.querySelector("main"), page.querySelector("main")];
  const [at, moving] = [document.activeElement, fresh?.querySelector("progress") || !fresh?.querySelector("[data-running]")];
  if (!old || !fresh || !moving || (old.contains(at) && at?.matches("input, select, textarea"))) { setTimeout(look, PAUSE); return; }
  const held = old.contains(at) ? at?.getAttribute("href") : null;
  old.replaceWith(fresh);
  if (held) fresh.querySelector<HTMLElement>(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  document.title = page.title;
  document.dispatchEvent(new CustomEvent("fresh"));
}

export function takeDrops(): void {
  const field = document.querySelector<HTMLInputElement>("[data-drop] input[type=file]");
  if (!field) return;
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer?.files.length) field.files = event.dataTransfer.files;
  });
}

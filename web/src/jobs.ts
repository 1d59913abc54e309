// Readings under way look again by themselves; files can be dropped anywhere on the page that takes them in.
const PAUSE = 1500;

export function lookAgain(): void {
  if (document.querySelector("[data-running]")) setTimeout(() => location.reload(), PAUSE);
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

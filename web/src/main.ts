// What moves on the pages. Every page is whole without it; each part looks for its own place and leaves if it is not there.
import { lookAgain, takeDrops } from "./jobs";
import { listenToKeys } from "./keys";
import { moveNetworks } from "./network";
import { openReading } from "./reading";
import { offerNames } from "./suggest";
import { sortTables } from "./sorting";
import { zoomTimelines } from "./timeline";

function enliven(): void {
  offerNames();
  openReading();
  sortTables();
  zoomTimelines();
  moveNetworks();
  lookAgain();
}

/** What was left empty is no part of the address that a form leads to. */
function leaveOutEmpty(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (form.method !== "get") return;
  const empty = [...form.querySelectorAll<HTMLInputElement>("input[name]:not(:disabled)")].filter((field) => !field.value);
  for (const field of empty) field.disabled = true;
  setTimeout(() => { for (const field of empty) field.disabled = false; });
}

enliven();
document.addEventListener("submit", leaveOutEmpty);
takeDrops();
listenToKeys();
document.addEventListener("rows", sortTables);
document.addEventListener("fresh", enliven);

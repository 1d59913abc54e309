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

enliven();
takeDrops();
listenToKeys();
document.addEventListener("rows", sortTables);
document.addEventListener("fresh", enliven);

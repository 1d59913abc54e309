// Writes BUILD.json beside the bundle: the hash of every source it was built from, which a test without Node compares.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

const sources = [...readdirSync("src").map((name) => `src/${name}`), "package-lock.json", "package.json", "tsconfig.json", "vite.config.js", "map.mjs", "claimed.json"].sort();
const hash = createHash("sha256");
for (const name of sources) hash.update(`${name}\0`).update(readFileSync(name)).update("\0");
const bundle = createHash("sha256").update(readFileSync("../src/comity/serving/web/static/islands.js"));
const seal = { sources: hash.digest("hex"), bundle: bundle.digest("hex") };
writeFileSync("../src/comity/serving/web/static/BUILD.json", `${JSON.stringify(seal, null, 1)}\n`);

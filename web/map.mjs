// Draws the world once: one path a state from Natural Earth's 1:50m geometry (public domain), as symbols of an SVG that
// pages refer to. Small states are dots. Areas that more than one side claims are outlined roughly, to be hatched.
import { readFileSync, writeFileSync } from "node:fs";
import { geoArea, geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import { presimplify, quantile, simplify } from "topojson-simplify";

const WIDTH = 960, HEIGHT = 468, DOT = 2.6, SMALL = 0.00012;
const KEPT = 0.45; // share of the points that is dropped, the least telling first: all pages must load in 300 kB
const UNDRAWN = { TUV: [179.2, -8.5] }; // islands that the geometry leaves out
const OUT = "../src/comity/serving/web/static/world.svg";
const whole = presimplify(JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json")));
const atlas = simplify(whole, quantile(whole, KEPT));
const claimed = JSON.parse(readFileSync("claimed.json"));
const states = states_by_number();
const named = { Kosovo: "XKX", "N. Cyprus": "north-cyprus", Somaliland: "somaliland", "Siachen Glacier": "siachen" };

const projection = geoEqualEarth().rotate([-11, 0]).fitExtent([[2, 2], [WIDTH - 2, HEIGHT - 2]], { type: "Sphere" });
const path = geoPath(projection).digits(1);
const drawn = [];
const left = [];
for (const unit of feature(atlas, atlas.objects.countries).features) {
  const id = states[unit.id] ?? named[unit.properties.name];
  if (!id || unit.properties.name === "Antarctica") { left.push(unit.properties.name); continue; }
  const [x, y] = projection(geoCentroid(unit));
  drawn.push(`<path id="${id}" d="${path(unit)}${geoArea(unit) < SMALL ? dot(x, y) : ""}"/>`);
}
for (const [id, place] of Object.entries(UNDRAWN)) {
  const [x, y] = projection(place);
  drawn.push(`<path id="${id}" d="${dot(x, y)}"/>`);
}
for (const [id, ring] of Object.entries(claimed)) {
  drawn.push(`<path id="claimed-${id}" d="${path({ type: "Polygon", coordinates: [wind(ring)] })}"/>`);
}
drawn.push(`<path id="sphere" d="${path({ type: "Sphere" })}"/>`);
writeFileSync(OUT, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}"><defs>\n${drawn.sort().join("\n")}\n</defs></svg>\n`);
console.log(`${drawn.length} drawn; not drawn: ${left.join(", ")}`);

function dot(x, y) {
  return `M${(x - DOT).toFixed(1)} ${y.toFixed(1)}a${DOT} ${DOT} 0 1 0 ${2 * DOT} 0a${DOT} ${DOT} 0 1 0 ${-2 * DOT} 0z`;
}

function states_by_number() {
  const [head, ...rows] = readFileSync("../src/comity/register/data/states.csv", "utf8").trim().split("\n").map((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map((cell) => cell.replace(/,$/, "")));
  const [number, id, until] = ["iso_numeric", "id", "existed_until"].map((name) => head.indexOf(name));
  return Object.fromEntries(rows.filter((row) => row[number] && !row[until]).map((row) => [row[number], row[id].replace("state:", "")]));
}

// d3 takes a ring that winds the other way for the rest of the world.
function wind(ring) {
  const closed = [...ring, ring[0]];
  return geoArea({ type: "Polygon", coordinates: [closed] }) > 2 * Math.PI ? closed.reverse() : closed;
}

// Draws src/gen/map.json from world-atlas: the outlines of Europe, of North America and of the world, as paths of an SVG.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { forceCollide, forceSimulation, forceX, forceY } from "d3-force";
import { geoAzimuthalEqualArea, geoConicConformal, geoContains, geoEqualEarth, geoPath } from "d3-geo";
import svgpath from "svgpath";
import { feature, mergeArcs } from "topojson-client";
import { presimplify, quantile, simplify } from "topojson-simplify";

// In square pixels of the world map: smaller states get a circle. About 18,000 square kilometers.
const smallest = 15;
const web = join(import.meta.dirname, "..");
const atlas = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-50m.json"), "utf8"));
const countries = atlas.objects.countries.geometries;
// Only states get circles: those of dependent territories would push them away. Which of the shapes are states is in the seeds.
const seeds = JSON.parse(readFileSync(join(web, "../../../seeds/states.json"), "utf8"));
const states = new Set(seeds.states.map((state) => state.numeric));
const byId = (id) => countries.find((country) => country.id === id);

// The atlas draws who holds a place; the map shows the borders that the United Nations affirm: of Ukraine (A/RES/68/262), of
// Cyprus (S/RES/541, S/RES/550) and of Somalia (S/RES/1772).
const crimea = [34.2, 45.2];
const [russia, ukraine] = ["643", "804"].map(byId);
const held = russia.arcs.filter((arcs) => geoContains(feature(atlas, { type: "Polygon", arcs }), crimea));
russia.arcs = russia.arcs.filter((arcs) => !held.includes(arcs));
ukraine.arcs = mergeArcs(atlas, [ukraine, ...held.map((arcs) => ({ type: "Polygon", arcs }))]).arcs;
ukraine.type = "MultiPolygon";
for (const [id, part] of [
  ["196", "N. Cyprus"],
  ["706", "Somaliland"],
  ["036", "Ashmore and Cartier Is."],
]) {
  const state = byId(id);
  const at = countries.findIndex((country) => country.properties.name === part);
  state.arcs = mergeArcs(atlas, [state, ...countries.splice(at, 1)]).arcs;
  state.type = "MultiPolygon";
}

const light = presimplify(atlas);
const shapesOf = (kept) => feature(simplify(light, quantile(light, kept)), atlas.objects.countries).features;
const shapes = shapesOf(0.35);
// Kosovo has no number in ISO 3166-1; what else has none belongs to no state that is recorded.
const idOf = (shape) => (shape.properties.name === "Kosovo" ? "XK" : (shape.id ?? ""));

const width = 760;
const regions = {
  europe: { height: 640, projection: geoConicConformal().rotate([-14, 0]).center([0, 52.5]).parallels([38, 64]).scale(930) },
  northAmerica: { height: 640, projection: geoAzimuthalEqualArea().rotate([96, -52]).scale(640) },
};

const map = {};
for (const [region, { height, projection }] of Object.entries(regions)) {
  projection.translate([width / 2, height / 2]).clipExtent([
    [0, 0],
    [width, height],
  ]);
  const path = geoPath(projection).digits(1);
  map[region] = {
    width,
    height,
    shapes: shapes
      .map((shape) => ({
        id: idOf(shape),
        name: shape.properties.name,
        d: short(path(shape)),
        at: path.centroid(shape),
        area: path.area(shape),
      }))
      .filter((shape) => shape.d)
      .map(({ at, area, ...shape }) => ({ ...shape, x: Math.round(at[0]), y: Math.round(at[1]), area: Math.round(area) })),
  };
}

map.world = world();
mkdirSync(join(web, "src/gen"), { recursive: true });
writeFileSync(join(web, "src/gen/map.json"), JSON.stringify(map));

/** The world in equal areas. States too small to see or to hit are circles, moved apart where they would cover each other. */
function world() {
  const [width, height] = [1000, 462];
  const all = shapesOf(0.085).filter((shape) => shape.properties.name !== "Antarctica");
  // Turned by eleven degrees, so that the edge runs through the Bering Strait and not through Russia.
  const projection = geoEqualEarth().rotate([-11, 0]).precision(0);
  projection.fitExtent(
    [
      [4, 4],
      [width - 4, height - 4],
    ],
    { type: "FeatureCollection", features: all },
  );
  const path = geoPath(projection).digits(1);
  const round = (value) => Math.round(value * 10) / 10;
  const drawn = all.map((shape) => {
    const parts = partsOf(shape).sort((a, b) => path.area(b) - path.area(a));
    const [x, y] = path.centroid(parts[0]);
    // An island of less than a third of a square pixel is invisible, unless it is all that there is of a state.
    const visible = parts.filter((part, i) => i === 0 || path.area(part) > 0.35);
    return {
      id: idOf(shape),
      name: shape.properties.name,
      d: short(visible.map((part) => path(part) ?? "").join("")),
      x: round(x),
      y: round(y),
      area: round(path.area(parts[0])),
    };
  });
  // Natural Earth has no Tuvalu at this scale. This is the place of its capital.
  const [x, y] = projection([179.2, -8.52]);
  drawn.push({ id: "798", name: "Tuvalu", d: "", x: round(x), y: round(y), area: 0 });
  const small = drawn
    .filter((shape) => states.has(shape.id) && shape.area < smallest)
    .map(({ id, x, y }) => ({ id, x, y, at: [x, y] }));
  // Kosovo has a mark of its own, which stays at its place.
  const [kosovo] = drawn.filter((shape) => shape.id === "XK");
  forceSimulation([...small, { at: [kosovo.x, kosovo.y], fx: kosovo.x, fy: kosovo.y }])
    .force("x", forceX((shape) => shape.at[0]).strength(0.3))
    .force("y", forceY((shape) => shape.at[1]).strength(0.3))
    .force("apart", forceCollide(5.2).iterations(8))
    .stop()
    .tick(300);
  const circles = new Map(small.map((shape) => [shape.id, [round(shape.x), round(shape.y)]]));
  return {
    width,
    height,
    shapes: drawn.map(({ area, ...shape }) => ({ ...shape, circle: circles.get(shape.id) })),
  };
}

/** The same path in relative steps, which is half as long. */
function short(path) {
  return path && svgpath(path).rel().round(1).toString();
}

/** The polygons of a shape, each as a shape of its own. */
function partsOf({ geometry }) {
  return geometry.type === "Polygon" ? [geometry] : geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
}

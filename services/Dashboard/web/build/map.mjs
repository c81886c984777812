// Draws src/gen/map.json from world-atlas: the outlines of Europe and of North America, as paths of an SVG.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { geoAzimuthalEqualArea, geoConicConformal, geoContains, geoPath } from "d3-geo";
import { feature, mergeArcs } from "topojson-client";
import { presimplify, quantile, simplify } from "topojson-simplify";

const web = join(import.meta.dirname, "..");
const atlas = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-50m.json"), "utf8"));
const countries = atlas.objects.countries.geometries;
const byId = (id) => countries.find((country) => country.id === id);

// The atlas draws who holds a place; the map shows the borders that the United Nations affirm: of Ukraine (A/RES/68/262) and of
// Cyprus (S/RES/541, S/RES/550).
const crimea = [34.2, 45.2];
const [russia, ukraine] = ["643", "804"].map(byId);
const held = russia.arcs.filter((arcs) => geoContains(feature(atlas, { type: "Polygon", arcs }), crimea));
russia.arcs = russia.arcs.filter((arcs) => !held.includes(arcs));
ukraine.arcs = mergeArcs(atlas, [ukraine, ...held.map((arcs) => ({ type: "Polygon", arcs }))]).arcs;
ukraine.type = "MultiPolygon";
const cyprus = byId("196");
const north = countries.findIndex((country) => country.properties.name === "N. Cyprus");
cyprus.arcs = mergeArcs(atlas, [cyprus, ...countries.splice(north, 1)]).arcs;
cyprus.type = "MultiPolygon";

const light = presimplify(atlas);
const shapes = feature(simplify(light, quantile(light, 0.35)), atlas.objects.countries).features;

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
    // Kosovo has no number in ISO 3166-1; what else has none belongs to no state that is recorded.
    shapes: shapes
      .map((shape) => ({
        id: shape.properties.name === "Kosovo" ? "XK" : (shape.id ?? ""),
        name: shape.properties.name,
        d: path(shape),
        at: path.centroid(shape),
        area: path.area(shape),
      }))
      .filter((shape) => shape.d)
      .map(({ at, area, ...shape }) => ({ ...shape, x: Math.round(at[0]), y: Math.round(at[1]), area: Math.round(area) })),
  };
}

mkdirSync(join(web, "src/gen"), { recursive: true });
writeFileSync(join(web, "src/gen/map.json"), JSON.stringify(map));

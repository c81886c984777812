// The npm packages in a page that an image serves: the host has it inside its assembly. More than the bundler takes are listed,
// never fewer: all that are no tools of the build, and those from which the build takes data.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PackageURL } from "packageurl-js";
import { hashOf } from "./hash.mjs";

// build/map.mjs draws the map from it.
const drawn = ["node_modules/world-atlas"];
const naturalEarth = { ref: "natural-earth@4.1.0", type: "data", name: "Natural Earth", version: "4.1.0", license: "Public domain" };
const comesWith = { "node_modules/world-atlas": [naturalEarth.ref] };

export function npmPackages(web) {
  const file = join(web, "package-lock.json");
  if (!existsSync(file)) {
    return [];
  }
  const { packages } = JSON.parse(readFileSync(file, "utf8"));
  // The client is a part of this repository. What it needs is among the page's own packages, of which the bundler takes one copy.
  const places = Object.keys(packages).filter(
    (place) => place.startsWith("node_modules/") && !packages[place].link && (!packages[place].dev || drawn.includes(place)),
  );
  const direct = new Set([...Object.keys(packages[""].dependencies).map((name) => `node_modules/${name}`), ...drawn]);
  const parts = places.map((place) => {
    const { version, license, integrity, dependencies = {} } = packages[place];
    const [group, name] = nameAt(place);
    return {
      ref: refOf(packages, place),
      type: "library",
      name: group ? `${group}/${name}` : name,
      version,
      license: license?.replace(/^\((.*)\)$/, "$1"),
      hash: hashOf(integrity),
      purl: new PackageURL("npm", group, name, version, null, null).toString(),
      needs: [...Object.keys(dependencies).map((needed) => refOf(packages, find(packages, place, needed))), ...(comesWith[place] ?? [])],
      direct: direct.has(place),
    };
  });
  return parts.length > 0 ? [...parts, naturalEarth] : [];
}

function nameAt(place) {
  const parts = place.split("node_modules/").at(-1).split("/");
  return parts.length > 1 ? parts : [undefined, parts[0]];
}

const refOf = (packages, place) => `${place.split("node_modules/").at(-1)}@${packages[place].version}`;

/** Where Node would find a package: the nearest node_modules above. */
function find(packages, place, name) {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const found = `${at ? `${at}/` : ""}node_modules/${name}`;
    if (packages[found]) {
      return found;
    }
    if (at === "") {
      throw new Error(`${place} needs ${name}, which package-lock.json does not have.`);
    }
  }
}

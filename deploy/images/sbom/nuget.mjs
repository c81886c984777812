// The .NET packages of an image: what the host of the program finds in its list of dependencies.
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { PackageURL } from "packageurl-js";
import { hashOf } from "./hash.mjs";

const folderOfPackages = process.env.NUGET_PACKAGES ?? join(homedir(), ".nuget/packages");

export function nugetPackages(folder, project) {
  const root = `KosovoNato.${project}`;
  const { libraries, runtimeTarget, targets } = JSON.parse(readFileSync(join(folder, `${root}.deps.json`), "utf8"));
  const target = targets[runtimeTarget.name];
  // Names of assemblies that a compiler saw; they are in the projects of the same name.
  const parts = Object.keys(libraries).filter((key) => libraries[key].type !== "reference");
  const isPart = new Set(parts);
  const needs = (key) =>
    Object.entries(target[key]?.dependencies ?? {}).map(([name, version]) => `${name}/${version}`).filter((needed) => isPart.has(needed));
  return parts.map((key) => {
    const [name, version] = key.split("/");
    const part = { ref: key, type: "library", name, version, needs: needs(key), direct: name === root };
    return libraries[key].type === "package" ? { ...part, ...inFolder(name, version, libraries[key]) } : part;
  });
}

function inFolder(name, version, { path, sha512 }) {
  const file = join(folderOfPackages, path, `${name.toLowerCase()}.nuspec`);
  const license = /<license type="expression">\s*([^<]+?)\s*<\/license>/.exec(readFileSync(file, "utf8"))?.[1];
  if (!license) {
    throw new Error(`${name} ${version} names no license by its SPDX expression in ${file}. Read what it says.`);
  }
  return { license, hash: hashOf(sha512), purl: new PackageURL("nuget", null, name, version, null, null).toString() };
}

// Writes beside each image what is in it (<image>.cdx.json, CycloneDX), and a list of all packages with their licenses.
//   node sbom.mjs PUBLISHED RESULTS BASE_IMAGE
// PUBLISHED has a folder for each image's project, as it was published; RESULTS/digests, where images were made, has their digests.
// The same input gives the same bytes: the time is SOURCE_DATE_EPOCH, and the number follows from the content.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SbomDocument } from "./sbom/document.mjs";
import { listOf, notPermitted } from "./sbom/licenses.mjs";
import { baseOf } from "./sbom/base.mjs";
import { npmPackages } from "./sbom/npm.mjs";
import { nugetPackages } from "./sbom/nuget.mjs";

const repository = join(import.meta.dirname, "../..");
const [published, results, baseImage] = process.argv.slice(2);
if (!baseImage || !process.env.SOURCE_DATE_EPOCH) {
  throw new Error("Usage: SOURCE_DATE_EPOCH=SECONDS node sbom.mjs PUBLISHED RESULTS BASE_IMAGE");
}

function digests() {
  const file = join(results, "digests");
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  return Object.fromEntries(lines.map((line) => line.split(" ")));
}

const digestOf = digests();
const documents = readdirSync(published).sort().map((project) => {
  const [configuration] = readdirSync(join(published, project));
  const folder = join(published, project, configuration);
  const image = `kosovonato/${project.toLowerCase()}`;
  const parts = [
    ...nugetPackages(folder, project),
    ...npmPackages(join(repository, "services", project, "web")),
    ...baseOf(baseImage, folder, project),
  ];
  return new SbomDocument(image, digestOf[image], parts);
});

const refused = documents.flatMap((document) => document.parts).flatMap(notPermitted);
if (refused.length > 0) {
  throw new Error(`${[...new Set(refused)].join("\n")}\nRead it, then replace the package or add the license to sbom/licenses.mjs.`);
}

for (const document of documents) {
  const file = join(results, `${document.image}.cdx.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await document.json(new Date(process.env.SOURCE_DATE_EPOCH * 1000)));
}
writeFileSync(join(results, "licenses.md"), listOf(documents));

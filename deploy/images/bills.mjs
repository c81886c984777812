// Writes beside each image what is in it (<image>.cdx.json, CycloneDX), and a list of all packages with their licenses.
//   node bills.mjs PUBLISHED RESULTS BASE_IMAGE
// PUBLISHED has a folder for each image's project, as it was published; RESULTS/digests, where images were made, has their digests.
// The same input gives the same bytes: the time is SOURCE_DATE_EPOCH, and the number follows from the content.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Bill } from "./bills/bill.mjs";
import { listOf, notPermitted } from "./bills/licenses.mjs";
import { baseOf } from "./bills/base.mjs";
import { npmPackages } from "./bills/npm.mjs";
import { nugetPackages } from "./bills/nuget.mjs";

const repository = join(import.meta.dirname, "../..");
const [published, results, baseImage] = process.argv.slice(2);
if (!baseImage || !process.env.SOURCE_DATE_EPOCH) {
  throw new Error("Usage: SOURCE_DATE_EPOCH=SECONDS node bills.mjs PUBLISHED RESULTS BASE_IMAGE");
}

function digests() {
  const file = join(results, "digests");
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  return Object.fromEntries(lines.map((line) => line.split(" ")));
}

const digestOf = digests();
const bills = readdirSync(published).sort().map((project) => {
  const [configuration] = readdirSync(join(published, project));
  const folder = join(published, project, configuration);
  const image = `kosovonato/${project.toLowerCase()}`;
  const parts = [
    ...nugetPackages(folder, project),
    ...npmPackages(join(repository, "services", project, "web")),
    ...baseOf(baseImage, folder, project),
  ];
  return new Bill(image, digestOf[image], parts);
});

const refused = bills.flatMap((bill) => bill.parts).flatMap(notPermitted);
if (refused.length > 0) {
  throw new Error(`${[...new Set(refused)].join("\n")}\nRead it, then replace the package or add the license to bills/licenses.mjs.`);
}

for (const bill of bills) {
  const file = join(results, `${bill.image}.cdx.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await bill.json(new Date(process.env.SOURCE_DATE_EPOCH * 1000)));
}
writeFileSync(join(results, "licenses.md"), listOf(bills));

// Which licenses are permitted in an image, and the list of what is there.
import parse from "spdx-expression-parse";

// Each was read: it asks for its text and notices to be kept, and for nothing of what is not its own. What the images are made of
// and what was drawn from data that belong to nobody is all that may be here; a new one has to be read first.
const permitted = new Set(["Apache-2.0", "BSD-3-Clause", "ISC", "MIT", "Public domain"]);

const isPermitted = (node) =>
  node.conjunction === "and"
    ? isPermitted(node.left) && isPermitted(node.right)
    : node.conjunction === "or"
      ? isPermitted(node.left) || isPermitted(node.right)
      : !node.exception && permitted.has(node.license);

/** What is said against the license of a part; parts without one are our own, or the base image. */
export function notPermitted({ name, version, license }) {
  return !license || permitted.has(license) || isPermitted(parse(license)) ? [] : [`${name} ${version} is under ${license}, which is not permitted.`];
}

export function listOf(documents) {
  const rows = new Map();
  for (const { image, parts } of documents) {
    for (const { ref, name, version, license } of parts.filter((part) => part.license && part.type !== "framework")) {
      const row = rows.get(ref) ?? { name, version, license, images: [] };
      row.images.push(image.split("/").at(-1));
      rows.set(ref, row);
    }
  }
  const all = documents.length;
  const lines = [...rows.values()]
    .sort((one, other) => (`${one.name}/${one.version}` < `${other.name}/${other.version}` ? -1 : 1))
    .map(({ name, version, license, images }) => `| ${name} | ${version} | ${license} | ${images.length === all ? "all" : images.join(", ")} |`);
  return `${heading}${lines.join("\n")}\n`;
}

const heading = `# Licenses of what the images hold

Made by \`publish.sh\`; a test compares it. What the base image holds, .NET (MIT) and the rest, is not in it.

| package | version | license | images |
|---|---|---|---|
`;

// Checks a description of the bus against AsyncAPI 3 and prints what is wrong with it. Exit code 1 if anything is.
// node check.mjs FILE
import { readFile } from "node:fs/promises";
import path from "node:path";
import { DiagnosticSeverity, Parser } from "@asyncapi/parser";

// The parser replaces each $ref by the content of the file. Here its path is enough: protoc reads the .proto files.
const protoFile = {
  schema: "file",
  order: 1,
  canRead: (uri) => uri.path().endsWith(".proto"),
  read: async (uri) => JSON.stringify(uri.path()),
};

const protoFormat = {
  getMimeTypes: () => ["application/vnd.google.protobuf;version=3"],
  validate: () => [],
  parse: ({ data }) => data,
};

const file = process.argv[2];
const parser = new Parser({ schemaParsers: [protoFormat], __unstable: { resolver: { resolvers: [protoFile] } } });
const { diagnostics } = await parser.parse(await readFile(file, "utf8"), { source: path.resolve(file) });
const wrong = diagnostics.filter(({ severity }) => severity <= DiagnosticSeverity.Warning);
for (const { code, message, path: at } of wrong) {
  console.error(`${at.join(".")}: ${message} (${code})`);
}
process.exit(wrong.length > 0 ? 1 : 0);

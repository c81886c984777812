// Checks asyncapi.yaml and that each message is in the .proto file that it refers to; prints what it says as JSON.
// node check-asyncapi.mjs FILE FOLDER...    imports are found in the folders, and google/protobuf beside protobufjs
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { DiagnosticSeverity, Parser } from "@asyncapi/parser";
import protobuf from "protobufjs";

const [file, ...given] = process.argv.slice(2);
const folders = [...given, path.dirname(fileURLToPath(import.meta.resolve("protobufjs")))];

// The parser wants to inline what a $ref leads to. A .proto file imports others, so its place is what stands for it.
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

/** Loads a .proto file with all that it imports. */
async function load(proto) {
  const root = new protobuf.Root();
  root.resolvePath = (_, target) => folders.map((folder) => path.resolve(folder, target)).find(existsSync) ?? target;
  await root.load(proto, { keepCase: true });
  return root.resolveAll();
}

/** Fails if a file or the message is missing. */
async function describe(channel) {
  const message = channel.messages().all()[0];
  const type = (await load(message.json("payload").schema)).lookupType(message.name());
  return {
    address: channel.address(),
    exchange: channel.bindings().get("amqp").json("exchange"),
    message: message.name(),
    contentType: message.contentType(),
    headers: message.headers().json(),
    fields: type.fieldsArray.map(({ id, name, type, resolvedType, repeated }) =>
      ({ number: id, name, type: resolvedType ? resolvedType.fullName.slice(1) : type, repeated })),
  };
}

const parser = new Parser({ schemaParsers: [protoFormat], __unstable: { resolver: { resolvers: [protoFile] } } });
const { document, diagnostics } = await parser.parse(await readFile(file, "utf8"), { source: path.resolve(file) });
const wrong = diagnostics.filter(({ severity }) => severity <= DiagnosticSeverity.Warning);
for (const { code, message, path: at } of wrong) {
  console.error(`${at.join(".")}: ${message} (${code})`);
}
if (wrong.length > 0) {
  process.exit(1);
}
console.log(JSON.stringify(await Promise.all(document.channels().all().map(describe)), null, 2));

// Calls every operation of an OpenAPI document with generated requests, and checks that each response is documented: its status, its
// content type and its schema. Prints what is not, and a summary. Exit code 1 if anything is not.
// node call.mjs DOCUMENT ADDRESS KEY [ROUNDS [SEED]]
import { readFile } from "node:fs/promises";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { Generator, KnownResources, randomOf } from "./generate.mjs";

const [file, base, key, rounds = "1", seed = "1"] = process.argv.slice(2);
const document = JSON.parse(await readFile(file, "utf8"));
const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }));
ajv.addSchema(document, "document");
const known = new KnownResources();
const generator = new Generator(document, randomOf(Number(seed)), known);
const validators = new Map();
const wrong = [];
const statuses = new Map();

const targets = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })));

/** A validator of the response's schema, which its place in the document names. */
function validatorOf({ path, method }, status, type) {
  const steps = ["paths", path, method.toLowerCase(), "responses", String(status), "content", type, "schema"];
  const pointer = `document#/${steps.map((step) => encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`;
  if (!validators.has(pointer)) {
    validators.set(pointer, ajv.compile({ $ref: pointer }));
  }
  return validators.get(pointer);
}

/** The body of a response; of a stream, its first lines. */
async function textsOf(response, type) {
  if (type !== "application/x-ndjson") {
    return [await response.text()];
  }
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes("\n")) {
      break;
    }
  }
  return text.split("\n").slice(0, -1);
}

async function call(target, request, mustFail) {
  const { path, method, operation } = target;
  const address = `${request.address}${request.query.size > 0 ? `?${request.query}` : ""}`;
  const report = (problem) => wrong.push(`${operation.operationId}: ${problem}\n  ${method} ${address}\n  ${request.body ?? ""}`);
  const stop = new AbortController();
  const headers = { authorization: `Bearer ${key}`, ...(request.body === undefined ? {} : { "content-type": "application/json" }) };
  const timer = setTimeout(() => stop.abort(), 20_000);
  try {
    const response = await fetch(new URL(address, base), {
      method, headers: { ...headers, ...request.headers }, body: request.body, signal: stop.signal,
    });
    const type = response.headers.get("content-type")?.split(";")[0];
    const documented = operation.responses[response.status];
    statuses.set(operation.operationId, (statuses.get(operation.operationId) ?? new Set()).add(response.status));
    if (!documented) {
      report(`status ${response.status} is not documented: ${(await response.text()).slice(0, 300)}`);
    } else if (!documented.content[type]) {
      report(`content type ${type} of status ${response.status} is not documented`);
    } else {
      const isValid = validatorOf({ path, method }, response.status, type);
      for (const text of await textsOf(response, type)) {
        if (!isValid(JSON.parse(text))) {
          const errors = isValid.errors.slice(0, 3).map(({ instancePath, message, params }) =>
            `${instancePath} ${message} ${JSON.stringify(params)}`);
          report(`${response.status} contradicts its schema: ${errors.join("; ")}\n  ${text.slice(0, 400)}`);
        }
      }
    }
    if (mustFail && response.status < 400) {
      report(`an invalid request was accepted with ${response.status}`);
    }
  } catch (error) {
    report(`no response: ${error.cause ?? error}`);
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

/** What the lists have, so that requests name resources that exist. */
async function collect({ path, operation }) {
  const page = generator.resolve(operation.responses["200"].content["application/json"]?.schema).properties ?? {};
  const [field, list] = Object.entries(page).find(([, { items }]) => generator.resolve(items).properties?.name) ?? [];
  if (field && page.nextPageToken && path.split(":").length === 1) {
    const address = new URL(`${path.replaceAll(/\{[^}]+\}/g, "-")}?page_size=30`, base);
    const response = await fetch(address, { headers: { authorization: `Bearer ${key}` } });
    known.add(list.items.$ref, (await response.json())[field] ?? []);
  }
}

for (const target of targets.filter(({ method }) => method === "GET")) {
  await collect(target);
}

for (const target of targets) {
  await call(target, generator.requestOf(target, 0));
  for (let round = 0; round < Number(rounds); round++) {
    await call(target, generator.requestOf(target, generator.random()));
    await call(target, generator.invalidRequestOf(target, generator.random() / 2), true);
  }
}

for (const problem of wrong) {
  console.error(problem);
}
// The operations that no generated request got right are named, so that a document whose examples have gone bad is noticed.
const never = [...statuses].filter(([, seen]) => !seen.has(200)).map(([operation]) => operation);
if (never.length > targets.length / 3) {
  wrong.push(`no generated request of ${never.length} operations was accepted`);
  console.error(wrong.at(-1));
}
console.log(JSON.stringify({ operations: targets.length, wrong: wrong.length, neverOk: never }));
process.exit(wrong.length > 0 ? 1 : 0);

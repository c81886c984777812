// Generates requests from an OpenAPI document: valid ones, and ones with one thing wrong. The same seed gives the same requests.
import { randomUUID } from "node:crypto";

const MaxDepth = 6;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class Generator {
  constructor(document, random) {
    this.document = document;
    this.random = random;
  }

  resolve(schema) {
    return schema?.$ref ? this.document.components.schemas[schema.$ref.split("/").pop()] : schema ?? {};
  }

  pick(values) {
    return values[Math.floor(this.random() * values.length)];
  }

  /** @param share The share of the optional fields that are set, 0 to 1. */
  valueOf(reference, share, depth = 0) {
    const schema = { ...this.resolve(reference), ...(reference?.examples ? { examples: reference.examples } : {}) };
    if (schema.format === "uuid") {
      return randomUUID();
    }
    if (schema.examples) {
      return schema.examples[0];
    }
    if (schema.enum) {
      // The first value of an enum means that it is not set.
      return schema.enum.length > 1 ? this.pick(schema.enum.slice(1)) : schema.enum[0];
    }
    switch (schema.type) {
      case "object": return this.objectOf(schema, share, depth);
      case "array": return depth > MaxDepth ? [] : [this.valueOf(schema.items, share, depth + 1)];
      case "integer": return 1 + Math.floor(this.random() * 5);
      case "number": return Math.floor(this.random() * 100) / 4;
      case "boolean": return this.random() < 0.5;
      default: return this.textOf(schema);
    }
  }

  textOf({ format, pattern, description = "" }) {
    return format === "date-time" ? "2026-11-20T12:00:00Z"
      : pattern?.startsWith("^-?[0-9]+$") ? "1"
      : pattern?.endsWith("s$") ? "5s"
      : description.includes("YYYY-MM-DD") ? "2020-02-17"
      : description.includes("3166-1") ? this.pick(["AL", "ES", "XK"])
      : this.pick(["a text", "é 文", "x"]);
  }

  objectOf(schema, share, depth) {
    const choices = schema["x-oneof"] ?? [];
    const chosen = new Set(choices.map((members) => this.pick(members)));
    const excluded = choices.flat().filter((name) => !chosen.has(name));
    const result = {};
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const isRequired = schema.required?.includes(name);
      const isDerived = property.readOnly ?? this.resolve(property).readOnly;
      if (!excluded.includes(name) && !isDerived && (isRequired || (depth < MaxDepth && this.random() < share))) {
        result[name] = this.valueOf(property, share, depth + 1);
      }
    }
    return result;
  }

  /** A request for an operation: its path, its query, and its body. */
  requestOf({ path, operation }, share) {
    const parameters = operation.parameters ?? [];
    const query = new URLSearchParams();
    let address = path;
    for (const { name, in: place, required, schema } of parameters) {
      if (place === "path") {
        address = address.replace(`{${name}}`, encodeURIComponent(this.valueOf(schema, share)));
      } else if (place === "query" && (required || this.random() < share)) {
        for (const value of [this.valueOf(schema, share)].flat()) {
          query.append(name, value);
        }
      }
    }
    const content = operation.requestBody?.content["application/json"];
    return { address, query, headers: {}, body: content && JSON.stringify(this.valueOf(content.schema, share)) };
  }

  /** A request with one thing wrong, that the service must reject. */
  invalidRequestOf(target, share) {
    const request = this.requestOf(target, share);
    const inBody = [
      () => (request.body = "{"),
      () => (request.body = ""),
      () => (request.body = "[1]"),
      () => (request.body = request.body.replace("{", '{"noSuchField":1,').replace(",}", "}")),
      () => (request.headers["content-type"] = "text/plain"),
      () => request.query.append("pageSize", "1"),
    ];
    const inAddress = [
      () => request.query.append("noSuchField", "1"),
      () => request.query.append("pageSize", "many"),
      () => (request.address = target.path.replaceAll(/\{[^}]+\}/g, () => this.pick(["-", "%20", "a%2Fb", "é", "..a", "x".repeat(80)]))),
    ];
    const faults = request.body === undefined ? inAddress : inBody;
    this.pick(target.path.includes("{") ? faults : faults.filter((fault) => fault !== inAddress[2]))();
    return request;
  }
}

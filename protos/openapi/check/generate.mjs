// Generates requests from an OpenAPI document: valid ones, and ones with one thing wrong. The same seed gives the same requests.
import { randomUUID } from "node:crypto";

const MaxDepth = 6;
const MostlyKnown = 0.9;
const Opaque = /([tT]oken|atLeast|etag)$/;
const Creating = /^(Register|Draft|Define|Propose)/;

/** The fields that the description of an update mask lists. */
const fieldsIn = (description) => [...description.matchAll(/`([A-Za-z]+)`/g)].map(([, field]) => field);

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
  /** @param known The resources that exist, from whose names and contents the requests are made; none if absent. */
  constructor(document, random, known = new KnownResources()) {
    this.document = document;
    this.random = random;
    this.known = known;
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
    const resource = depth > 0 && this.random() < MostlyKnown && this.pick(this.known.resourcesOf(reference?.$ref));
    if (resource) {
      return this.withoutDerived(resource, schema);
    }
    if (schema.examples) {
      return (this.random() < MostlyKnown && this.pick(this.known.namesLike(schema.examples[0]))) || schema.examples[0];
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

  /** A recorded resource as a caller may send it. */
  withoutDerived(value, reference) {
    const schema = this.resolve(reference);
    if (Array.isArray(value)) {
      return value.map((item) => this.withoutDerived(item, schema.items));
    }
    if (value === null || typeof value !== "object" || !schema.properties) {
      return value;
    }
    return Object.fromEntries(Object.entries(value)
      .filter(([name, field]) => field !== "" && !(schema.properties[name]?.readOnly ?? this.resolve(schema.properties[name]).readOnly))
      .map(([name, field]) => [name, this.withoutDerived(field, schema.properties[name])]));
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
      if (!excluded.includes(name) && !isDerived && (isRequired || (depth < MaxDepth && this.random() < share && this.isLikely(name)))) {
        result[name] = name === "updateMask" ? this.pick(fieldsIn(property.description)) : this.valueOf(property, share, depth + 1);
      }
    }
    return result;
  }

  /** Whether a field is worth a try: no made-up token, and no second member of a choice. */
  isLikely(name, chosen = new Set()) {
    const [, choice] = /^(.*(?:consistency|knownAt))\./.exec(name) ?? [];
    const isSecond = choice && chosen.has(choice);
    chosen.add(choice);
    return !isSecond && (!Opaque.test(name) || this.random() > MostlyKnown);
  }

  /** A request for an operation: its path, its query, and its body. */
  requestOf({ path, operation }, share) {
    const parameters = operation.parameters ?? [];
    const query = new URLSearchParams();
    const known = this.random() < MostlyKnown && this.pick(this.known.namesAt(path));
    let address = known ? path.replace(/^\/v1\/[^:]*?(?=\/[^/{}]+$|:|$)/, `/v1/${known}`) : path;
    const chosen = new Set();
    for (const { name, in: place, required, description, schema } of parameters) {
      if (place === "path") {
        const isWildcard = schema.pattern?.startsWith("^(-|") && this.random() < 0.5;
        address = address.replace(`{${name}}`, isWildcard ? "-" : encodeURIComponent(this.valueOf(schema, share)));
      } else if (place === "query" && (required || (this.random() < share && this.isLikely(name, chosen)))) {
        const isAnyName = /^names?$/.test(name) && this.pick(this.known.names);
        for (const value of [isAnyName || this.valueOf({ description, ...schema }, share)].flat()) {
          query.append(name, value);
        }
      }
    }
    const content = operation.requestBody?.content["application/json"];
    const body = content && this.valueOf(content.schema, share);
    if (body && Creating.test(operation.operationId)) {
      // A resource that exists cannot be created again.
      Object.values(body).filter((value) => value?.name).forEach((made) => (made.name = `${made.name}-${randomUUID().slice(0, 8)}`));
    }
    return { address, query, headers: {}, body: body && JSON.stringify(body) };
  }

  /** Makes one field of a body wrong: its type, its value or its length, or leaves out one that is required. */
  spoil(body, reference) {
    const schema = this.resolve(reference);
    const name = this.pick(Object.keys(body).filter((field) => schema.properties?.[field]));
    const property = { ...this.resolve(schema.properties?.[name]), ...schema.properties?.[name] };
    const value = body[name];
    if (property.type === "object" && property.properties && this.random() < 0.7 && Object.keys(value).length > 0) {
      this.spoil(value, property);
    } else if (name === undefined) {
      body.noSuchField = 1;
    } else if (schema.required?.includes(name) && property.type !== "boolean" && this.random() < 0.3) {
      delete body[name];
    } else {
      body[name] = property.enum ? "NO_SUCH_VALUE"
        : property.type === "string" && !["etag", "reason"].includes(name) && this.random() < 0.5 ? "x".repeat(20_000)
        : property.type === "array" ? "a text" : property.type === "string" ? { a: 1 } : [[1]];
    }
  }

  /** A request with one thing wrong, that the service must reject. */
  invalidRequestOf(target, share) {
    const request = this.requestOf(target, share);
    const content = target.operation.requestBody?.content["application/json"];
    const spoilt = () => {
      const body = JSON.parse(request.body);
      // Fields of a resource that are not in the mask are ignored, also if they are wrong.
      for (const resource of body.updateMask ? Object.values(body).filter((value) => value?.name) : []) {
        Object.keys(resource).filter((name) => !["name", body.updateMask].includes(name)).forEach((name) => delete resource[name]);
      }
      this.spoil(body, content.schema);
      request.body = JSON.stringify(body);
    };
    const inBody = [
      spoilt, spoilt, spoilt, spoilt, spoilt, spoilt,
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
      ...(target.operation.parameters ?? []).filter(({ in: place, schema }) => place === "query" && this.isNarrow(schema))
        .map(({ name }) => () => request.query.set(name, "no such value")),
      () => (request.address = target.path.replaceAll(/\{[^}]+\}/g, () => this.pick(["%20", "-a", "a%2Fb", "é", "..a", "x".repeat(80)]))),
    ];
    const faults = request.body === undefined ? inAddress : inBody;
    this.pick(target.path.includes("{") ? faults : faults.filter((fault) => fault !== inAddress.at(-1)))();
    return request;
  }

  /** Whether a schema allows no free text. */
  isNarrow(reference) {
    const schema = this.resolve(reference);
    return schema.enum !== undefined || ["integer", "boolean"].includes(schema.type) || schema.pattern !== undefined
      || (schema.type === "array" && this.isNarrow(schema.items));
  }
}

/** The resources that a service has, from its lists. */
export class KnownResources {
  #bySchema = new Map();
  #names = [];

  get names() {
    return this.#names;
  }

  add(schema, resources) {
    this.#bySchema.set(schema, [...(this.#bySchema.get(schema) ?? []), ...resources]);
    this.#names.push(...resources.map(({ name }) => name));
  }

  resourcesOf(schema) {
    return this.#bySchema.get(schema) ?? [];
  }

  /** The names of the kind of an example, for example of `organizations/nato`. */
  namesLike(example) {
    const kind = kindOf(String(example));
    return kind.length === 0 ? [] : this.#names.filter((name) => kindOf(name) === kind);
  }

  /** The names that fit the beginning of a path, for example of `/v1/organizations/{organization}/memberships`. */
  namesAt(path) {
    const kind = path.replace(/^\/v1\//, "").replace(/:.*$/, "").split("/");
    const length = 2 * Math.floor(kind.length / 2);
    return path.includes("{") ? this.#names.filter((name) => kindOf(name) === kind.slice(0, length).filter((_, i) => i % 2 === 0).join("/")
      && name.split("/").length === length) : [];
  }
}

/** The collections in a resource name: `organizations/memberships` of `organizations/nato/memberships/AL`. */
const kindOf = (name) => (name.includes("/") ? name.split("/").filter((_, i) => i % 2 === 0).join("/") : "");

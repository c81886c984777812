// Checks manifests against the schemas of Kubernetes and of its extensions: types, enums, required fields, patterns.
// Reads a JSON array of YAML documents and writes an array of the same length: the violations of each.
import { text } from "node:stream/consumers";
import { parse } from "yaml";

const extensions = {
  "cert-manager.io": "@kubernetes-models/cert-manager",
  "external-secrets.io": "@kubernetes-models/external-secrets",
  "gateway.networking.k8s.io": "@kubernetes-models/gateway-api",
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
};
// Nobody publishes schemas of these to npm.
const without = ["gateway.envoyproxy.io", "rabbitmq.com"];

async function violations(document) {
  const manifest = parse(document);
  if (manifest.kind === "Secret") {
    // Long values come in lines; Kubernetes takes them so, the schema's base64 does not.
    manifest.data = Object.fromEntries(Object.entries(manifest.data ?? {}).map(([key, value]) => [key, value.replace(/\s/g, "")]));
  }
  const { apiVersion, kind } = manifest;
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  if (without.includes(group)) {
    return [];
  }
  let models;
  try {
    models = await import(`${extensions[group] ?? "kubernetes-models"}/${apiVersion}/${kind}`);
  } catch (error) {
    return [`no schema of ${apiVersion} ${kind}: ${error.message}`];
  }
  try {
    new models[kind](manifest).validate();
    return [];
  } catch (error) {
    return error.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`) ?? [error.message];
  }
}

const documents = JSON.parse(await text(process.stdin));
const found = [];
for (const document of documents) {
  found.push(await violations(document));
}
process.stdout.write(JSON.stringify(found));

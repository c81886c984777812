// What the image stands on: the base image, and the .NET in it. What else is in the base image is for its own SBOM to say.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PackageURL } from "packageurl-js";

const products = { "Microsoft.NETCore.App": ".net", "Microsoft.AspNetCore.App": "asp.net_core" };

export function baseOf(image, folder, project) {
  const [, repository, tag, digest] = /^([^@]+?)(?::([^/:@]+))?@(sha256:[0-9a-f]{64})$/.exec(image) ?? [];
  if (!digest) {
    throw new Error(`The base image is not named by its digest: ${image}`);
  }
  const { runtimeOptions } = JSON.parse(readFileSync(join(folder, `KosovoNato.${project}.runtimeconfig.json`), "utf8"));
  const version = /^\d+\.\d+\.\d+/.exec(tag ?? "")?.[0];
  const frameworks = (runtimeOptions.frameworks ?? [runtimeOptions.framework]).map(({ name, version: least }) => ({
    ref: `${name}/${version ?? least}`,
    type: "framework",
    name,
    version: version ?? least,
    license: "MIT",
    cpe: `cpe:2.3:a:microsoft:${products[name]}:${version ?? least}:*:*:*:*:*:*:*`,
  }));
  const name = repository.split("/").at(-1);
  const base = {
    ref: image,
    type: "container",
    name: repository,
    version: tag ?? digest,
    hash: ["SHA-256", digest.slice("sha256:".length)],
    purl: new PackageURL("oci", null, name, digest, { repository_url: repository, ...(tag && { tag }) }, null).toString(),
    needs: frameworks.map((framework) => framework.ref),
    direct: true,
  };
  return [base, ...frameworks];
}

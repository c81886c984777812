// The software bill of materials (SBOM) of one image, as CycloneDX 1.6.
import { createHash } from "node:crypto";
import { Enums, Models, Serialize, Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { PackageURL } from "packageurl-js";

const spec = Spec.Spec1dot6;
const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(spec));
const validator = new Validation.JsonStrictValidator(spec.version);

export class SbomDocument {
  /** parts: {ref, type, name, version, purl, hash, license, cpe, needs}; those that "the image" needs have direct: true. */
  constructor(image, digest, parts) {
    Object.assign(this, { image, digest, parts });
  }

  async json(time) {
    const bom = new Models.Bom();
    bom.metadata.timestamp = time;
    bom.metadata.lifecycles.add(Enums.LifecyclePhase.PostBuild);
    bom.metadata.component = this.#itself();
    for (const part of this.parts) {
      bom.components.add(componentOf(part));
    }
    connect(bom, this.parts);
    bom.serialNumber = numberOf(serialize(bom));
    const text = serialize(bom);
    const violations = await validator.validate(text);
    if (violations !== null) {
      throw new Error(`The SBOM of ${this.image} is not CycloneDX: ${JSON.stringify(violations)}`);
    }
    return `${text}\n`;
  }

  #itself() {
    const name = this.image.split("/").at(-1);
    const purl = this.digest && new PackageURL("oci", null, name, this.digest, null, null).toString();
    return new Models.Component(Enums.ComponentType.Container, this.image, { bomRef: this.image, version: this.digest, purl });
  }
}

function componentOf({ ref, type, name, version, purl, hash, license, cpe }) {
  const component = new Models.Component(type, name, { bomRef: ref, version, purl, cpe });
  if (hash) {
    component.hashes.set(...hash);
  }
  if (license) {
    component.licenses.add(license.includes(" ") ? expressionOrName(license) : new Models.SpdxLicense(license));
  }
  return component;
}

const expressionOrName = (license) => (/ (OR|AND|WITH) /.test(license) ? new Models.LicenseExpression(license) : new Models.NamedLicense(license));

function connect(bom, parts) {
  const components = new Map([...bom.components].map((component) => [component.bomRef.value, component]));
  for (const part of parts) {
    if (part.direct) {
      bom.metadata.component.dependencies.add(components.get(part.ref).bomRef);
    }
    for (const needed of part.needs ?? []) {
      const target = components.get(needed);
      if (!target) {
        throw new Error(`${part.ref} needs ${needed}, which is not in the image.`);
      }
      components.get(part.ref).dependencies.add(target.bomRef);
    }
  }
}

const serialize = (bom) => serializer.serialize(bom, { sortLists: true, space: 2 });

/** A UUID that follows from a text, of version 8: one by a rule of one's own. */
function numberOf(text) {
  const hex = createHash("sha256").update(text).digest("hex");
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

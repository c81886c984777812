import { Enums } from "@cyclonedx/cyclonedx-library";

/** NuGet and npm write "sha512-" and base64, CycloneDX hexadecimal digits. */
export function hashOf(integrity) {
  const [, content] = /^sha512-([A-Za-z0-9+/]+=*)$/.exec(integrity) ?? [];
  if (!content) {
    throw new Error(`"${integrity}" is no SHA-512.`);
  }
  return [Enums.HashAlgorithm["SHA-512"], Buffer.from(content, "base64").toString("hex")];
}

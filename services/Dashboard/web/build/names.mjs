// Generates the names of countries in the languages of the page from CLDR. Browsers do not know them all: Chromium has none in Albanian.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const web = join(import.meta.dirname, "..");
const languages = ["en", "sq", "sr-Latn"];

/** By language and code: the usual name, and then the short names and variants. */
const names = Object.fromEntries(
  languages.map((language) => {
    const file = join(web, "node_modules/cldr-localenames-full/main", language, "territories.json");
    const { territories } = JSON.parse(readFileSync(file, "utf8")).main[language].localeDisplayNames;
    const codes = Object.keys(territories).filter((code) => /^[A-Z]{2}$/.test(code));
    const keys = (code) => [code, ...["short", "variant"].map((kind) => `${code}-alt-${kind}`)];
    return [language, Object.fromEntries(codes.map((code) => [code, keys(code).flatMap((key) => territories[key] ?? [])]))];
  }),
);
writeFileSync(join(web, "src/gen/country-names.json"), `${JSON.stringify(names)}\n`);

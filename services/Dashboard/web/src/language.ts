// The language of the page: from the address, from the last choice of the reader, or from the browser.
import { languages, setLanguage, type Catalog, type Language } from "./messages.ts";

/** The catalogs of the other languages are files of their own, so that the first view stays small. */
const catalogs: Record<Exclude<Language, "en">, () => Promise<{ catalog: Catalog }>> = {
  sq: () => import("./messages/sq.ts"),
  "sr-Latn": () => import("./messages/sr-Latn.ts"),
};

const remembered = "language";

/** The language of the page that a reader of a language understands: "sq-XK" is Albanian, and "sr" is Serbian, here in Latin script. */
function closest(tag: string): Language | undefined {
  const primary = tag.toLowerCase().split("-")[0];
  return (Object.keys(languages) as Language[]).find((one) => one.split("-")[0] === primary);
}

/** The language for an address, the last choice, and the languages of the browser in their order; English if nothing fits. */
export const languageFor = (address: string, choice: string, browser: readonly string[]): Language =>
  [address, choice, ...browser].map(closest).find((one) => one !== undefined) ?? "en";

/** Remembers the choice of the reader in this browser. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(remembered, language);
  } catch {
    // A browser can refuse storage. The address still holds the language.
  }
}

function lastChoice(): string {
  try {
    return localStorage.getItem(remembered) ?? "";
  } catch {
    return ""; // A browser can refuse storage.
  }
}

let latest: Language = "en";

/** Sets the language for an address, and calls `draw` once its texts are there. */
export async function showLanguage(address: string, draw: () => void): Promise<void> {
  const wanted = languageFor(address, lastChoice(), navigator.languages);
  latest = wanted;
  // Without the texts, for example without a connection, the page is in English.
  const loaded = wanted === "en" ? undefined : await catalogs[wanted]().catch(() => undefined);
  // The reader can have chosen another language in the meantime.
  if (latest === wanted) {
    const shown = loaded ? wanted : "en";
    setLanguage(shown, loaded?.catalog);
    document.documentElement.lang = shown;
  }

  draw();
}

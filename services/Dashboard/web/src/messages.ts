// The texts of the page in the language of its reader.
import { IntlMessageFormat } from "intl-messageformat";
import type { ComponentChildren } from "preact";
import { english, type MessageKey, type Messages } from "./messages/en.ts";

export type { MessageKey } from "./messages/en.ts";

/** The languages of the page, by BCP 47 tag, each under its own name. */
export const languages = { en: "English", sq: "Shqip", "sr-Latn": "Srpski" } as const;
export type Language = keyof typeof languages;

/** What a language other than English brings. A text that is missing is shown in English. */
export interface Catalog {
  texts: Partial<Messages>;
  /** The terms of the contracts, by the name of an enum value or a field. */
  terms: Readonly<Record<string, string>>;
  /** Names of states by code, for a language whose names some browsers do not know. */
  states?: Readonly<Record<string, string>>;
}

const englishCatalog: Catalog = { texts: {}, terms: {} };

let language: Language = "en";
let catalog = englishCatalog;
const formats = new Map<string, IntlMessageFormat>();

/** The language of the page, for `Intl`. */
export const currentLanguage = (): Language => language;

/** Sets the language and its texts. Whatever is drawn afterwards has them. */
export function setLanguage(next: Language, texts: Catalog = englishCatalog): void {
  [language, catalog] = [next, texts];
  formats.clear();
}

function formatOf(key: MessageKey, ignoreTag: boolean): IntlMessageFormat {
  const id = `${ignoreTag} ${key}`;
  let format = formats.get(id);
  if (format === undefined) {
    format = new IntlMessageFormat(catalog.texts[key] ?? english[key], language, undefined, { ignoreTag });
    formats.set(id, format);
  }

  return format;
}

/** The text of a message, with its values filled in. */
export const t = (key: MessageKey, values?: Record<string, string | number | boolean>): string =>
  String(formatOf(key, true).format(values));

export type RichValue = ComponentChildren | ((parts: ComponentChildren) => ComponentChildren);

/** Like `t`, with elements as values. A tag such as `<link>` in the message calls the function of that name with what it encloses. */
export const rich = (key: MessageKey, values: Record<string, RichValue>): ComponentChildren =>
  formatOf(key, false).format(values as Record<string, string>) as ComponentChildren;

/** Labels by enum value that follow the language: each is looked up when it is read. */
export function labels<E extends number>(keys: Readonly<Record<E, MessageKey | "">>): Readonly<Record<E, string>> {
  const found = {} as Record<E, string>;
  for (const [value, key] of Object.entries(keys) as [string, MessageKey | ""][]) {
    Object.defineProperty(found, value, { enumerable: true, get: () => (key === "" ? "" : t(key)) });
  }

  return found;
}

/** A term of the contracts as words: "IN_PROGRESS" becomes "in progress". */
export const term = (name: string): string => catalog.terms[name] ?? name.toLowerCase().replaceAll("_", " ");

/** The name of a state: in English as it is recorded, in another language as readers of that language know it. */
export function stateName(code: string, recorded: string): string {
  if (language === "en" || !/^[A-Z]{2}$/.test(code)) {
    return recorded;
  }

  regions = regions?.language === language ? regions : { language, names: regionNames(language) };
  return catalog.states?.[code] ?? regions.names?.of(code) ?? recorded;
}

let regions: { language: Language; names: Intl.DisplayNames | undefined } | undefined;

function regionNames(of: Language): Intl.DisplayNames | undefined {
  // Without the language, a browser would answer in another one.
  return Intl.DisplayNames.supportedLocalesOf(of).length > 0
    ? new Intl.DisplayNames(of, { type: "region", fallback: "none" })
    : undefined;
}

/** Sorts as readers of the language expect. */
export const compareTexts = (a: string, b: string): number => a.localeCompare(b, language);

/** "Spain, Greece and Romania". */
export function joinAnd(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : t("shared.and", { first: words.slice(0, -1).join(", "), last: words.at(-1)! });
}

/** "Spain, Greece or Romania". */
export function joinOr(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : t("shared.or", { first: words.slice(0, -1).join(", "), last: words.at(-1)! });
}

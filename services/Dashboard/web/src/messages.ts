// The texts of the page in the language of its reader.
import { IntlMessageFormat } from "intl-messageformat";
import { english, type MessageKey, type Messages } from "./messages/en.ts";

export const languages = { en: "English" } as const;
export type Language = keyof typeof languages;

let language: Language = "en";
let messages: Messages = english;
const formats = new Map<MessageKey, IntlMessageFormat>();

/** The language of the page, for `Intl`. */
export const currentLanguage = (): Language => language;

/** Sets the language and its texts. Whatever is drawn afterwards has them. */
export function setMessages(next: Language, texts: Messages): void {
  [language, messages] = [next, texts];
  formats.clear();
}

/** The text of a message, with its values filled in. */
export function t(key: MessageKey, values?: Record<string, string | number>): string {
  let format = formats.get(key);
  if (format === undefined) {
    format = new IntlMessageFormat(messages[key], language, undefined, { ignoreTag: true });
    formats.set(key, format);
  }

  return String(format.format(values));
}

// All texts of the page in English, by area. They are ICU messages: "{count, plural, one {# state} other {# states}}".
import page from "./en/page.json" with { type: "json" };
import share from "./en/share.json" with { type: "json" };

export const english = { ...page, ...share };
export type MessageKey = keyof typeof english;
export type Messages = Readonly<Record<MessageKey, string>>;

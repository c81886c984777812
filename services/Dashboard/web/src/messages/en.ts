// All texts of the page in English, by area. They are ICU messages: "{count, plural, one {# state} other {# states}}".
import page from "./en/page.json" with { type: "json" };

export const english = { ...page };
export type MessageKey = keyof typeof english;
export type Messages = Readonly<Record<MessageKey, string>>;

import { useNames } from "./components.tsx";
import { currentLanguage } from "./messages.ts";

/** Lists the names of states as a phrase: "Albania, Cyprus, and Spain". */
export function useStateList(): (codes: readonly string[]) => string {
  const name = useNames();
  const language = currentLanguage();
  return (codes) => new Intl.ListFormat(language).format(codes.map(name).sort((a, b) => a.localeCompare(b, language)));
}

import { useNames } from "./components.tsx";
import { compareTexts, joinAnd } from "./messages.ts";

/** Lists the names of states as a phrase: "Albania, Cyprus and Spain". */
export function useStateList(): (codes: readonly string[]) => string {
  const name = useNames();
  return (codes) => joinAnd(codes.map(name).sort(compareTexts));
}

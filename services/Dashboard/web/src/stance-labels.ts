// Labels of stances and of the ways in which they became known.
import { AssessedStanceBasis, CountedStance } from "./gen/kosovonato/recognitions/v1/reads_pb.ts";

export const stanceLabel: Record<CountedStance, string> = {
  [CountedStance.UNSPECIFIED]: "stance unknown",
  [CountedStance.SUPPORT]: "supports",
  [CountedStance.NO_OBJECTION]: "does not object",
  [CountedStance.ABSTAIN]: "abstains",
  [CountedStance.OPPOSE]: "objects",
  [CountedStance.UNKNOWN]: "stance unknown",
};
export const stanceTone: Record<CountedStance, string> = {
  [CountedStance.UNSPECIFIED]: "none",
  [CountedStance.SUPPORT]: "yes",
  [CountedStance.NO_OBJECTION]: "yes",
  [CountedStance.ABSTAIN]: "announced",
  [CountedStance.OPPOSE]: "no",
  [CountedStance.UNKNOWN]: "disputed",
};

/** "supports" for one state, "support" for several. */
export function stanceVerb(stance: CountedStance, count: number): string {
  const one = stance === CountedStance.UNKNOWN ? "agrees conditionally" : stanceLabel[stance];
  return count === 1 ? one : one.replace(/^does /, "do ").replace(/^(\w+)s\b/, "$1");
}

export const stanceBasisLabel: Record<AssessedStanceBasis, string> = {
  [AssessedStanceBasis.UNSPECIFIED]: "",
  [AssessedStanceBasis.INFERRED]: "inferred from recognition",
  [AssessedStanceBasis.VOTED]: "voted",
  [AssessedStanceBasis.DECLARED]: "declared",
  [AssessedStanceBasis.REPORTED]: "reported",
  [AssessedStanceBasis.VOTED_BEFORE]: "voted before, on a related question",
};

const bases = [
  AssessedStanceBasis.VOTED,
  AssessedStanceBasis.DECLARED,
  AssessedStanceBasis.REPORTED,
  AssessedStanceBasis.VOTED_BEFORE,
  AssessedStanceBasis.INFERRED,
];

/** "2 declared; 30 inferred from recognition": how many stances became known in which way. */
export const basisCounts = (stances: readonly { basis: AssessedStanceBasis }[]): string =>
  bases
    .map((basis) => ({ basis, count: stances.filter((one) => one.basis === basis).length }))
    .filter(({ count }) => count > 0)
    .map(({ basis, count }) => `${count} ${stanceBasisLabel[basis]}`)
    .join("; ");

// Labels of stances and of the ways in which they became known.
import { AssessedStanceBasis, CountedStance } from "@kosovonato/client/recognitions/v1";
import { labels, t, type MessageKey } from "./messages.ts";

export const stanceLabel = labels<CountedStance>({
  [CountedStance.UNSPECIFIED]: "stance.UNSPECIFIED",
  [CountedStance.SUPPORT]: "stance.SUPPORT",
  [CountedStance.NO_OBJECTION]: "stance.NO_OBJECTION",
  [CountedStance.ABSTAIN]: "stance.ABSTAIN",
  [CountedStance.OPPOSE]: "stance.OPPOSE",
  [CountedStance.UNKNOWN]: "stance.UNKNOWN",
});
export const stanceTone: Record<CountedStance, string> = {
  [CountedStance.UNSPECIFIED]: "none",
  [CountedStance.SUPPORT]: "yes",
  [CountedStance.NO_OBJECTION]: "yes",
  [CountedStance.ABSTAIN]: "announced",
  [CountedStance.OPPOSE]: "no",
  [CountedStance.UNKNOWN]: "disputed",
};

/** "supports" for one state, "support" for several. */
export const stanceVerb = (stance: CountedStance, count: number): string =>
  t(`stance-verb.${CountedStance[stance]}` as MessageKey, { count });

export const stanceBasisLabel = labels<AssessedStanceBasis>({
  [AssessedStanceBasis.UNSPECIFIED]: "",
  [AssessedStanceBasis.INFERRED]: "stance-basis.INFERRED",
  [AssessedStanceBasis.VOTED]: "stance-basis.VOTED",
  [AssessedStanceBasis.DECLARED]: "stance-basis.DECLARED",
  [AssessedStanceBasis.REPORTED]: "stance-basis.REPORTED",
  [AssessedStanceBasis.VOTED_BEFORE]: "stance-basis.VOTED_BEFORE",
});

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
    .map(({ basis, count }) => t("stance-basis.count", { count, basis: stanceBasisLabel[basis] }))
    .join("; ");

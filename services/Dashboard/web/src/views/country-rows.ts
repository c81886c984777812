// The facts on a country as rows of a file.
import { ActKind, CountedStance, MembershipRole, RecognitionStatus, Stance, Verdict, VoteChoice } from "@kosovonato/client/recognitions/v1";
import { Readiness } from "@kosovonato/client/milestones/v1";
import { BlockingRole, ProgressKind, type GetCountryProfileResponse } from "@kosovonato/client/recommendations/v1";
import { idOf } from "../resource-names.ts";

type FactRow = {
  fact: string;
  name: string;
  date: string;
  value: string;
  detail: string;
};

export function factRows(of: GetCountryProfileResponse): FactRow[] {
  const recognition = of.recognition?.recognition;
  const row = (fact: string, name: string, value: string, date = "", detail = ""): FactRow => ({ fact, name, date, value, detail });
  return [
    row(
      "recognition",
      recognition?.name ?? "",
      RecognitionStatus[recognition?.status ?? RecognitionStatus.UNSPECIFIED],
      recognition?.recognizedOn,
    ),
    ...(recognition?.acts ?? []).map((act) => row("act", `${recognition!.name} ${act.id}`, ActKind[act.kind], act.date || act.attestedOn)),
    ...of.votes.map((one) => row("vote", one.ballot, VoteChoice[one.choice], one.date, RecognitionStatus[one.recognitionStatus])),
    ...of.decisions.map((one) =>
      row(
        "decision",
        `${idOf(one.organization)} ${one.decision}`,
        Verdict[one.verdict?.verdict ?? Verdict.UNSPECIFIED],
        "",
        `${CountedStance[one.stance?.countedStance ?? CountedStance.UNSPECIFIED]} ${BlockingRole[one.blockingRole]}`,
      ),
    ),
    ...of.positions.map((one) =>
      row("position", one.position?.name ?? "", Stance[one.stance], one.position?.stances.at(-1)?.validFrom),
    ),
    ...of.memberships.map((one) =>
      row("membership", one.membership?.name ?? "", MembershipRole[one.role], one.membership?.periods.at(-1)?.validFrom),
    ),
    ...of.milestones.map((one) => row("milestone", one.milestone, Readiness[one.readiness], "", one.missing ? "missing" : "")),
    ...of.recommendations.map((one) =>
      row(
        "recommendation",
        one.recommendation,
        ProgressKind[one.progress?.kind ?? ProgressKind.UNSPECIFIED],
        "",
        one.missing ? "missing" : "",
      ),
    ),
  ];
}

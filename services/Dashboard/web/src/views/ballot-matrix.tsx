// The choices in one ballot against the recognition of each state on that day.
import { choiceLabel, choices, choiceTone } from "../ballot-labels.ts";
import { StateLinks, StatusTag } from "../components.tsx";
import type { Ballot, RecognitionStatus } from "@kosovonato/client/recognitions/v1";
import { capital, statuses, statusLabel, statusTone } from "../labels.ts";
import { t } from "../messages.ts";

export function BallotMatrix({
  ballot,
  statusOf,
  opposedBySubject,
}: {
  ballot: Ballot;
  statusOf: (code: string) => RecognitionStatus;
  opposedBySubject: boolean;
}) {
  const columns = choices.filter((choice) => ballot.choices.some((one) => one.choice === choice));
  const rows = statuses.filter((status) => ballot.choices.some((one) => statusOf(one.state) === status));
  return (
    <div class="wide" tabIndex={0} role="region" aria-label={t("votes.on.day")}>
      <table class="list matrix">
        <thead>
          <tr>
            <th scope="col">{t("votes.status")}</th>
            {columns.map((choice) => (
              <th key={choice} scope="col">
                <StatusTag tone={choiceTone(choice, opposedBySubject)}>{capital(choiceLabel[choice])}</StatusTag>
              </th>
            ))}
            <th scope="col">{t("votes.total")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((status) => {
            const voters = ballot.choices.filter((one) => statusOf(one.state) === status);
            return (
              <tr key={status}>
                <th scope="row">
                  <StatusTag tone={statusTone[status]}>{statusLabel[status]}</StatusTag>
                </th>
                {columns.map((choice) => {
                  const codes = voters.filter((one) => one.choice === choice).map((one) => one.state);
                  return (
                    <td key={choice}>
                      {codes.length === 0 ? (
                        <span class="soft">–</span>
                      ) : (
                        <>
                          <b class="figure">{codes.length}</b>
                          <StateLinks codes={codes} max={2} />
                        </>
                      )}
                    </td>
                  );
                })}
                <td>
                  <b class="figure">{voters.length}</b>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

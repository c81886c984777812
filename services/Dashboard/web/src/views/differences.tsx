// Shows the verdicts and values that assumptions change, before and after.
import type { ComponentChildren } from "preact";
import type { DecisionVerdict } from "../gen/kosovonato/recommendations/v1/reads_pb.ts";
import { StatusTag } from "../components.tsx";
import { joinFew, verdictLabel, verdictTone } from "../labels.ts";

export function VerdictDiff({ before, after, name }: { before: DecisionVerdict; after: DecisionVerdict; name: (code: string) => string }) {
  return (
    <>
      {before.verdict === after.verdict ? (
        <div class="between">
          <StatusTag tone={verdictTone[after.verdict]}>
            Still {verdictLabel[after.verdict].toLowerCase()}
            {after.blockingStates.length > 0 && ` by ${joinFew(after.blockingStates.map(name))}`}
          </StatusTag>
        </div>
      ) : (
        <BeforeAfter
          before={<StatusTag tone={verdictTone[before.verdict]}>{verdictLabel[before.verdict]}</StatusTag>}
          after={
            <StatusTag tone={verdictTone[after.verdict]}>
              <b>{verdictLabel[after.verdict]}</b>
            </StatusTag>
          }
        />
      )}
      <span class="soft">
        {[
          ...statesDiff("blocking", before.blockingStates, after.blockingStates, name),
          ...statesDiff("unknown", before.unknownStates, after.unknownStates, name),
        ].join("; ")}
      </span>
    </>
  );
}

function statesDiff(what: string, before: readonly string[], after: readonly string[], name: (code: string) => string): string[] {
  const gone = before.filter((code) => !after.includes(code)).map(name);
  const come = after.filter((code) => !before.includes(code)).map(name);
  return [
    ...(gone.length > 0 ? [`no longer ${what}: ${joinFew(gone)}`] : []),
    ...(come.length > 0 ? [`newly ${what}: ${joinFew(come)}`] : []),
  ];
}

export function BeforeAfter({ before, after }: { before: ComponentChildren; after: ComponentChildren }) {
  return (
    <div class="between">
      <span>{before}</span> <span aria-label="becomes">→</span> <span>{after}</span>
    </div>
  );
}

// Every ballot as a matrix against recognition on its day: the states as rows, the ballots as columns.
import { useMemo } from "preact/hooks";
import { timePointOf, useList, useQuery, useRoute } from "../app.ts";
import { choiceLabel, choiceTone } from "../ballot-labels.ts";
import { Export, PatternSwatch, QueryStatus, StatusTag, useNames } from "../components.tsx";
import { search, searchable } from "../country-search.ts";
import { formatDate } from "../dates.ts";
import { RecognitionStatus, VoteChoice, type Ballot, type Question } from "@kosovonato/client/recognitions/v1";
import { capital, decisionLabel, statusLabel, statusTone } from "../labels.ts";
import { lists } from "../lists.ts";
import { compareTexts, t } from "../messages.ts";
import { here, toCountry } from "../router.ts";
import { matrixOf, type MatrixCell, type MatrixRow } from "../vote-matrix.ts";

const filters = {
  supported: (row: MatrixRow) => row.supportedUnrecognized > 0,
  unsupported: (row: MatrixRow) => row.unsupportedRecognized > 0,
  all: () => true,
};
type Filter = keyof typeof filters;

export function VoteMatrix({ ballots }: { ballots: readonly { ballot: Ballot; question: Question }[] }) {
  const route = useRoute();
  const point = timePointOf(route);
  const name = useNames();
  const states = useList("state");
  const { only = "", q = "" } = route.params;
  const filter: Filter = only in filters ? (only as Filter) : "supported";
  const columns = ballots.filter(({ ballot }) => ballot.choices.length > 0);
  const days = columns.map(({ ballot }) => ballot.date);
  const query = useQuery(`recognitions on ${days.join()} ${point.knownAt}`, ["recognitions"], (signal) =>
    Promise.all(days.map((asOf) => lists.recognition.list({ asOf, knownAt: point.knownAt }, signal))),
  );
  const rows = useMemo(
    () =>
      query.value && !query.outdated
        ? matrixOf(columns.map((one, i) => ({ ...one, recognitions: query.value![i] ?? [] })))
        : [],
    [query.value, query.outdated, ballots],
  );
  const index = useMemo(() => searchable(states), [states]);
  const found = new Set(q === "" ? [] : search(index, q));
  const shown = rows
    .filter((row) => filters[filter](row) && (q === "" || found.has(row.state)))
    .sort((a, b) => compareTexts(name(a.state), name(b.state)));
  const set = (params: Record<string, string>) => {
    history.replaceState(null, "", here(route, params));
    dispatchEvent(new HashChangeEvent("hashchange"));
  };
  return (
    <section aria-labelledby="matrix" aria-busy={query.loading}>
      <h2 id="matrix" tabIndex={-1}>
        {t("votes.matrix")}
      </h2>
      <p class="soft">{t("votes.matrix.how")}</p>
      <div class="filters">
        <label>
          {t("votes.matrix.show")}{" "}
          <select value={filter} onChange={(event) => set({ only: event.currentTarget.value })}>
            <option value="supported">{t("votes.matrix.supported")}</option>
            <option value="unsupported">{t("votes.matrix.unsupported")}</option>
            <option value="all">{t("votes.matrix.all")}</option>
          </select>
        </label>
        <label>
          {t("votes.state")} <input type="search" value={q} onInput={(event) => set({ q: event.currentTarget.value })} />
        </label>
        <span class="soft" role="status">
          {query.value ? t("votes.matrix.count", { count: shown.length, total: rows.length }) : ""}
        </span>
        <Export
          name="votes-by-state"
          rows={() => shown.flatMap((row) => row.cells.map((cell, i) => rowOf(row, cell, columns[i]!.ballot)))}
        />
      </div>
      <QueryStatus query={query} what={t("votes.matrix.what")} />
      {shown.length > 0 && (
        <div class="wide tall" tabIndex={0} role="region" aria-label={t("votes.matrix.table")}>
          <table class="list vote-matrix">
            <thead>
              <tr>
                <th scope="col">{t("votes.state")}</th>
                {columns.map(({ ballot, question }) => (
                  <th key={ballot.name} scope="col">
                    <a href={here(route, { ballot: ballot.name, at: "" })}>
                      {name(question.organization)}: {decisionLabel(question.decision)}
                    </a>
                    <br />
                    <span class="soft">{formatDate(ballot.date)}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.state}>
                  <th scope="row">
                    <a href={toCountry(route, row.state)}>{name(row.state)}</a>
                  </th>
                  {row.cells.map((cell, i) => (
                    <td key={columns[i]!.ballot.name}>
                      {cell ? <Cell of={cell} opposedBySubject={columns[i]!.question.opposedBySubject} /> : <span class="soft">–</span>}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {query.value && shown.length === 0 && <p class="empty">{t("votes.matrix.none")}</p>}
    </section>
  );
}

function Cell({ of: { choice, status }, opposedBySubject }: { of: MatrixCell; opposedBySubject: boolean }) {
  return (
    <>
      <StatusTag tone={choiceTone(choice, opposedBySubject)}>{capital(choiceLabel[choice])}</StatusTag>
      <span class="soft then">
        <PatternSwatch tone={statusTone[status]} /> {statusLabel[status]}
      </span>
    </>
  );
}

const rowOf = (row: MatrixRow, cell: MatrixCell | undefined, ballot: Ballot) => ({
  state: row.state,
  ballot: ballot.name,
  date: ballot.date,
  choice: cell ? VoteChoice[cell.choice] : "",
  recognition_on_that_day: cell ? RecognitionStatus[cell.status] : "",
});

// Recognition by state: as a map, as a table, and as counts under each counting rule.
import { useEffect, useMemo } from "preact/hooks";
import { timePointOf, useList, useResources, useRoute } from "../app.ts";
import { formatDate, today } from "../dates.ts";
import { Confidence } from "@kosovonato/client/evidence/v1";
import { MembershipRole, RecognitionStatus, type Membership, type Recognition } from "@kosovonato/client/recognitions/v1";
import { compareTexts, currentLanguage, stateName, t } from "../messages.ts";
import {
  Counts,
  LastChange,
  ruleOf,
  shownOrganizations,
  statusCounts,
  subject,
  useByState,
  useCounts,
  useLastChange,
} from "../recognition-counts.tsx";
import { Legend, RegionMap, WorldMap } from "../world-map.tsx";
import { idOf } from "../resource-names.ts";
import { here, to } from "../router.ts";
import { DateText, Empty, QueryStatus, ResourceLink, StatusTag, ViewHeader } from "../components.tsx";
import { confidenceLabel, statuses, statusLabel, statusTone } from "../labels.ts";

// Other views show the counts, too.
export { Counts, shownOrganizations, statusCounts, useByState, useCounts };

export function memberOn(membership: Membership, day: string): boolean {
  return membership.periods.some(
    ({ role, validFrom, validTo, attestedOn }) =>
      role === MembershipRole.MEMBER &&
      (validFrom || attestedOn || "9") <= (day || "9") &&
      (validTo === "" || (day !== "" && validTo.slice(0, day.length) >= day.slice(0, validTo.length))),
  );
}

const none: readonly Membership[] = [];
const noRecognitions: readonly Recognition[] = [];

export function Recognitions() {
  const route = useRoute();
  const point = timePointOf(route);
  const { query, of } = useByState(point);
  const states = useList("state");
  const organizations = useList("organization");
  const last = useLastChange(point.asOf, of, query.value ?? noRecognitions);
  // On a day in the past, the map emphasizes what changed last.
  const changed = point.asOf === "" ? undefined : last.codes;
  // Memberships of all days: whether a state was a member on a day is computed here, because a date can be unknown.
  const memberships = useResources("membership", { asOf: "", knownAt: point.knownAt }).value ?? none;
  const { q = "", status = "", org = "", counted = "", sort = "state" } = route.params;
  const counts = useCounts(point);
  const rule = counts.value?.byRule.find((one) => ruleOf(one) === counted);
  const counting = counted !== "" && counts.value === undefined;
  // A count links to its states, which are below the map.
  useEffect(() => {
    const heading = org === "" && counted === "" ? null : document.getElementById("states");
    if (heading && heading.getBoundingClientRect().top > innerHeight / 2) {
      requestAnimationFrame(() => heading.scrollIntoView());
    }
  }, [org, counted, query.value === undefined]);
  const rows = useMemo(() => {
    const members = new Map(
      shownOrganizations.map((organization) => [
        organization,
        new Set(
          memberships.filter((one) => one.name.startsWith(`${organization}/`) && memberOn(one, point.asOf)).map((one) => idOf(one.name)),
        ),
      ]),
    );
    return states
      .filter((state) => state.name !== `states/${subject}`)
      .map((state) => {
        const code = idOf(state.name);
        const recognition = of.get(code);
        return {
          code,
          state: stateName(code, state.displayName),
          status: recognition?.status ?? RecognitionStatus.UNSPECIFIED,
          recognized_on: recognition?.recognizedOn ?? "",
          withdrawn_on: recognition?.withdrawnOn ?? "",
          relations_on: recognition?.diplomaticRelationsOn ?? "",
          contested: recognition?.contested ?? false,
          member_of: shownOrganizations.filter((organization) => members.get(organization)?.has(code)).map(idOf),
          confidence: recognition?.evidence?.confidence ?? Confidence.UNSPECIFIED,
          name: recognition?.name ?? "",
        };
      });
  }, [states, memberships, of, point.asOf, currentLanguage()]);
  const shown = rows
    .filter(
      (row) =>
        (q === "" || `${row.state} ${row.code}`.toLowerCase().includes(q.toLowerCase())) &&
        (status === "" || String(row.status) === status) &&
        (org === "" || row.member_of.includes(org)) &&
        (counted === "" || (rule?.recognizingStates.includes(row.code) ?? false)),
    )
    .sort(
      (a, b) =>
        (sort === "date"
          ? (a.recognized_on || "9").localeCompare(b.recognized_on || "9")
          : sort === "status"
            ? statuses.indexOf(a.status) - statuses.indexOf(b.status)
            : 0) || compareTexts(a.state, b.state),
    );
  const set = (params: Record<string, string>) => {
    history.replaceState(null, "", here(route, params));
    dispatchEvent(new HashChangeEvent("hashchange"));
  };
  const column = (id: string, words: string) => (
    <th scope="col" aria-sort={sort === id ? "ascending" : undefined}>
      <a href={here(route, { sort: id })}>
        {words}
        {sort === id && <span aria-hidden="true"> ↑</span>}
      </a>
    </th>
  );
  return (
    <>
      <ViewHeader
        title={t("recognition.title")}
        name="recognition"
        lead={t("recognition.lead")}
        rows={() =>
          shown.map((row) => ({
            ...row,
            status: statusLabel[row.status],
            member_of: row.member_of.join(" "),
            confidence: confidenceLabel[row.confidence],
          }))
        }
      />
      <Counts query={counts} />
      <p>
        <a class="more" href={to(route, "charts")}>
          {t("charts.counts")}
        </a>
      </p>
      <QueryStatus query={query} what={t("overview.the-recognitions")} />
      {query.value && (
        <>
          {point.asOf !== "" && <LastChange last={last} of={of} />}
          <div class="maps" aria-busy={query.loading}>
            <WorldMap of={of} changed={changed} day={point.asOf || today()} />
            <RegionMap region="europe" of={of} changed={changed} />
            <RegionMap region="northAmerica" of={of} changed={changed} />
          </div>
          <Legend counts={statusCounts(states, of)} />
          <h2 id="states">{t("recognition.all-states")}</h2>
          <div class="filters" role="search">
            <label>
              {t("recognition.name")} <input type="search" value={q} onInput={(event) => set({ q: event.currentTarget.value })} />
            </label>
            <label>
              {t("recognition.status")}{" "}
              <select value={status} onChange={(event) => set({ status: event.currentTarget.value })}>
                <option value="">{t("recognition.all")}</option>
                {statuses.map((one) => (
                  <option key={one} value={one}>
                    {statusLabel[one]}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {t("recognition.member-of")}{" "}
              <select value={org} onChange={(event) => set({ org: event.currentTarget.value })}>
                <option value="">{t("recognition.any-or-none")}</option>
                <option value="nato">{t("recognition.nato")}</option>
                <option value="eu">{t("recognition.eu")}</option>
                <option value="adriatic-charter">{t("recognition.adriatic-charter")}</option>
              </select>
            </label>
            <label>
              {t("recognition.counted-by")}{" "}
              <select value={counted} onChange={(event) => set({ counted: event.currentTarget.value })}>
                <option value="">{t("recognition.any-rule")}</option>
                {(counts.value?.byRule ?? []).map((one) => (
                  <option key={ruleOf(one)} value={ruleOf(one)}>
                    {one.countingRule?.displayName}
                  </option>
                ))}
              </select>
            </label>
            {!counting && (
              <span class="soft" role="status">
                {t("recognition.shown", { count: shown.length, total: rows.length })}
              </span>
            )}
          </div>
          {counting ? null : shown.length === 0 ? (
            <Empty>{t("recognition.none")}</Empty>
          ) : (
            <div class="wide" tabIndex={0} role="region" aria-label={t("recognition.table")}>
              <table class="list">
                <thead>
                  <tr>
                    {column("state", t("recognition.state"))}
                    {column("status", t("recognition.status"))}
                    {column("date", t("recognition.recognized"))}
                    <th scope="col">{t("recognition.withdrawal")}</th>
                    <th scope="col">{t("recognition.member-of")}</th>
                    <th scope="col">{t("recognition.confidence")}</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((row) => (
                    <tr key={row.code}>
                      <th scope="row">
                        {row.name ? <ResourceLink name={row.name}>{row.state}</ResourceLink> : row.state}{" "}
                        <span class="code">{row.code}</span>
                      </th>
                      <td>
                        <StatusTag tone={statusTone[row.status]}>{statusLabel[row.status]}</StatusTag>
                        {row.contested && <span class="soft"> · {t("recognition.contested")}</span>}
                      </td>
                      <td>{row.recognized_on ? <DateText date={row.recognized_on} /> : <span class="soft">–</span>}</td>
                      <td>{row.withdrawn_on ? <DateText date={row.withdrawn_on} /> : <span class="soft">–</span>}</td>
                      <td>
                        {row.member_of.map((id) => organizations.find((one) => idOf(one.name) === id)?.shortName).join(", ") || (
                          <span class="soft">–</span>
                        )}
                      </td>
                      <td class="soft words">{row.name ? confidenceLabel[row.confidence] : t("recognition.no-record")}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
      {point.asOf && (
        <p class="soft">
          {t("recognition.partial-dates", { date: formatDate(point.asOf) })}
        </p>
      )}
    </>
  );
}

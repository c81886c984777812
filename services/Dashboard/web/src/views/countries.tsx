// All countries, found by name or code. An address with a code shows that country alone.
import { useMemo } from "preact/hooks";
import { timePointOf, useList, useRoute } from "../app.ts";
import { Empty, QueryStatus, StatusTag, useNames, ViewHeader } from "../components.tsx";
import { search, searchable } from "../country-search.ts";
import { RecognitionStatus } from "@kosovonato/client/recognitions/v1";
import { statusLabel, statusTone } from "../labels.ts";
import { compareTexts, t } from "../messages.ts";
import { here, toCountry } from "../router.ts";
import { Country } from "./country.tsx";
import { useByState } from "./recognitions.tsx";

/** The state that the recognitions are about. It has no relation to itself. */
const subject = "XK";

export function Countries() {
  const { id = "" } = useRoute();
  return id === "" ? <CountryList /> : <Country key={id} code={id.toUpperCase()} />;
}

function CountryList() {
  const route = useRoute();
  const name = useNames();
  const states = useList("state");
  const { query, of } = useByState(timePointOf(route));
  const { q = "" } = route.params;
  const index = useMemo(() => searchable(states.filter((one) => one.name !== `states/${subject}`)), [states]);
  const found = search(index, q);
  if (q === "") {
    found.sort((a, b) => compareTexts(name(a), name(b)));
  }

  const statusOf = (code: string) => of.get(code)?.status ?? RecognitionStatus.UNSPECIFIED;
  return (
    <>
      <ViewHeader
        title={t("country.list.title")}
        name="countries"
        lead={t("country.list.lead")}
        rows={() => found.map((code) => ({ code, country: name(code), recognition: statusLabel[statusOf(code)] }))}
      />
      <form
        class="filters"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (q !== "" && found[0] !== undefined) {
            location.hash = toCountry(route, found[0]);
          }
        }}
      >
        <label>
          {t("country.search")}{" "}
          <input
            type="search"
            value={q}
            autocomplete="off"
            spellcheck={false}
            aria-describedby="search-hint"
            onInput={(event) => {
              // Not a step of the browser's history for each letter.
              history.replaceState(null, "", here(route, { q: event.currentTarget.value }));
              dispatchEvent(new HashChangeEvent("hashchange"));
            }}
          />
        </label>
        <span class="soft" role="status">
          {t("country.found", { count: found.length })}
        </span>
        <span class="soft" id="search-hint">
          {t("country.search.hint")}
        </span>
      </form>
      <QueryStatus query={query} what={t("country.list.what")} />
      {found.length === 0 && <Empty>{t("country.none")}</Empty>}
      {query.value && (
        <ul class="plain country-list" aria-busy={query.loading}>
          {found.map((code) => (
            <li key={code}>
              <a href={toCountry(route, code)}>{name(code)}</a> <span class="code">{code}</span>
              <br />
              <span class="soft">
                <StatusTag tone={statusTone[statusOf(code)]}>{statusLabel[statusOf(code)]}</StatusTag>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

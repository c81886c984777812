// The recorded facts on a country: its acts of recognition, positions, memberships, and partnership with Kosovo.
import { DateText, ResourceLink, Sources, StatusTag, useNames } from "../components.tsx";
import { formatDate } from "../dates.ts";
import { ClaimRank } from "@kosovonato/client/evidence/v1";
import { PartnershipKind, PartnershipStatus, type Partnership } from "@kosovonato/client/milestones/v1";
import { ActKind, Instrument, MembershipRole, Stance, StanceBasis, type Recognition } from "@kosovonato/client/recognitions/v1";
import type { CountryMembership, CountryPosition } from "@kosovonato/client/recommendations/v1";
import { capital, decisionLabel, enumLabel } from "../labels.ts";
import { t } from "../messages.ts";
import { useOrganizationNames } from "../organizations.ts";
import { titleOf } from "../titles.ts";
import { useStore } from "../app.ts";

export function RecognitionActs({ code, of }: { code: string; of: Recognition | undefined }) {
  const name = useNames();
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">{t("country.acts")}</h2>
      {of === undefined ? (
        <p class="soft">{t("country.no.recognition", { country: name(code) })}</p>
      ) : (
        <>
          <p>
            <ResourceLink name={of.name}>{t("country.recognition.record")}</ResourceLink>
            {of.contested && <span class="soft"> · {t("country.contested")}</span>}
            {of.diplomaticRelationsOn !== "" && (
              <span class="soft"> · {t("country.relations", { date: formatDate(of.diplomaticRelationsOn) })}</span>
            )}
          </p>
          {of.acts.length === 0 ? (
            <>
              <p class="soft">{t("country.no.acts")}</p>
              <Sources evidence={of.evidence} />
            </>
          ) : (
            <ol class="plain facts">
              {of.acts.map((act) => (
                <li key={act.id} class={act.retracted ? "retracted" : ""}>
                  <DateText date={act.date || act.attestedOn} /> <b>{capital(enumLabel(ActKind, act.kind))}</b>
                  <span class="soft">
                    {act.instrument !== Instrument.UNSPECIFIED && ` · ${enumLabel(Instrument, act.instrument)}`}
                    {act.rank === ClaimRank.NORMAL && ` · ${t("country.act.competing")}`}
                    {act.retracted && ` · ${t("country.act.retracted")}`}
                  </span>
                  <Sources evidence={act.evidence} />
                </li>
              ))}
            </ol>
          )}
        </>
      )}
    </section>
  );
}

export function Positions({ of }: { of: readonly CountryPosition[] }) {
  const organization = useOrganizationNames();
  return (
    <section aria-labelledby="positions">
      <h2 id="positions">{t("country.positions")}</h2>
      {of.length === 0 && <p class="soft">{t("country.no.positions")}</p>}
      <ul class="plain facts">
        {of.map(({ position, organization: by, decision, stance }) =>
          position === undefined ? null : (
            <li key={position.name}>
              <ResourceLink name={position.name}>
                {organization(by)}: {decisionLabel(decision)}
              </ResourceLink>
              {stance === Stance.UNSPECIFIED && <span class="soft"> · {t("country.position.ended")}</span>}
              {position.stances.map((period) => (
                <div key={period.validFrom}>
                  <DateText date={period.validFrom} /> {enumLabel(Stance, period.stance)}{" "}
                  <span class="soft">({enumLabel(StanceBasis, period.basis)})</span>
                  {period.condition !== "" && <span class="soft"> {period.condition}</span>}
                  <Sources evidence={period.evidence} />
                </div>
              ))}
            </li>
          ),
        )}
      </ul>
    </section>
  );
}

export function Memberships({ of }: { of: readonly CountryMembership[] }) {
  const organization = useOrganizationNames();
  const parent = (membership: string) => membership.split("/").slice(0, 2).join("/");
  return (
    <section aria-labelledby="memberships">
      <h2 id="memberships">{t("country.memberships")}</h2>
      {of.length === 0 && <p class="soft">{t("country.no.memberships")}</p>}
      <ul class="plain facts">
        {of.map(({ membership, role, unknown }) =>
          membership === undefined ? null : (
            <li key={membership.name}>
              <ResourceLink name={membership.name}>{organization(parent(membership.name))}</ResourceLink>{" "}
              <span class="soft">
                {unknown
                  ? t("country.membership.unknown")
                  : role === MembershipRole.UNSPECIFIED
                    ? t("country.membership.ended", { date: formatDate(membership.periods.at(-1)?.validTo ?? "") })
                    : sinceText(role, membership.periods.at(-1)?.validFrom ?? "")}
              </span>
            </li>
          ),
        )}
      </ul>
    </section>
  );
}

const sinceText = (role: MembershipRole, from: string): string =>
  from === ""
    ? enumLabel(MembershipRole, role)
    : t("country.membership.since", { role: enumLabel(MembershipRole, role), date: formatDate(from) });

/** A partnership of Kosovo with the country, for example of its armed forces. Nothing if none is recorded. */
export function PartnershipOf({ of }: { of: Partnership | undefined }) {
  const store = useStore();
  return of === undefined ? null : (
    <section aria-labelledby="partnership">
      <h2 id="partnership">{t("country.partnership")}</h2>
      <p>
        <ResourceLink name={of.name}>{titleOf(store, of.name)}</ResourceLink>{" "}
        <StatusTag tone={of.status === PartnershipStatus.ACTIVE ? "yes" : "none"}>
          {capital(enumLabel(PartnershipStatus, of.status))}
        </StatusTag>{" "}
        <span class="soft">
          {enumLabel(PartnershipKind, of.kind)} · {t("country.activities", { count: of.activities.length })}
        </span>
      </p>
      <Sources evidence={of.evidence} />
    </section>
  );
}

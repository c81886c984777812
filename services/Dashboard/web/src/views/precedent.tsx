// The time that one country took, with the steps in between.
import { dateRange, formatDate, formatDays } from "../dates.ts";
import type { Precedent, PrecedentBenchmark } from "@kosovonato/client/milestones/v1";
import { fillOf, ResourceLink } from "../components.tsx";
import { stepLabel } from "../labels.ts";
import { joinAnd, t } from "../messages.ts";

const day = 86_400_000;

export function PrecedentBar({
  of,
  precedent,
  label,
  percent,
  longest,
  asOf,
}: {
  of: PrecedentBenchmark;
  precedent: Precedent | undefined;
  label: string;
  percent: (days: number) => string;
  longest: number;
  /** The day of the view; empty for today. */
  asOf: string;
}) {
  const began = dateRange(of.fromDate)?.[0] ?? 0;
  const after = (date: string) => ((dateRange(date)?.[0] ?? began) - began) / day;
  const between = (precedent?.steps ?? []).filter((step) => after(step.date) > 0 && after(step.date) < of.days);
  const took = of.incomplete ? t("precedents.so-far", { duration: formatDays(of.days) }) : formatDays(of.days);
  const until = of.incomplete ? (asOf === "" ? t("precedents.now") : formatDate(asOf)) : formatDate(of.toDate);
  return (
    <li class="took-by">
      <div class="who">
        <ResourceLink name={`precedents/${of.state}`}>{label}</ResourceLink>{" "}
        <b class="num">
          {took}
        </b>
      </div>
      <svg class="strip tall" height="30" role="img" aria-label={t("precedents.bar", { state: label, took })}>
        {Array.from({ length: Math.floor(longest / 1826.25) }, (_, i) => (
          <line key={i} class="grid" x1={percent((i + 1) * 1826.25)} x2={percent((i + 1) * 1826.25)} y1="0" y2="30" />
        ))}
        <rect class={of.incomplete ? "ongoing" : "took"} x="0" width={percent(of.days)} y="6" height="18" />
        {of.blockedPeriods.map((blocked) => (
          <rect
            key={blocked.validFrom}
            class="blocked"
            fill={fillOf("no")}
            x={percent(after(blocked.validFrom))}
            width={percent(blocked.days)}
            y="6"
            height="18"
          >
            <title>
              {t("precedents.blocked-period", { from: formatDate(blocked.validFrom), to: formatDate(blocked.validTo) })}
            </title>
          </rect>
        ))}
        {between.map((step) => (
          <line key={step.step} class="tick" x1={percent(after(step.date))} x2={percent(after(step.date))} y1="3" y2="27">
            <title>
              {t("precedents.step-on", { step: stepLabel(step.step), date: formatDate(step.date) })}
            </title>
          </line>
        ))}
      </svg>
      <div class="soft">
        {[
          t("precedents.period", { from: formatDate(of.fromDate), to: until }),
          ...(of.skippedSteps.length > 0 ? [t("precedents.skipped", { steps: joinAnd(of.skippedSteps.map(stepLabel)) })] : []),
          ...of.blockedPeriods.map((blocked) => t("precedents.blocked-for", { duration: formatDays(blocked.days) })),
        ].join("; ")}
      </div>
    </li>
  );
}

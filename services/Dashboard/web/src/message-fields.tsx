// Shows the fields of any message of the contracts, with their sources.
import { isFieldSet, ScalarType, type DescField, type DescMessage, type Message } from "@bufbuild/protobuf";
import { timestampMs, type Timestamp } from "@bufbuild/protobuf/wkt";
import type { ComponentChildren } from "preact";
import { useStore } from "./app.ts";
import { criterionText } from "./criterion-text.ts";
import { formatDate, formatTime } from "./dates.ts";
import type { Criterion } from "@kosovonato/client/criteria/v1";
import { ClaimRank, type Correction, type DateClaim, type Evidence } from "@kosovonato/client/evidence/v1";
import { DependencyBasis, type AccessionStep } from "@kosovonato/client/milestones/v1";
import { RecognitionStatus } from "@kosovonato/client/recognitions/v1";
import { DateText, ResourceLink, Sources, useNames } from "./components.tsx";
import { capital, decisionLabel, dependencyLabel, enumLabel, statusLabel, stepLabel, toWords } from "./labels.ts";
import { english } from "./messages/en.ts";
import { t, type MessageKey } from "./messages.ts";
import { Attribution, Recorded } from "./recorded.tsx";
import { titleOf } from "./titles.ts";

/** Fields that hold the code of a state or a resource name, and are shown as text. */
const named = new Set([
  "recognizer",
  "subject",
  "state",
  "host",
  "party",
  "partner",
  "origin",
  "assessorName",
  "addressee",
  "organization",
  "electorateOrganization",
  "blockingStates",
  "missing",
  "unknown",
]);
/** Fields that hold a resource name, and are shown as a link. */
const linked = new Set(["source", "milestone", "waitingFor", "document", "parentRecommendation", "supersededBy", "track", "centre"]);
const dates = /^(date|period|validFrom|validTo|.*On)$/;

/** The set fields of a message, in the order of the contract. */
export function MessageFields({ schema, message, top = false }: { schema: DescMessage; message: Message; top?: boolean }) {
  const shown = schema.fields.filter(
    (field) =>
      isFieldSet(message, field) &&
      !(top && ["name", "etag"].includes(field.localName)) &&
      field.localName !== "id" &&
      field.localName !== "evidence",
  );
  const evidence = schema.fields.find((field) => field.localName === "evidence");
  return (
    <>
      <dl class="fields">
        {shown.map((field) => (
          <div key={field.number} class={field.fieldKind === "list" && field.listKind === "message" ? "many" : ""}>
            <dt>{fieldLabel(field)}</dt>
            <dd>
              <FieldValue field={field} message={message} />
            </dd>
          </div>
        ))}
      </dl>
      {evidence && isFieldSet(message, evidence) && <Sources evidence={(message as unknown as { evidence: Evidence }).evidence} />}
    </>
  );
}

/** The label of a field. Some have names that are not clear enough for a reader, and therefore a text of their own. */
function fieldLabel({ localName, name }: DescField): string {
  const key = `field.${localName}`;
  return key in english ? t(key as MessageKey) : capital(toWords(name));
}

function FieldValue({ field, message }: { field: DescField; message: Message }) {
  const value = (message as unknown as Record<string, unknown>)[field.localName] ?? oneofValue(field, message);
  switch (field.fieldKind) {
    case "list":
      return field.listKind === "message" ? (
        <ul class="plain parts">
          {(value as Message[]).map((one, i) => (
            <li key={i}>
              <MessageValue schema={field.message} message={one} />
            </li>
          ))}
        </ul>
      ) : (
        <>
          {(value as unknown[]).map((one, i) => (
            <span key={i}>
              {i > 0 && ", "}
              <ScalarValue field={field} value={one} />
            </span>
          ))}
        </>
      );
    case "message":
      return <MessageValue schema={field.message} message={value as Message} />;
    case "map":
      return <>{JSON.stringify(value)}</>;
    default:
      return <ScalarValue field={field} value={value} />;
  }
}

function oneofValue(field: DescField, message: Message): unknown {
  return field.oneof && (message as unknown as Record<string, { value?: unknown }>)[field.oneof.localName]?.value;
}

function MessageValue({ schema, message }: { schema: DescMessage; message: Message }) {
  const name = useNames();
  switch (schema.typeName) {
    case "kosovonato.evidence.v1.Evidence":
      return <Sources evidence={message as Evidence} />;
    case "kosovonato.criteria.v1.Criterion":
      return <>{criterionText(message as Criterion, name)}</>;
    case "google.protobuf.Timestamp":
      return <>{formatTime(timestampMs(message as Timestamp))}</>;
    case "kosovonato.evidence.v1.Correction": {
      const { field, oldValue, newValue, reason, correctedBy, correctedAt } = message as Correction;
      return (
        <>
          <code>{field}</code>: <del>{oldValue || t("field-value.empty")}</del> → <ins>{newValue || t("field-value.empty")}</ins>
          <br />
          <span class="soft">
            <Attribution actor={correctedBy} reason={reason} />
            {correctedAt && `, ${formatTime(timestampMs(correctedAt))}`}
          </span>
        </>
      );
    }
    case "kosovonato.evidence.v1.DateClaim": {
      const { date, rank, note, evidence } = message as DateClaim;
      return (
        <>
          <DateText date={date} />{" "}
          <span class="soft">
            {t(rank === ClaimRank.DEPRECATED ? "field-value.corrected" : "field-value.competing")}
            {note && (
              <>
                ; <Recorded>{note}</Recorded>
              </>
            )}
          </span>
          <Sources evidence={evidence} />
        </>
      );
    }
    default:
      return <MessageFields schema={schema} message={message} />;
  }
}

function ScalarValue({ field, value }: { field: DescField; value: unknown }): ComponentChildren {
  const name = useNames();
  const store = useStore();
  if (field.enum) {
    const type = field.enum.typeName.split(".").at(-1);
    const label =
      type === "RecognitionStatus"
        ? statusLabel[value as RecognitionStatus]
        : type === "DependencyBasis"
          ? dependencyLabel[value as DependencyBasis]
          : type === "AccessionStep"
            ? stepLabel(value as AccessionStep)
            : enumLabel(Object.fromEntries(field.enum.values.map((one) => [one.number, one.localName])), value as number);
    return <>{label}</>;
  }

  if (field.scalar === ScalarType.BOOL) {
    return <>{t(value ? "shared.yes" : "shared.no")}</>;
  }

  if (typeof value !== "string") {
    return <>{String(value)}</>;
  }

  if (dates.test(field.localName) && /^\d{4}(-\d\d){0,2}$/.test(value)) {
    return <>{formatDate(value)}</>;
  }

  if (/^https?:\/\//.test(value)) {
    return (
      <a href={value} rel="noreferrer noopener" target="_blank">
        {value}
      </a>
    );
  }

  if (linked.has(field.localName)) {
    return <ResourceLink name={value}>{titleOf(store, value)}</ResourceLink>;
  }

  const words = named.has(field.localName)
    ? name(value)
    : field.localName === "decision"
      ? decisionLabel(value)
      : field.localName === "electorate" || /^[A-Z]+(_[A-Z]+)+$/.test(value)
        ? toWords(value)
        : undefined;
  return words ?? <Recorded>{value}</Recorded>;
}

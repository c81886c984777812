// Draws the fields of any message of the contract, with who says so.
import { isFieldSet, ScalarType, type DescField, type DescMessage, type Message } from "@bufbuild/protobuf";
import { timestampMs, type Timestamp } from "@bufbuild/protobuf/wkt";
import type { ComponentChildren } from "preact";
import { useStore } from "./app.ts";
import { criterionWords } from "./criterion.ts";
import { dateWords, timeWords } from "./dates.ts";
import type { Criterion } from "./gen/kosovonato/criteria/v1/criteria_pb.ts";
import type { Correction, DateClaim, Evidence } from "./gen/kosovonato/evidence/v1/evidence_pb.ts";
import { ClaimRank } from "./gen/kosovonato/evidence/v1/evidence_pb.ts";
import { DependencyBasis, type AccessionStep } from "./gen/kosovonato/milestones/v1/resources_pb.ts";
import { RecognitionStatus } from "./gen/kosovonato/recognitions/v1/resources_pb.ts";
import { Date_, Fact, Sources, useNames } from "./ui.tsx";
import { capital, decisionWords, dependencyWords, plain, statusWords, stepWords, valueWords } from "./words.ts";
import { titleOf } from "./titles.ts";

const codes = new Set([
  "recognizer",
  "subject",
  "state",
  "host",
  "party",
  "partner",
  "ref",
  "by",
  "addressee",
  "organization",
  "blockers",
  "missing",
  "unknown",
]);
const resources: Record<string, string> = {
  source: "sources",
  milestone: "milestones",
  waitingFor: "milestones",
  document: "documents",
  parent: "recommendations",
  track: "tracks",
  centre: "centres",
};
/** What a field is called where its own name says too little to a reader. */
const labels: Record<string, string> = {
  seedWording: "Wording in the paper",
  alpha3: "Three letters",
  alpha2: "Two letters",
  numeric: "Number (ISO 3166)",
  countedByThirdParties: "Counted by third parties",
  ref: "About",
};
const dates = /^(date|on|from|to|period|published|.*On)$/;

/** The fields of any message of the contract that are set, in its own order. */
export function Fields({ schema, message, top = false }: { schema: DescMessage; message: Message; top?: boolean }) {
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
            <dt>{labels[field.localName] ?? capital(plain(field.name))}</dt>
            <dd>
              <Value field={field} message={message} />
            </dd>
          </div>
        ))}
      </dl>
      {evidence && isFieldSet(message, evidence) && <Sources evidence={(message as unknown as { evidence: Evidence }).evidence} />}
    </>
  );
}

function Value({ field, message }: { field: DescField; message: Message }) {
  const value = (message as unknown as Record<string, unknown>)[field.localName] ?? oneofValue(field, message);
  switch (field.fieldKind) {
    case "list":
      return field.listKind === "message" ? (
        <ul class="plain parts">
          {(value as Message[]).map((one, i) => (
            <li key={i}>
              <Part schema={field.message} message={one} />
            </li>
          ))}
        </ul>
      ) : (
        <>
          {(value as unknown[]).map((one, i) => (
            <span key={i}>
              {i > 0 && ", "}
              <Scalar field={field} value={one} />
            </span>
          ))}
        </>
      );
    case "message":
      return <Part schema={field.message} message={value as Message} />;
    case "map":
      return <>{JSON.stringify(value)}</>;
    default:
      return <Scalar field={field} value={value} />;
  }
}

function oneofValue(field: DescField, message: Message): unknown {
  return field.oneof && (message as unknown as Record<string, { value?: unknown }>)[field.oneof.localName]?.value;
}

function Part({ schema, message }: { schema: DescMessage; message: Message }) {
  const name = useNames();
  switch (schema.typeName) {
    case "kosovonato.evidence.v1.Evidence":
      return <Sources evidence={message as Evidence} />;
    case "kosovonato.criteria.v1.Criterion":
      return <>{criterionWords(message as Criterion, name)}</>;
    case "google.protobuf.Timestamp":
      return <>{timeWords(timestampMs(message as Timestamp))}</>;
    case "kosovonato.evidence.v1.Correction": {
      const { field, from, to, reason, by, at } = message as Correction;
      return (
        <>
          <code>{field}</code>: <del>{from || "empty"}</del> → <ins>{to || "empty"}</ins>
          <br />
          <span class="soft">
            {reason && <>“{reason}”, </>}by {by || "nobody named"}
            {at && `, ${timeWords(timestampMs(at))}`}
          </span>
        </>
      );
    }
    case "kosovonato.evidence.v1.DateClaim": {
      const { value, rank, note, evidence } = message as DateClaim;
      return (
        <>
          <Date_ date={value} />{" "}
          <span class="soft">
            {rank === ClaimRank.DEPRECATED ? "corrected, kept for the record" : "a further claim"}
            {note && `; ${note}`}
          </span>
          <Sources evidence={evidence} />
        </>
      );
    }
    default:
      return <Fields schema={schema} message={message} />;
  }
}

function Scalar({ field, value }: { field: DescField; value: unknown }): ComponentChildren {
  const name = useNames();
  const store = useStore();
  if (field.enum) {
    const type = field.enum.typeName.split(".").at(-1);
    const words =
      type === "RecognitionStatus"
        ? statusWords[value as RecognitionStatus]
        : type === "DependencyBasis"
          ? dependencyWords[value as DependencyBasis]
          : type === "AccessionStep"
            ? stepWords(value as AccessionStep)
      : valueWords(Object.fromEntries(field.enum.values.map((one) => [one.number, one.localName])), value as number);
    return <>{words}</>;
  }

  if (field.scalar === ScalarType.BOOL) {
    return <>{value ? "yes" : "no"}</>;
  }

  if (typeof value !== "string") {
    return <>{String(value)}</>;
  }

  if (dates.test(field.localName) && /^\d{4}(-\d\d){0,2}$/.test(value)) {
    return <>{dateWords(value)}</>;
  }

  if (/^https?:\/\//.test(value)) {
    return (
      <a href={value} rel="noreferrer noopener" target="_blank">
        {value}
      </a>
    );
  }

  const collection = resources[field.localName];
  if (collection) {
    return <Fact name={`${collection}/${value}`}>{titleOf(store, `${collection}/${value}`)}</Fact>;
  }

  return (
    <>
      {codes.has(field.localName)
        ? name(value)
        : field.localName === "decision"
          ? decisionWords(value)
          : /^[A-Z]+(_[A-Z]+)+$/.test(value)
            ? plain(value)
            : value}
    </>
  );
}

// The feeds, a link for sharing, and the address on a printed page.
import { useEffect, useState } from "preact/hooks";
import { useRoute } from "./app.ts";
import { formatDate, today } from "./dates.ts";
import { t } from "./messages.ts";
import { feedPath, sharePath } from "./share-links.ts";

export function PageLinks() {
  useRoute(); // Draws again when the address changes.
  const { hash, origin, href } = location;
  return (
    <>
      <p class="page-links">
        <a href={feedPath(hash, "atom")} type="application/atom+xml">
          {t("share.feed.atom")}
        </a>
        <a href={feedPath(hash, "json")} type="application/feed+json">
          {t("share.feed.json")}
        </a>
        {navigator.clipboard !== undefined && <CopyLink key={hash} address={`${origin}${sharePath(hash)}`} />}
        <button type="button" onClick={() => print()}>
          {t("share.print")}
        </button>
      </p>
      <PrintedAt address={href} />
    </>
  );
}

function CopyLink({ address }: { address: string }) {
  const [result, set] = useState<"" | "copied" | "failed">("");
  return (
    <>
      <button
        type="button"
        onClick={() =>
          void navigator.clipboard.writeText(address).then(
            () => set("copied"),
            () => set("failed"),
          )
        }
      >
        {t("share.copy")}
      </button>
      <span class="soft" role="status">
        {result === "copied" ? t("share.copied") : result === "failed" ? t("share.copy-failed", { address }) : ""}
      </span>
    </>
  );
}

/** Where and when a page was printed: paper has no address bar. */
function PrintedAt({ address }: { address: string }) {
  const [day, set] = useState(today());
  useEffect(() => {
    const renew = () => set(today()); // The page may have been open for days.
    addEventListener("beforeprint", renew);
    return () => removeEventListener("beforeprint", renew);
  }, []);
  return <p class="printed printed-at">{t("share.printed", { address, date: formatDate(day) })}</p>;
}

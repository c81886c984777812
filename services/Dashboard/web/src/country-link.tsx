// Links to the pages of countries.
import type { ComponentChildren } from "preact";
import { useRoute } from "./app.ts";
import { useNames } from "./components.tsx";
import { t } from "./messages.ts";
import { toCountry } from "./router.ts";

export function CountryLink({ code, children }: { code: string; children?: ComponentChildren }) {
  const route = useRoute();
  const name = useNames();
  return <a href={toCountry(route, code)}>{children ?? name(code)}</a>;
}

/** In a panel: from a fact about a country to everything about it. */
export function CountryPageLink({ code }: { code: string }) {
  const route = useRoute();
  const name = useNames();
  return (
    <p>
      <a class="more" href={toCountry(route, code)}>
        {t("country.page", { country: name(code) })}
      </a>
    </p>
  );
}

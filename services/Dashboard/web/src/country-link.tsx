// A link to the page of a country.
import { useRoute } from "./app.ts";
import { useNames } from "./components.tsx";
import { t } from "./messages.ts";
import { toCountry } from "./router.ts";

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

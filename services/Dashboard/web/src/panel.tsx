// The side panel: everything recorded on a resource, or the explanation of a recommendation's progress.
import { useEffect, useRef } from "preact/hooks";
import { useRoute } from "./app.ts";
import { t } from "./messages.ts";
import { ProgressExplanationPanel } from "./progress-explanation.tsx";
import { ResourcePanel } from "./resource-panel.tsx";
import { here } from "./router.ts";

export function Panel() {
  const route = useRoute();
  const { fact = "", explain = "" } = route.params;
  const open = fact !== "" || explain !== "";
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !dialog.current?.open) {
      dialog.current?.showModal();
    } else if (!open) {
      dialog.current?.close();
    }

    dialog.current?.scrollTo(0, 0);
    // The focused element may have disappeared with the previous content.
    if (open && !dialog.current?.contains(document.activeElement)) {
      dialog.current?.querySelector("button")?.focus();
    }
  }, [fact, explain]);
  const close = () => {
    location.hash = here(route, { fact: "", explain: "" });
  };
  return (
    <dialog
      ref={dialog}
      class="panel"
      aria-labelledby="panel-title"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) {
          close();
        }
      }}
    >
      {open && (
        <div class="inside">
          <button type="button" class="close" onClick={close}>
            {t("panel.close")}
          </button>
          {fact !== "" ? <ResourcePanel key={fact} name={fact} /> : <ProgressExplanationPanel key={explain} id={explain} />}
        </div>
      )}
    </dialog>
  );
}

// The patterns of the tones, so that no meaning rests on a color alone.
import type { ComponentChildren } from "preact";
import { tones } from "./components.tsx";

/** Defines the patterns, once per page. */
export function Patterns() {
  const lines: Record<string, ComponentChildren> = {
    yes: null,
    ready: <path d="M4 0V8" class="mark" />,
    announced: <path d="M0 2H8M0 6H8" class="mark" />,
    disputed: <path d="M0 4H8M4 0V8" class="mark" />,
    claimed: <path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" class="mark" />,
    withdrawn: <path d="M-2 6L2 10M0 0L8 8M6 -2L10 2" class="mark" />,
    no: <path d="M1.5 2h1M5.5 6h1" class="mark dot" />,
    none: null,
  };
  return (
    <svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        {tones.map((tone) => (
          <pattern key={tone} id={`tone-${tone}`} class={`tone ${tone}`} width="8" height="8" patternUnits="userSpaceOnUse">
            <rect width="8" height="8" class="ground" />
            {lines[tone]}
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

import { render } from "preact";
import { start } from "./app.ts";
import { showLanguage } from "./language.ts";
import { Page } from "./page.tsx";
import { parse } from "./router.ts";

start();
const page = document.getElementById("page")!;
const language = () => parse(location.hash).params["lang"] ?? "";
let drawn: string | undefined;

// Draws the page, and draws it again in another language when the address names one.
async function draw(): Promise<void> {
  const wanted = language();
  if (drawn === wanted) {
    return;
  }

  const isFirst = drawn === undefined;
  drawn = wanted;
  await showLanguage(wanted, () => {
    if (isFirst) {
      page.replaceChildren();
    }

    render(<Page />, page);
  });
}

addEventListener("hashchange", () => void draw());
void draw();

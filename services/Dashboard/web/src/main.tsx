import { render } from "preact";
import { start } from "./app.ts";
import { Page } from "./page.tsx";

start();
const page = document.getElementById("page")!;
page.replaceChildren();
render(<Page />, page);

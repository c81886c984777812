// Generates src/gen from the contracts, so that a page that no longer fits them does not compile.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const web = join(import.meta.dirname, "..");
const repository = join(web, "../../..");
const work = join(web, "node_modules/.contracts");

// The same google/api as the backend is compiled with.
const version = /Google\.Api\.CommonProtos" Version="([^"]+)"/.exec(
  readFileSync(join(repository, "Directory.Packages.props"), "utf8"),
)?.[1];
const packages = process.env.NUGET_PACKAGES ?? join(homedir(), ".nuget/packages");
const google = join(packages, `google.api.commonprotos/${version}/content/protos/google`);
if (!existsSync(google)) {
  throw new Error(`${google} does not exist. Run "dotnet restore protos/Protos.csproj" in the repository first.`);
}

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
cpSync(join(repository, "protos/kosovonato"), join(work, "contracts/kosovonato"), { recursive: true });
for (const name of ["annotations", "field_behavior", "http", "resource"]) {
  cpSync(join(google, `api/${name}.proto`), join(work, `third_party/google/api/${name}.proto`));
}

writeFileSync(join(work, "buf.yaml"), "version: v2\nmodules: [{path: contracts}, {path: third_party}]\n");
// "all" starts the plugin once, instead of once for each folder.
const plugin = {
  local: join(web, "node_modules/.bin/protoc-gen-es"),
  strategy: "all",
  out: join(web, "src/gen"),
  opt: ["target=ts"],
  include_imports: true,
};
writeFileSync(
  join(work, "buf.gen.yaml"),
  JSON.stringify({
    version: "v2",
    clean: true,
    inputs: [
      {
        directory: ".",
        paths: ["dashboard", "recognitions", "milestones", "recommendations"].map((name) => `contracts/kosovonato/${name}`),
      },
    ],
    plugins: [plugin],
  }),
);
execFileSync(join(web, "node_modules/.bin/buf"), ["generate"], { cwd: work, stdio: "inherit" });

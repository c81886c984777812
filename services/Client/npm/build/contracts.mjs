// Generates src/gen from the contracts, with one index for each package of them, and empties dist.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..");
const repository = join(root, "../../..");
const work = join(root, "node_modules/.contracts");
const out = join(root, "src/gen");

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
for (const name of ["api/annotations", "api/field_behavior", "api/http", "api/resource", "rpc/error_details"]) {
  cpSync(join(google, `${name}.proto`), join(work, `third_party/google/${name}.proto`));
}

writeFileSync(join(work, "buf.yaml"), "version: v2\nmodules: [{path: contracts}, {path: third_party}]\n");
const services = ["dashboard", "recognitions", "milestones", "recommendations"].map((name) => `contracts/kosovonato/${name}`);
// "all" starts the plugin once, instead of once for each folder.
const plugin = {
  local: join(root, "node_modules/.bin/protoc-gen-es"),
  strategy: "all",
  out,
  opt: ["target=ts", "import_extension=js"],
  include_imports: true,
};
writeFileSync(
  join(work, "buf.gen.yaml"),
  JSON.stringify({
    version: "v2",
    clean: true,
    inputs: [{ directory: ".", paths: [...services, "third_party/google/rpc/error_details.proto"] }],
    plugins: [plugin],
  }),
);
execFileSync(join(root, "node_modules/.bin/buf"), ["generate"], { cwd: work, stdio: "inherit" });

const generated = readdirSync(join(out, "kosovonato"), { recursive: true }).filter((file) => file.endsWith("_pb.ts")).sort();
for (const folder of new Set(generated.map((file) => dirname(file)))) {
  const files = generated.filter((file) => dirname(file) === folder);
  const lines = files.map((file) => `export * from "./${file.slice(folder.length + 1, -3)}.js";\n`);
  writeFileSync(join(out, "kosovonato", folder, "index.ts"), lines.join(""));
}

rmSync(join(root, "dist"), { recursive: true, force: true }); // A file that is no longer generated must not be packed.

// Checks OpenAPI documents with two independent validators and prints what is wrong with them. Exit code 1 if anything is.
// node validate.mjs FILE...
import { readFile } from "node:fs/promises";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Validator } from "@seriousme/openapi-schema-validator";

// Rules beyond the specification that hold here as well.
const config = await createConfig({
  extends: ["spec"],
  rules: {
    "no-unused-components": "error",
    "no-ambiguous-paths": "error",
    "operation-operationId-unique": "error",
    "operation-summary": "error",
    "operation-4xx-response": "error",
    "no-invalid-schema-examples": "error",
    "no-invalid-parameter-examples": "error",
  },
});

let wrong = 0;
const report = (file, at, message) => {
  wrong++;
  console.error(`${file}: ${at}: ${message}`);
};

for (const file of process.argv.slice(2)) {
  const source = await readFile(file, "utf8");
  for (const { message, location } of await lintFromString({ source, absoluteRef: file, config })) {
    report(file, location[0]?.pointer ?? "", message);
  }
  const { valid, errors } = await new Validator().validate(JSON.parse(source));
  if (!valid) {
    for (const { instancePath, message } of [errors].flat()) {
      report(file, instancePath ?? "", message ?? errors);
    }
  }
}
process.exit(wrong > 0 ? 1 : 0);

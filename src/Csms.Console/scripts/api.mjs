// Makes the API's types from the OpenAPI document that the host's tests hold it to. Its path may be given in CSMS_OPENAPI.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const source = process.env.CSMS_OPENAPI ?? "../../tests/Csms.Host.Tests/Api/DocumentingTheApi.Is_done_by_this_document.verified.json";
const document = JSON.parse(await readFile(new URL(`../${source}`, import.meta.url), "utf8"));

// Reads that can wait until an event is in their answer; no type says so while the program runs.
const following = Object.entries(document.paths)
  .filter(([, operations]) => operations.get?.parameters?.some(parameter => parameter.name === "minPosition"))
  .map(([path]) => path);

const types = astToString(await openapiTS(document));
await writeFile(
  new URL("../src/api/schema.gen.ts", import.meta.url),
  `${types}\nexport const readsThatWait: ReadonlySet<string> = new Set(${JSON.stringify(following)});\n`,
);

// The console in a real browser, on the real host, with charge points that talk OCPP. One host for all: it takes longer to start than any of them runs.
import { after, before, describe } from "node:test";
import { openBrowser } from "./browser.mjs";
import { startHost } from "./host.mjs";
import { loggingIn } from "./loggingIn.mjs";
import { lookingAtEveryPage } from "./looking.mjs";
import { operatingChargePoints } from "./operating.mjs";
import { transferring } from "./transferring.mjs";

const run = {};

before(async () => {
  run.host = await startHost();
  run.browser = await openBrowser();
});

after(async () => {
  await run.browser?.close();
  await run.host?.stop();
});

describe("Operating charge points", () => operatingChargePoints(run));
describe("Logging in", () => loggingIn(run));
describe("Looking at every page", () => lookingAtEveryPage(run));
describe("Transferring the console", () => transferring(run));

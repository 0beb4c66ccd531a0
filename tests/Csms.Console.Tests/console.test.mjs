// The console in a real browser, on the real host, with charge points that talk OCPP.
import { after, before, describe } from "node:test";
import { openBrowser } from "./browser.mjs";
import { startHost } from "./host.mjs";
import { loggingIn } from "./loggingIn.mjs";
import { lookingAtEveryPage } from "./looking.mjs";
import { operatingChargePoints } from "./operating.mjs";
import { transferring } from "./transferring.mjs";

/** One host for all of a part: it takes longer to start than any of its tests. */
function onHost(options, tests) {
  const run = {};
  before(async () => {
    run.host = await startHost(options);
    run.browser = await openBrowser();
  });
  after(async () => {
    await run.browser?.close();
    await run.host?.stop();
  });
  tests(run);
}

describe("Operating charge points", () => onHost({}, operatingChargePoints));

describe("With a week behind it", () =>
  onHost({ demo: true }, run => {
    describe("Logging in", () => loggingIn(run));
    describe("Looking at every page", () => lookingAtEveryPage(run));
    describe("Transferring the console", () => transferring(run));
  }));

import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { openPage } from "./browser.mjs";
import { connect } from "./chargePoint.mjs";
import { look } from "./looking.mjs";

const PASSWORD = "correct-horse-battery";
const ID = "TEST-1";

export function operatingChargePoints(run) {
  let point;
  let shown;

  before(async () => {
    await run.host.request("POST", "/charge-points", { id: ID, securityProfile: 1, registration: "accepted", password: PASSWORD });
    await run.host.request("POST", "/tokens", { idTag: "CARD-1", status: "accepted" });
    point = await connect(run.host.ocpp, ID, PASSWORD);
    await point.boot();
    await point.status(0, "Available");
    await point.status(1, "Available");
    await point.status(2, "Available");
    shown = await openPage(run.browser, run.host);
  });

  after(async () => {
    point?.close();
    await shown?.context.close();
  });

  const connector = n => shown.page.getByRole("region", { name: `Connector ${n}` });

  it("starts a session, shows that it started only when it did, and watches it end", async () => {
    const { page } = shown;
    await page.goto(`/charge-points/${ID}`);
    await connector(1).getByRole("button", { name: "Start", exact: true }).click();
    await page.getByRole("dialog").getByLabel("idTag").first().fill("CARD-1");
    await page.getByRole("dialog").getByRole("button", { name: "Start" }).click();

    await page.getByText(/Session \d+ started/).waitFor();
    await connector(1).getByText("Charging").waitFor();
    await connector(1).getByText("0.12 kWh").waitFor();

    await connector(1).getByRole("button", { name: "Stop" }).click();
    await page.getByText(/Session \d+ ended/).waitFor();
    await connector(1).getByText("No session").waitFor();
    await connector(1).getByText("Available").waitFor();
  });

  it("tells what the charge point turned down", async () => {
    await connector(2).getByRole("button", { name: "Unlock" }).click();
    await shown.page.getByText("Answered: Not supported").waitFor();
  });

  it("publishes a tariff, uses it everywhere, and sees the bill of a session and why it is so", async () => {
    const { page } = shown;
    await page.goto("/tariffs");
    await page.getByRole("button", { name: "Add a tariff" }).click();
    await page.getByLabel("Name").fill("test-tariff");
    await page.getByLabel("Price of a kWh").fill("0.5");
    await page.getByLabel("Price of a session").fill("1");
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByRole("button", { name: "Edit test-tariff" }).waitFor();
    await page.getByRole("combobox", { name: "Tariff" }).click();
    await page.getByRole("option", { name: "test-tariff" }).click();
    await page.getByRole("button", { name: "Use it there" }).click();
    await page.getByRole("cell", { name: "Everywhere", exact: true }).waitFor();
    await page.getByRole("combobox", { name: "Where" }).click();
    await page.getByRole("option", { name: "Charge point", exact: true }).click();
    await page.getByRole("combobox", { name: "Which" }).fill(ID);
    await page.getByRole("button", { name: "Use it there" }).click();
    await page.getByRole("cell", { name: ID, exact: true }).waitFor();
    await page.getByRole("button", { name: `Take away test-tariff from ${ID}` }).click();
    await page.getByRole("cell", { name: ID, exact: true }).waitFor({ state: "detached" });

    // No more than can flow in no time: 120 Wh would be held back as implausible.
    const { transactionId } = await point.start(1, "CARD-1");
    await point.meter(1, transactionId, 80);
    await point.stop(transactionId, "Local");

    await page.goto("/bills");
    await page.getByRole("button", { name: `Explain the bill of session ${transactionId}` }).click();
    const bill = page.getByRole("dialog", { name: `Bill of session ${transactionId}` });
    await bill.getByRole("cell", { name: "Flat" }).waitFor();
    await bill.getByText("0.08 kWh").first().waitFor();
  });

  it("repairs a session whose end was never reported, as suggested, and sees it billed", async () => {
    const { page } = shown;
    const transactionId = await point.loseTheEnd(2, "CARD-1");
    await page.goto(`/anomalies?state=open&chargePointId=${ID}`);
    await page.getByRole("row", { name: `Start without stop ${ID} · 2 ${transactionId}` }).getByRole("button").click();
    const anomaly = page.getByRole("dialog", { name: "Start without stop" });
    await anomaly.getByLabel("Reason, for the record").fill("The driver remembers it like that");
    await anomaly.getByRole("button", { name: "Do what is suggested" }).click();
    await anomaly.getByText("Repaired as suggested").waitFor();
    await anomaly.getByText("The driver remembers it like that").waitFor();

    await anomaly.getByRole("link", { name: "Bills" }).click();
    const bill = page.getByRole("dialog", { name: `Bill of session ${transactionId}` });
    await bill.getByText("0.08 kWh").first().waitFor();
    await bill.getByText("€1.04").first().waitFor();
  });

  it("keeps nobody from deciding on an anomaly, in both themes", async () => {
    await point.stop(999_999_999, "Local");
    const { page, context } = await openPage(run.browser, run.host, { bypassCSP: true });
    await page.goto("/anomalies?kind=stopWithoutStart");
    await page.getByRole("button", { name: /^Look at/ }).click();
    await page.getByRole("dialog", { name: "Stop without start" }).getByLabel("Reason, for the record").waitFor();
    assert.deepEqual(await look(page, "anomaly", page.url()), {});
    await context.close();
  });

  it("shows a fault on the overview without a reload, and that it is over", async () => {
    const { page } = shown;
    await page.goto("/");
    await page.getByText("Nothing is faulted").waitFor();
    await point.status(2, "Faulted", "GroundFailure", { info: "RCD tripped" });
    const faults = page.getByRole("region", { name: "Faults" });
    await faults.getByRole("link", { name: `${ID} · 2` }).waitFor();
    await faults.getByText("Ground failure").waitFor();
    await point.status(2, "Available");
    await page.getByText("Nothing is faulted").waitFor();
  });

  it("accepts a charge point that waits", async () => {
    const { page } = shown;
    const stranger = await connect(run.host.ocpp, "STRANGER-1");
    assert.equal(await stranger.boot(), "Pending");
    await page.goto("/charge-points?registration=pending");
    await page.getByRole("checkbox", { name: "Select STRANGER-1" }).check();
    await page.getByRole("button", { name: "Accept" }).click();
    await page.getByText("1 accepted").waitFor();
    await page.getByText("No charge point is like this").waitFor();
    assert.equal(await stranger.boot(), "Accepted");
    stranger.close();
  });

  it("shows with the slider how it was before", async () => {
    const { page } = shown;
    await page.goto(`/charge-points/${ID}?tab=timeline`);
    const earlier = page.getByRole("region", { name: "At an earlier moment" });
    await earlier.getByText("Online").waitFor();
    await earlier.getByRole("slider").focus();
    await page.keyboard.press("Home");
    await earlier.getByText("It was not known then.").waitFor();
    await page.keyboard.press("End");
    await earlier.getByText("Online").waitFor();
  });

  it("verifies an event of the ledger in the browser", async () => {
    const { page } = shown;
    await page.goto("/ledger");
    await page.getByRole("textbox", { name: "Event number" }).fill("2");
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByText("Proven: the event is in the sealed record.").waitFor();
  });

  it("does not believe a proof that leads elsewhere", async () => {
    const { page } = shown;
    await page.route("**/ledger/inclusion**", async route => {
      const response = await route.fetch();
      const proof = await response.json();
      proof.hashes[0] = Buffer.alloc(32).toString("base64");
      await route.fulfill({ response, json: proof });
    });
    await page.getByRole("textbox", { name: "Event number" }).fill("3");
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByText("Not proven: The path does not lead to the root that was signed.").waitFor();
    await page.unroute("**/ledger/inclusion**");
  });

  it("goes anywhere by the keyboard", async () => {
    const { page } = shown;
    await page.goto("/");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.getByRole("heading", { name: "Charge points" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.locator("[role=dialog] input:focus").waitFor();
    await page.keyboard.type(ID);
    await page.getByRole("dialog").getByText("Testwerk T-1").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: ID }).waitFor();
    await page.getByRole("dialog").waitFor({ state: "hidden" });

    // Enter counts, too, when what was asked for is not there yet.
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.locator("[role=dialog] input:focus").waitFor();
    await page.keyboard.type("TEST-");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: ID }).waitFor();
  });

  it("sent nothing anywhere else and complained about nothing", () => {
    assert.deepEqual(shown.strays, []);
    assert.deepEqual(shown.errors, []);
  });
}

import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { billing } from "./billing.mjs";
import { openPage } from "./browser.mjs";
import { connect } from "./chargePoint.mjs";
import { followingWhatHappened } from "./following.mjs";
import { proving } from "./proving.mjs";

const PASSWORD = "correct-horse-battery";
const ID = "TEST-1";

/** One charge point, and one page that somebody has open all day. */
export function operatingChargePoints(run) {
  const day = { id: ID };

  before(async () => {
    await run.host.request("POST", "/charge-points", { id: ID, securityProfile: 1, registration: "accepted", password: PASSWORD });
    await run.host.request("POST", "/tokens", { idTag: "CARD-1", status: "accepted" });
    const point = (day.point = await connect(run.host.ocpp, ID, PASSWORD));
    await point.boot();
    await point.status(0, "Available");
    await point.status(1, "Available");
    await point.status(2, "Available");
    Object.assign(day, await openPage(run.browser, run.host));
  });

  after(async () => {
    day.point?.close();
    await day.context?.close();
  });

  asking(run, day);
  billing(run, day);
  followingWhatHappened(run, day);
  proving(run, day);

  it("sent nothing anywhere else and complained about nothing", () => {
    assert.deepEqual(day.strays, []);
    assert.deepEqual(day.errors, []);
  });
}

function asking(run, day) {
  const connector = n => day.page.getByRole("region", { name: `Connector ${n}` });

  it("starts a session, shows that it started only when it did, and watches it end", async () => {
    const { page } = day;
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
    await day.page.getByText("Answered: Not supported").waitFor();
  });

  it("shows a fault on the overview without a reload, and that it is over", async () => {
    const { page } = day;
    await page.goto("/");
    await page.getByText("Nothing is faulted").waitFor();
    await day.point.status(2, "Faulted", "GroundFailure", { info: "RCD tripped" });
    const faults = page.getByRole("region", { name: "Faults" });
    await faults.getByRole("link", { name: `${ID} · 2` }).waitFor();
    await faults.getByText("Ground failure").waitFor();
    await day.point.status(2, "Available");
    await page.getByText("Nothing is faulted").waitFor();
  });

  it("accepts a charge point that waits", async () => {
    const { page } = day;
    const stranger = await connect(run.host.ocpp, "STRANGER-1");
    assert.equal(await stranger.boot(), "Pending");
    await page.goto("/charge-points?registration=pending");
    await page.getByRole("checkbox", { name: "Select STRANGER-1" }).check();
    await page.getByRole("button", { name: "Accept" }).click();
    await page.getByText("1 accepted").waitFor();
    await page.getByText("No charge point is like this").waitFor();
    assert.equal(await stranger.boot(), "Accepted");

    // What was done can be taken back where it was done.
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("link", { name: "STRANGER-1" }).waitFor();
    assert.equal(await stranger.boot(), "Pending");
    stranger.close();
  });

  it("takes back what was done to a token", async () => {
    const { page } = day;
    await page.goto("/tokens");
    await page.getByRole("button", { name: "Actions for CARD-1" }).click();
    await page.getByRole("menuitem", { name: "Block" }).click();
    await page.getByRole("cell", { name: "Blocked" }).waitFor();
    await page.getByText("CARD-1: blocked").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("cell", { name: "Accepted" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).waitFor({ state: "detached" });
  });

  it("follows what was asked of many, and finds it again on the page of all calls", async () => {
    const { page } = day;
    await page.goto(`/charge-points?search=${ID}`);
    await page.getByRole("checkbox", { name: `Select ${ID}` }).check();
    await page.getByRole("button", { name: "Ask all of them for" }).click();
    await page.getByRole("menuitem", { name: "Reset" }).click();
    const dialog = page.getByRole("dialog", { name: "Reset 1 charge points" });
    await dialog.getByLabel(/^Why/).fill("New firmware");
    await dialog.getByLabel("Type RESET to go on").fill("RESET");
    await dialog.getByRole("button", { name: "Reset them" }).click();
    await page.getByText("1 of 1 asked").waitFor();
    await page.getByText(/^1 · /).waitFor();

    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Calls" }).click();
    await page.getByText("1 of 1 asked").waitFor();
    await page.getByRole("row", { name: /Reset .*New firmware/ }).getByRole("button", { name: "Reset" }).click();
    const call = page.getByRole("dialog", { name: "Reset" });
    await call.getByText("New firmware").waitFor();
    assert.match(page.url(), /call=/);
    await page.reload();
    await call.getByText("New firmware").waitFor();
  });

  it("limits a charge point, and shows the limit only when it was taken on", async () => {
    const { page } = day;
    await page.goto(`/charge-points/${ID}?tab=profiles`);
    await page.getByText("It holds no charging profiles").waitFor();
    await page.getByRole("button", { name: "Limit it" }).click();
    await page.getByRole("dialog").getByLabel("Limit", { exact: true }).fill("16");
    await page.getByRole("dialog").getByRole("button", { name: "Send it" }).click();
    await page.getByText("Answered: Accepted").waitFor();
    await page.getByRole("cell", { name: "ChargePointMaxProfile" }).waitFor();
    await page.getByRole("img", { name: /composite schedule/ }).waitFor();
  });
}

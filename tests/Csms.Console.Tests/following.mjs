import assert from "node:assert/strict";
import { it } from "node:test";
import { openPage } from "./browser.mjs";

/** What happened, when, and to whom; and going there. */
export function followingWhatHappened(run, day) {
  it("shows with the slider how it was before", async () => {
    const { page } = day;
    await page.goto(`/charge-points/${day.id}?tab=timeline`);
    const earlier = page.getByRole("region", { name: "At an earlier moment" });
    await earlier.getByText("Online").waitFor();
    await earlier.getByRole("slider").focus();
    await page.keyboard.press("Home");
    await earlier.getByText("It was not known then.").waitFor();
    await page.getByText("Nothing had happened").waitFor();
    await page.reload();
    await earlier.getByText("It was not known then.").waitFor();
    await earlier.getByRole("slider").focus();
    await page.keyboard.press("End");
    await earlier.getByText("Online").waitFor();
    await page.getByRole("cell", { name: /^Charge point registered/ }).waitFor();
  });

  it("pairs what went over the wire, filtered by the address", async () => {
    const { page } = day;
    await page.goto(`/charge-points/${day.id}?tab=log&action=UnlockConnector&direction=out`);
    await page.getByRole("row", { name: /We ask UnlockConnector/ }).getByRole("button", { name: "UnlockConnector" }).click();
    const exchange = page.getByRole("dialog", { name: "UnlockConnector" });
    await exchange.getByRole("region", { name: "Request" }).getByText("connectorId").waitFor();
    await exchange.getByRole("region", { name: "Answer" }).getByText("NotSupported").waitFor();
    await page.goto(`/charge-points/${day.id}?tab=log&action=UnlockConnector&direction=in`);
    await page.getByText("Nothing went over the wire").waitFor();
  });

  it("says that it is not live while the server is away, and catches up", async () => {
    const { page, context, errors } = await openPage(run.browser, run.host);
    await page.goto("/");
    await page.getByRole("status").getByText("Live", { exact: true }).waitFor();
    // A browser that is told to be offline keeps what is open: the stream is refused from the next attempt on.
    await page.route("**/events/live**", route => route.abort());
    await page.reload();
    await page.getByText("Nothing is faulted").waitFor();
    await page.getByRole("status").getByText("Not live").waitFor();
    await page.unroute("**/events/live**");
    await page.getByRole("status").getByText("Live", { exact: true }).waitFor();
    await day.point.status(1, "Faulted", "HighTemperature");
    await page.getByRole("region", { name: "Faults" }).getByText("High temperature").waitFor();
    await day.point.status(1, "Available");
    assert.deepEqual(errors, []);
    await context.close();
  });

  it("goes anywhere by the keyboard", async () => {
    const { page } = day;
    await page.goto("/");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.getByRole("heading", { name: "Charge points" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.locator("[role=dialog] input:focus").waitFor();
    await page.keyboard.type(day.id);
    await page.getByRole("dialog").getByText("Testwerk T-1").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: day.id }).waitFor();
    await page.getByRole("dialog").waitFor({ state: "hidden" });

    // Enter counts, too, when what was asked for is not there yet.
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.locator("[role=dialog] input:focus").waitFor();
    await page.keyboard.type("TEST-");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: day.id }).waitFor();
  });
}

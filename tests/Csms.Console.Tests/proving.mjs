import assert from "node:assert/strict";
import { it } from "node:test";
import { openPage } from "./browser.mjs";

/** The record, and whether it can be believed. */
export function proving(run, day) {
  it("verifies an event of the ledger in the browser", async () => {
    const { page } = day;
    await page.goto("/ledger");
    await page.getByRole("textbox", { name: "Event number" }).fill("2");
    await page.getByRole("button", { name: "Verify", exact: true }).click();
    await page.getByText("Proven: the event is in the sealed record.").waitFor();
  });

  it("leads an auditor from the newest events to a proof and a replay", async () => {
    const { secret } = await run.host.request("POST", "/api-keys", { name: "test ledger", role: "auditor" });
    const { page, context, errors } = await openPage(run.browser, { ...run.host, key: secret });
    await page.goto("/ledger");
    const newest = page.getByRole("region", { name: "Newest events" }).last();
    await newest.getByRole("link", { name: `charge-point-${day.id}` }).first().click();
    await page.getByRole("region", { name: "State after it" }).waitFor();
    await newest.getByRole("button", { name: /^Verify event/ }).last().click();
    await page.getByText("Proven: the event is in the sealed record.").waitFor();
    assert.deepEqual(errors, []);
    await context.close();
  });

  it("rebuilds a read model from the events and shows that it is as before", async () => {
    const { page } = day;
    await page.goto("/system");
    await page.getByRole("button", { name: "Rebuild charge_points" }).click();
    await page.getByText("Rebuilt, as before").waitFor();
    await page.goto("/ledger");
  });

  it("does not believe a proof that leads elsewhere", async () => {
    const { page } = day;
    await page.route("**/ledger/inclusion**", async route => {
      const response = await route.fetch();
      const proof = await response.json();
      proof.hashes[0] = Buffer.alloc(32).toString("base64");
      await route.fulfill({ response, json: proof });
    });
    await page.getByRole("textbox", { name: "Event number" }).fill("3");
    await page.getByRole("button", { name: "Verify", exact: true }).click();
    await page.getByText("Not proven: The path does not lead to the root that was signed.").waitFor();
    await page.unroute("**/ledger/inclusion**");
  });
}

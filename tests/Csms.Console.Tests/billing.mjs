import assert from "node:assert/strict";
import { it } from "node:test";
import { openPage } from "./browser.mjs";
import { look } from "./looking.mjs";

/** From sessions to what is paid for them. */
export function billing(run, day) {
  it("publishes a tariff, uses it everywhere, and sees the bill of a session and why it is so", async () => {
    const { page } = day;
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
    await page.getByRole("combobox", { name: "Which" }).fill(day.id);
    await page.getByRole("button", { name: "Use it there" }).click();
    await page.getByRole("cell", { name: day.id, exact: true }).waitFor();
    await page.getByRole("button", { name: `Take away test-tariff from ${day.id}` }).click();
    await page.getByRole("cell", { name: day.id, exact: true }).waitFor({ state: "detached" });

    // No more than can flow in no time: 120 Wh would be held back as implausible.
    const { transactionId } = await day.point.start(1, "CARD-1");
    await day.point.meter(1, transactionId, 80);
    await day.point.stop(transactionId, "Local");

    await page.goto("/bills");
    await page.getByRole("button", { name: `Explain the bill of session ${transactionId}` }).click();
    const bill = page.getByRole("dialog", { name: `Bill of session ${transactionId}` });
    await bill.getByRole("cell", { name: "Flat", exact: true }).waitFor();
    await bill.getByText("0.08 kWh").first().waitFor();
  });

  it("repairs a session whose end was never reported, as suggested, and sees it billed", async () => {
    const { page } = day;
    const transactionId = await day.point.loseTheEnd(2, "CARD-1");
    await page.goto(`/anomalies?state=open&chargePointId=${day.id}`);
    await page.getByRole("row", { name: `Start without stop ${day.id} · 2 ${transactionId}` }).getByRole("button").click();
    const anomaly = page.getByRole("dialog", { name: "Start without stop" });
    await anomaly.getByLabel("Reason, for the record").fill("The driver remembers it like that");
    await anomaly.getByRole("button", { name: "Do what is suggested" }).click();
    await anomaly.getByText("Repaired as suggested").waitFor();
    await anomaly.getByText("The driver remembers it like that").waitFor();

    await anomaly.getByRole("link", { name: "Bills" }).click();
    const bill = page.getByRole("dialog", { name: `Bill of session ${transactionId}` });
    await bill.getByText("0.08 kWh").first().waitFor();
    await bill.getByText("€1.04").first().waitFor();
    await bill.getByRole("cell", { name: "0.08 kWh × €0.50" }).waitFor();

    // The address of a bill is enough, whatever the list shows.
    const address = new URL(page.url());
    address.searchParams.set("chargePointId", "elsewhere");
    await page.goto(address.href);
    await bill.getByText("€1.04").first().waitFor();
    await page.goto(`/bills?chargePointId=elsewhere&bill=${address.searchParams.get("bill")}`);
    await bill.getByText("€1.04").first().waitFor();
    await page.goto(`/sessions/${transactionId}`);
    await page.getByRole("region", { name: "Cost" }).getByRole("cell", { name: "0.08 kWh × €0.50" }).waitFor();
  });

  it("keeps nobody from deciding on an anomaly, in both themes", async () => {
    await day.point.stop(999_999_999, "Local");
    const { page, context } = await openPage(run.browser, run.host, { bypassCSP: true });
    await page.goto("/anomalies?kind=stopWithoutStart");
    await page.getByRole("button", { name: /^Look at/ }).click();
    await page.getByRole("dialog", { name: "Stop without start" }).getByLabel("Reason, for the record").waitFor();
    assert.deepEqual(await look(page, "anomaly", page.url()), {});
    await context.close();
  });
}

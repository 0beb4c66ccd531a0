import assert from "node:assert/strict";
import { it } from "node:test";
import { openPage } from "./browser.mjs";
import { artefacts, violationsOf } from "./looking.mjs";

const PASSWORD = "one two buckle my shoe";

export function loggingIn(run) {
  it("lets somebody in by name and a one-time password, who then chooses another one", async () => {
    const { oneTimePassword } = await run.host.request("POST", "/users", { name: "olga", role: "operator" });
    const context = await run.browser.newContext({ baseURL: run.host.url, bypassCSP: true });
    const page = await context.newPage();
    const password = page.locator("input[autocomplete=current-password]");
    await page.goto("/charge-points");
    await page.getByRole("heading", { name: "Log in" }).waitFor();
    assert.deepEqual(await violationsOf(page), []);
    await page.screenshot({ path: `${artefacts}login-light.png` });

    await page.getByLabel("Name", { exact: true }).fill("olga");
    await password.fill("guessed");
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("alert").getByText("wrong_credentials").waitFor();
    await password.fill(oneTimePassword);
    await page.getByRole("button", { name: "Log in" }).click();

    await page.getByRole("heading", { name: "Choose a password" }).waitFor();
    assert.deepEqual(await violationsOf(page), []);
    await password.fill(oneTimePassword);
    await page.locator("input[autocomplete=new-password]").fill(PASSWORD);
    await page.getByRole("button", { name: "Choose it" }).click();

    await page.getByRole("heading", { name: "Charge points" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Charge points" }).waitFor();
    await page.getByRole("button", { name: "Account and appearance" }).click();
    await page.getByRole("menuitem", { name: "Log out" }).click();
    await page.getByRole("heading", { name: "Log in" }).waitFor();
    await context.close();
  });

  // Who may read but not act, and who may not even see persons.
  const readers = {
    auditor: { places: ["Ledger", "Users and keys"], hidden: [] },
    analyst: { places: [], hidden: ["Ledger", "Users and keys"] },
  };
  for (const [role, { places, hidden }] of Object.entries(readers)) {
    it(`shows the ${role} nothing that the role may not do`, async () => {
      const { secret } = await run.host.request("POST", "/api-keys", { name: `test ${role}`, role });
      const { page, context, errors } = await openPage(run.browser, { ...run.host, key: secret });
      await page.goto("/charge-points/DEMO-0001");
      await page.getByRole("region", { name: "Connector 1" }).waitFor();
      for (const name of ["Start", "Stop", "Unlock", "Reset", "Ask for statuses"]) assert.equal(await page.getByRole("button", { name, exact: true }).count(), 0, name);
      for (const name of places) await page.getByRole("link", { name }).waitFor();
      for (const name of hidden) assert.equal(await page.getByRole("link", { name }).count(), 0, name);
      // Frames are not for everybody; the time line is.
      await page.goto("/charge-points/DEMO-0001?tab=timeline");
      await page.getByRole("cell", { name: "Event", exact: true }).first().waitFor();
      await page.goto("/charge-points");
      await page.getByRole("link", { name: "DEMO-0001" }).waitFor();
      assert.equal(await page.getByRole("checkbox").count(), 0);
      assert.equal(await page.getByRole("button", { name: "Add a charge point" }).count(), 0);
      assert.deepEqual(errors, []);
      await context.close();
    });
  }
}

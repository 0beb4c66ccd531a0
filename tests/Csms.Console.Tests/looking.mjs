import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { it } from "node:test";
import { openPage } from "./browser.mjs";

export const artefacts = fileURLToPath(new URL("../../artifacts/console/", import.meta.url));
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const chargePoint = "/charge-points/DEMO-0001";

const pages = {
  overview: "/",
  "charge-points": "/charge-points",
  "charge-point": chargePoint,
  ...Object.fromEntries(["sessions", "timeline", "log", "configuration", "profiles", "list", "reservations", "files", "security"].map(tab => [`charge-point-${tab}`, `${chargePoint}?tab=${tab}`])),
  sessions: "/sessions",
  calls: "/calls",
  tokens: "/tokens",
  reservations: "/reservations",
  bills: "/bills",
  tariffs: "/tariffs",
  ledger: "/ledger?sequence=2&stream=charge-point-DEMO-0001",
  system: "/system",
  people: "/people",
};

/** Drawn, and nothing more to come: no placeholder is left and the network is quiet but for what is followed live. */
async function settled(page) {
  await page.locator("h1").first().waitFor();
  await page.waitForFunction(() => !document.querySelector("[class*=Skeleton-root]"));
}

export async function violationsOf(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | ")}`);
}

export function lookingAtEveryPage(run) {
  it("finds nothing that keeps people out, in both themes", async () => {
    await mkdir(artefacts, { recursive: true });
    // axe is put into the page, which the page's policy would rightly refuse.
    const { page, context, strays } = await openPage(run.browser, run.host, { bypassCSP: true });
    const found = {};
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await settled(page);
      for (const scheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor();
        await page.screenshot({ path: `${artefacts}${name}-${scheme}.png` });
        const violations = await violationsOf(page);
        if (violations.length > 0) found[`${name} ${scheme}`] = violations;
      }
    }
    await context.close();
    assert.deepEqual(found, {});
    assert.deepEqual(strays, []);
  });

  it("fits a tablet without scrolling sideways", async () => {
    const { page, context } = await openPage(run.browser, run.host, { viewport: { width: 768, height: 1024 }, hasTouch: true });
    for (const path of Object.values(pages)) {
      await page.goto(path);
      await settled(page);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path);
    }
    await context.close();
  });
}

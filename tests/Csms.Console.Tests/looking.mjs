import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { before, it } from "node:test";
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
  anomalies: "/anomalies",
  calls: "/calls",
  tokens: "/tokens",
  reservations: "/reservations",
  bills: "/bills",
  tariffs: "/tariffs",
  analytics: "/analytics",
  ledger: "/ledger?sequence=2&stream=charge-point-DEMO-0001",
  system: "/system",
  people: "/people",
};

/** Drawn, and nothing more to come: no placeholder is left, and every chart has been drawn by what is fetched for it. */
async function settled(page) {
  await page.locator("h1").first().waitFor();
  await page.waitForFunction(() => !document.querySelector("[class*=Skeleton-root], [data-drawn=false]"));
}

export async function violationsOf(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | ")}`);
}

const DESK = { width: 1440, height: 900 };
const TABLET = { width: 768, height: 1024 };

/** A page in both themes: a screenshot of each, and what axe found. axe is put into the page, whose policy would rightly refuse it. */
export async function look(page, name, path) {
  const violations = {};
  await mkdir(artefacts, { recursive: true });
  await page.setViewportSize(DESK);
  await page.goto(path);
  await settled(page);
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor();
    await page.screenshot({ path: `${artefacts}${name}-${scheme}.png` });
    const found = await violationsOf(page);
    if (found.length > 0) violations[`${name} ${scheme}`] = found;
  }
  return violations;
}

/** Each page is opened once: that is what takes the time. */
export function lookingAtEveryPage(run) {
  const violations = {};
  const sideways = [];
  let strays;

  before(async () => {
    const opened = await openPage(run.browser, run.host, { bypassCSP: true });
    const { page, context } = opened;
    for (const [name, path] of Object.entries(pages)) {
      Object.assign(violations, await look(page, name, path));
      await page.setViewportSize(TABLET);
      // Charts take the new width a moment later.
      await page
        .waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, null, { timeout: 5000 })
        .catch(() => sideways.push(path));
    }
    await context.close();
    strays = opened.strays;
  });

  it("finds nothing that keeps people out, in both themes", () => assert.deepEqual(violations, {}));

  it("fits a tablet without scrolling sideways", () => assert.deepEqual(sideways, []));

  it("has bills and anomalies in the demo's week", async () => {
    const { page, context } = await openPage(run.browser, run.host);
    await page.goto("/bills?state=issued");
    await page.getByRole("button", { name: /^Explain the bill/ }).first().waitFor();
    await page.goto("/anomalies?state=open");
    await page.getByRole("button", { name: /^Look at/ }).first().waitFor();
    await context.close();
  });

  it("sent nothing anywhere else", () => assert.deepEqual(strays, []));
}

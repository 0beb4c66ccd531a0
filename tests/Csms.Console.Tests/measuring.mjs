// For `bench -- console`: how long each page takes until nothing is missing on it. Arguments: the host's address, an API key, rounds.
import { openBrowser, openPage } from "./browser.mjs";

const [url, key, rounds] = process.argv.slice(2);
const MOST = 1_000;
const PATIENCE = 60_000;

async function get(path) {
  const response = await fetch(`${url}/api/v1${path}`, { headers: { Authorization: `Bearer ${key}` } });
  return response.json();
}

const [session] = (await get("/transactions?status=stopped&limit=1")).items;
const [bill] = (await get("/cdrs?state=issued&limit=1")).items;
const at = `/charge-points/${session.chargePointId}`;
const pages = {
  Overview: "/",
  "Charge points": "/charge-points",
  "Charge points, faulted": "/charge-points?status=Faulted",
  "Charge points, search": "/charge-points?search=CP-00777",
  "Charge point": at,
  ...Object.fromEntries(["sessions", "timeline", "log", "configuration", "profiles", "list", "reservations", "files", "security"].map(tab => [`Charge point, ${tab}`, `${at}?tab=${tab}`])),
  Sessions: "/sessions",
  "Sessions of a charge point": `/sessions?chargePointId=${session.chargePointId}`,
  "Sessions, running": "/sessions?status=running",
  Session: `/sessions/${session.transactionId}`,
  Anomalies: "/anomalies",
  Calls: "/calls",
  Tokens: "/tokens",
  Reservations: "/reservations",
  Bills: "/bills",
  "A bill by its address": bill ? `/bills?bill=${bill.cdrId}&of=${bill.transactionId}` : "/bills",
  Tariffs: "/tariffs",
  "Analytics, four weeks": "/analytics",
  Ledger: "/ledger",
  System: "/system",
  "Users and keys": "/people",
};

/** Its name is there, and no placeholder is left; looked for with every frame. */
const usable = path =>
  location.pathname + location.search === path && document.querySelector("h1") !== null && document.title !== globalThis.titleBefore && !document.querySelector("[class*=Skeleton-root], [data-drawn=false]");

const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function measure(browser, path) {
  const { page, context } = await openPage(browser, { url, key });
  page.setDefaultTimeout(PATIENCE);
  const slowest = { took: 0, what: "" };
  page.on("requestfinished", request => {
    const { responseEnd, requestStart } = request.timing();
    if (!request.url().includes("/api/v1/") || responseEnd - requestStart <= slowest.took) return;
    Object.assign(slowest, { took: responseEnd - requestStart, what: request.url().slice(`${url}/api/v1`.length).replace(/[?&]minPosition=\d+/, "").slice(0, 70) });
  });
  const until = () => page.waitForFunction(usable, path, { polling: "raf", timeout: PATIENCE });
  await page.goto("/people");
  await page.locator("h1").waitFor();

  // From another page, without loading anew, as the links do it.
  let began = performance.now();
  await page.evaluate(path => {
    globalThis.titleBefore = document.title;
    history.pushState({}, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
  if (path !== "/people") await until();
  const going = performance.now() - began;

  began = performance.now();
  await page.goto(path, { waitUntil: "commit" });
  await until();
  const loading = performance.now() - began;
  await context.close();
  return { going, loading, slowest };
}

const browser = await openBrowser();
let missed = false;
try {
  console.log(`\n${"milliseconds, median (longest)".padEnd(34)} ${"by a link".padStart(14)} ${"by address".padStart(14)}   slowest read`);
  for (const [name, path] of Object.entries(pages)) {
    const runs = [];
    try {
      for (let round = 0; round < Number(rounds); round++) runs.push(await measure(browser, path));
    } catch (failure) {
      missed = true;
      console.log(`${name.padEnd(34)} not usable: ${failure.message.split("\n")[0]}`);
      continue;
    }
    const shown = what => `${median(runs.map(run => run[what])).toFixed(0)} (${Math.max(...runs.map(run => run[what])).toFixed(0)})`;
    const { took, what } = runs.map(run => run.slowest).sort((a, b) => b.took - a.took)[0];
    const late = median(runs.map(run => run.loading)) > MOST;
    missed ||= late;
    console.log(`${name.padEnd(34)} ${shown("going").padStart(14)} ${shown("loading").padStart(14)}   ${took.toFixed(0).padStart(5)} ${what}${late ? "  MISSED" : ""}`);
  }
} finally {
  await browser.close();
}
process.exitCode = missed ? 1 : 0;

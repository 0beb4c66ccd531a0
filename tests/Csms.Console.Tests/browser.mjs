// Chromium as the distribution has it, and pages that tell what they should not have done.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = places.find(place => place && existsSync(place));

export const openBrowser = () =>
  chromium.launch({
    executablePath,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });

/** A page of somebody who is logged in. `strays` has every request to another place; `errors` what the page complained about. */
export async function openPage(browser, host, { scheme = "light", ...more } = {}) {
  const context = await browser.newContext({ baseURL: host.url, viewport: { width: 1440, height: 900 }, colorScheme: scheme, ...more });
  await context.addInitScript(key => sessionStorage.setItem("csms.key", key), host.key);
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  const strays = [];
  const errors = [];
  page.on("request", request => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== host.url) strays.push(request.url());
  });
  page.on("pageerror", error => errors.push(error.message));
  // What the server refuses is the page's to deal with; that it does is what the tests look at.
  page.on("console", message => message.type() === "error" && !message.text().startsWith("Failed to load resource") && errors.push(message.text()));
  return { page, context, strays, errors };
}

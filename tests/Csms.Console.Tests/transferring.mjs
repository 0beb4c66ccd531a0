import assert from "node:assert/strict";
import { it } from "node:test";
import { openPage } from "./browser.mjs";

const MOST = 500 * 1000;

export function transferring(run) {
  it("takes at most 500 kB for the first load", async () => {
    const { page, context } = await openPage(run.browser, run.host);
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    let bytes = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto("/");
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.evaluate(() => document.fonts.ready);
    assert.ok(bytes > 50_000 && bytes <= MOST, `${bytes} bytes`);
    await context.close();
  });

  it("keeps what has a hash in its name, asks again for the page, and lets no foreign script in", async () => {
    const index = await fetch(`${run.host.url}/charge-points`);
    const html = await index.text();
    assert.equal(index.headers.get("cache-control"), "no-cache");
    assert.match(index.headers.get("content-security-policy"), /script-src 'self'(;|$)/);
    assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)/);
    const asset = await fetch(run.host.url + html.match(/src="(\/assets\/[^"]+)"/)[1]);
    assert.match(asset.headers.get("cache-control"), /immutable/);
    assert.match(asset.headers.get("content-encoding"), /^(br|gzip)$/);
    assert.equal((await fetch(`${run.host.url}/assets/gone.js`)).status, 404);
  });
}

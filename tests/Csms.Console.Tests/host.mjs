// The real host with a database of its own, in a folder that goes when the tests are done.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const program = process.env.CSMS_DLL ?? join(repository, "src/Csms.Host/bin/Debug/net10.0/csms.dll");
const READY_WITHIN = 90_000;
const TOLD_WITHIN = 180_000;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** With `demo`, one that has a week behind it and charge points that go on living. */
export async function startHost({ demo = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "csms-console-"));
  const [http, https] = [await freePort(), await freePort()];
  const host = spawn("dotnet", [program, ...(demo ? ["--demo"] : []), "--data", join(folder, "data"), "--http", String(http), "--https", String(https)], {
    env: { ...process.env, Console__Folder: join(repository, "src/Csms.Console/dist"), Ocpp__UnknownChargePoints: "Pending", Logging__LogLevel__Default: "Warning" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Tests that take too long are ended: the host with them.
  process.once("exit", () => host.kill("SIGTERM"));
  process.once("SIGTERM", () => process.exit(1));
  let output = "";
  const ready = new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => reject(new Error(`The host is not ready:\n${output}`)), READY_WITHIN);
    const read = chunk => {
      output += chunk;
      if (/^Ready /m.test(output)) {
        clearTimeout(tooLong);
        resolve();
      }
    };
    host.stdout.on("data", read);
    host.stderr.on("data", read);
    host.once("exit", () => reject(new Error(`The host ended:\n${output}`)));
  });
  const stop = async () => {
    if (host.exitCode === null) {
      host.kill("SIGTERM");
      await once(host, "exit");
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready;
  } catch (failure) {
    await stop();
    throw failure;
  }
  const key = (await readFile(join(folder, "data/admin.key"), "utf8")).trim();
  const url = `http://localhost:${http}`;
  const running = {
    url,
    key,
    ocpp: `ws://localhost:${http}/ocpp`,
    stop,
    async request(method, path, body) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
        body: body && JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.status === 204 ? undefined : response.json();
    },
  };
  if (demo) await historyTold(running);
  return running;
}

/** The demo begins with a week that is told all at once. */
async function historyTold({ request, stop }) {
  for (const until = Date.now() + TOLD_WITHIN; Date.now() < until; await new Promise(resolve => setTimeout(resolve, 500))) {
    const { lag, sessions, chargePoints } = await request("GET", "/overview?since=2000-01-01T00:00:00Z");
    if (chargePoints.connected > 0 && sessions.started > 100 && lag < 20) return;
  }
  await stop();
  throw new Error("The demo's history was not told in time.");
}

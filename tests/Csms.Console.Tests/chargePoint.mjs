// A charge point that does what the test says, over a real WebSocket: OCPP 1.6-J as far as these tests need it.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import WebSocket from "ws";

export async function connect(ocpp, id, password) {
  const socket = new WebSocket(`${ocpp}/${id}`, ["ocpp1.6"], password ? { headers: { Authorization: `Basic ${Buffer.from(`${id}:${password}`).toString("base64")}` } } : {});
  const waiting = new Map();
  await once(socket, "open");

  const point = {
    id,
    register: 1000,
    transactions: new Map(),
    close: () => socket.close(),
    call(action, payload = {}) {
      const uniqueId = randomUUID();
      socket.send(JSON.stringify([2, uniqueId, action, payload]));
      return new Promise((resolve, reject) => waiting.set(uniqueId, { resolve, reject }));
    },
    status: (connectorId, status, errorCode = "NoError", more = {}) =>
      point.call("StatusNotification", { connectorId, status, errorCode, timestamp: new Date().toISOString(), ...more }),
    start: (connectorId, idTag) => point.call("StartTransaction", { connectorId, idTag, meterStart: point.register, timestamp: new Date().toISOString() }),
    stop: (transactionId, reason) => point.call("StopTransaction", { transactionId, meterStop: point.register, timestamp: new Date().toISOString(), reason }),
    /** A session whose end is never reported: another one begins in its place. */
    async loseTheEnd(connectorId, idTag) {
      const { transactionId } = await point.start(connectorId, idTag);
      await point.meter(connectorId, transactionId, 80);
      const next = await point.start(connectorId, idTag);
      await point.stop(next.transactionId, "Local");
      return transactionId;
    },
    async boot() {
      const { status } = await point.call("BootNotification", { chargePointVendor: "Testwerk", chargePointModel: "T-1", firmwareVersion: "0.9" });
      return status;
    },
    meter: (connectorId, transactionId, wh = 120) =>
      point.call("MeterValues", {
        connectorId,
        transactionId,
        meterValue: [{ timestamp: new Date().toISOString(), sampledValue: [{ value: String((point.register += wh)) }, { value: "11000", measurand: "Power.Active.Import", unit: "W" }] }],
      }),
  };

  // What is asked of it, and what it does about it once it has answered.
  const answers = {
    RemoteStartTransaction: ({ connectorId, idTag }) => [
      { status: "Accepted" },
      async () => {
        const { transactionId } = await point.start(connectorId, idTag);
        point.transactions.set(transactionId, connectorId);
        await point.status(connectorId, "Charging");
        await point.meter(connectorId, transactionId);
      },
    ],
    RemoteStopTransaction: ({ transactionId }) => [
      { status: "Accepted" },
      async () => {
        const connectorId = point.transactions.get(transactionId);
        await point.meter(connectorId, transactionId);
        await point.stop(transactionId, "Remote");
        await point.status(connectorId, "Available");
      },
    ],
    SetChargingProfile: () => [{ status: "Accepted" }],
    Reset: () => [{ status: "Accepted" }],
    UnlockConnector: () => [{ status: "NotSupported" }],
  };

  socket.on("message", text => {
    const [type, uniqueId, ...rest] = JSON.parse(text);
    if (type === 2) {
      const [answer, then] = answers[rest[0]]?.(rest[1]) ?? [{}];
      socket.send(JSON.stringify([3, uniqueId, answer]));
      void then?.();
      return;
    }
    const { resolve, reject } = waiting.get(uniqueId);
    waiting.delete(uniqueId);
    if (type === 3) resolve(rest[0]);
    else reject(new Error(rest.join(" ")));
  });
  return point;
}

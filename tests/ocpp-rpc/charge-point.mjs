// A charge point on top of ocpp-rpc in strict mode: every frame, both ways, is validated against the official schemas.
// Usage: node charge-point.mjs ENDPOINT IDENTITY IDTAG. Runs a whole session, reports what else it can, then answers calls until its input ends.
// Says what happens as one JSON object a line: {"session": id}, {"called": action, "params": …}, {"invalid": …}.
import { createInterface } from 'node:readline';
import { RPCClient } from 'ocpp-rpc';

const [endpoint, identity, idTag] = process.argv.slice(2);
const say = (what) => console.log(JSON.stringify(what));
const client = new RPCClient({ endpoint, identity, protocols: ['ocpp1.6'], strictMode: true, reconnect: false });
client.on('strictValidationFailure', ({ error, method, outbound }) => say({ invalid: error.message, method, outbound, details: error.details }));

const answers = {
  ChangeAvailability: { status: 'Accepted' },
  ChangeConfiguration: { status: 'RebootRequired' },
  ClearCache: { status: 'Accepted' },
  DataTransfer: { status: 'UnknownVendorId' },
  GetConfiguration: { configurationKey: [{ key: 'HeartbeatInterval', readonly: false, value: '300' }], unknownKey: ['Nonsense'] },
  RemoteStartTransaction: { status: 'Accepted' },
  RemoteStopTransaction: { status: 'Rejected' },
  Reset: { status: 'Accepted' },
  UnlockConnector: { status: 'Unlocked' },
  GetDiagnostics: { fileName: 'diagnostics.zip' },
  UpdateFirmware: {},
  GetLocalListVersion: { listVersion: 7 },
  SendLocalList: { status: 'Accepted' },
  ReserveNow: { status: 'Occupied' },
  CancelReservation: { status: 'Rejected' },
  SetChargingProfile: { status: 'Accepted' },
  ClearChargingProfile: { status: 'Unknown' },
  GetCompositeSchedule: {
    status: 'Accepted',
    connectorId: 1,
    scheduleStart: '2026-01-01T00:00:00Z',
    chargingSchedule: {
      duration: 3600,
      chargingRateUnit: 'W',
      chargingSchedulePeriod: [{ startPeriod: 0, limit: 11000.5 }, { startPeriod: 1800, limit: 3700, numberPhases: 1 }],
    },
  },
  TriggerMessage: { status: 'NotImplemented' },
  ExtendedTriggerMessage: { status: 'Accepted' },
  CertificateSigned: { status: 'Rejected' },
  InstallCertificate: { status: 'Failed' },
  GetInstalledCertificateIds: {
    status: 'Accepted',
    certificateHashData: [{ hashAlgorithm: 'SHA512', issuerNameHash: '0a'.repeat(64), issuerKeyHash: '0b'.repeat(64), serialNumber: '1f' }],
  },
  DeleteCertificate: { status: 'NotFound' },
  GetLog: { status: 'AcceptedCanceled', filename: 'security.log' },
  SignedUpdateFirmware: { status: 'RevokedCertificate' },
};
for (const [action, answer] of Object.entries(answers)) {
  client.handle(action, ({ params }) => {
    say({ called: action, params });
    return answer;
  });
}

const now = () => new Date().toISOString();
const expect = (condition, what) => {
  if (!condition) throw new Error(`unexpected: ${JSON.stringify(what)}`);
};

await client.connect();
const boot = await client.call('BootNotification', { chargePointVendor: 'ocpp-rpc', chargePointModel: 'strict', firmwareVersion: '2.2.1' });
expect(boot.status === 'Accepted' && boot.interval > 0 && Math.abs(Date.parse(boot.currentTime) - Date.now()) < 60_000, boot);
for (const connectorId of [0, 1]) {
  await client.call('StatusNotification', { connectorId, errorCode: 'NoError', status: 'Available', timestamp: now() });
}
await client.call('Heartbeat', {});
const authorized = await client.call('Authorize', { idTag });
expect(authorized.idTagInfo.status === 'Accepted', authorized);
await client.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Preparing', timestamp: now() });
const started = await client.call('StartTransaction', { connectorId: 1, idTag, meterStart: 1200, timestamp: now() });
expect(started.idTagInfo.status === 'Accepted' && started.transactionId > 0, started);
await client.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Charging', timestamp: now() });
for (const wattHours of [1700, 2200]) {
  await client.call('MeterValues', {
    connectorId: 1,
    transactionId: started.transactionId,
    meterValue: [{
      timestamp: now(),
      sampledValue: [
        { value: String(wattHours), context: 'Sample.Periodic', measurand: 'Energy.Active.Import.Register', unit: 'Wh', location: 'Outlet', format: 'Raw' },
        { value: '11.04', measurand: 'Power.Active.Import', unit: 'kW' },
        { value: '16.0', measurand: 'Current.Import', phase: 'L1', unit: 'A' },
        { value: '21.5', measurand: 'Temperature', unit: 'Celsius', location: 'Body' },
      ],
    }],
  });
}
const transfer = await client.call('DataTransfer', { vendorId: 'org.example', messageId: 'hello', data: 'world' });
expect(transfer.status === 'UnknownVendorId', transfer);
const stopped = await client.call('StopTransaction', {
  transactionId: started.transactionId,
  idTag,
  meterStop: 2500,
  timestamp: now(),
  reason: 'Local',
  transactionData: [{ timestamp: now(), sampledValue: [{ value: '2500', context: 'Transaction.End' }] }],
});
expect(stopped.idTagInfo.status === 'Accepted', stopped);
await client.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Finishing', timestamp: now() });
await client.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available', timestamp: now() });
await client.call('DiagnosticsStatusNotification', { status: 'Uploading' });
await client.call('FirmwareStatusNotification', { status: 'Installed' });
await client.call('LogStatusNotification', { status: 'Uploaded', requestId: 41 });
await client.call('SignedFirmwareStatusNotification', { status: 'SignatureVerified', requestId: 42 });
await client.call('SecurityEventNotification', { type: 'TamperDetectionActivated', timestamp: now(), techInfo: 'door' });
const signing = await client.call('SignCertificate', {
  csr: '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n',
});
expect(signing.status === 'Rejected', signing);
say({ session: started.transactionId });

createInterface({ input: process.stdin }).on('close', async () => {
  await client.close();
  process.exit(0);
});

using System.Collections.Concurrent;
using Csms.Simulator.Actions;
using Csms.Simulator.Transactions;
using Ocpp.Protocol.V16;

namespace Csms.Simulator;

/// <content>What the central system's calls set in motion.</content>
public sealed partial class SimulatedChargePoint
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ScriptedAnswer>> scripted = new(StringComparer.Ordinal);

    /// <summary>The next call of this action gets this answer, and the device does nothing about it. Several queue up.</summary>
    public void AnswerNext(string action, ScriptedAnswer answer) => scripted.GetOrAdd(action, _ => new ConcurrentQueue<ScriptedAnswer>()).Enqueue(answer);

    internal ScriptedAnswer? TakeScripted(string action) =>
        scripted.TryGetValue(action, out var answers) && answers.TryDequeue(out var answer) ? answer : null;

    internal SimulatedTransaction? FindRunning(long transactionId) =>
        Connectors.Select(connector => connector.Transaction).FirstOrDefault(running => running?.TransactionId == transactionId);

    /// <summary>Sets a connector aside for a remote start, so that two of them cannot both be accepted; null where none is free for the token.</summary>
    internal Connector? ClaimConnector(int? connectorId, string idTag)
    {
        lock (gate)
        {
            var candidates = Connectors.Where(candidate => connectorId is null || candidate.Id == connectorId).ToArray();
            // A connector that is kept for the token goes before one that is free to all.
            var connector = candidates.FirstOrDefault(candidate => candidate.IsKept && candidate.Reservation!.IsFor(idTag, ParentOf(idTag)))
                ?? candidates.FirstOrDefault(candidate => candidate.CanStart);
            connector?.Claimed = true;
            return connector;
        }
    }

    internal async Task StartRemotelyAsync(Connector connector, string idTag, ChargingProfile? profile, CancellationToken ct)
    {
        try
        {
            if (Settings.Flag("AuthorizeRemoteTxRequests") && await AuthorizeAsync(idTag, ct) != AuthorizationStatus.Accepted) return;
            if (connector.Vehicle is null && !Options.DriverPlugsInAfterRemoteStart)
            {
                await AwaitNobodyAsync(connector, ct);
                return;
            }

            connector.ProfileOfNext = profile;
            await StartAsync(connector.Id, idTag, ct: ct);
        }
        finally
        {
            lock (gate) (connector.Claimed, connector.ProfileOfNext) = (false, null);
        }
    }

    /// <summary>Marks connectors in or out of use; those with a transaction wait for its end. Returns the ones whose status changed.</summary>
    internal List<Connector> ChangeAvailability(int connectorId, bool operative, out bool scheduled)
    {
        lock (gate)
        {
            List<Connector> changed = [];
            scheduled = false;
            foreach (var connector in connectorId == 0 ? Connectors.Prepend(whole) : [Connector(connectorId)])
            {
                if (connector.Transaction is not null)
                {
                    connector.ScheduledOperative = operative;
                    scheduled |= connector.Operative != operative;
                }
                else if (connector.Operative != operative)
                {
                    connector.Operative = operative;
                    connector.Reservation = null;
                    connector.Status = connector.IdleStatus;
                    changed.Add(connector);
                }
            }

            return changed;
        }
    }

    internal async Task ReportAsync(IEnumerable<Connector> connectors, CancellationToken ct)
    {
        foreach (var connector in connectors) await ReportStatusAsync(connector, ct);
    }

    internal async Task RestartAsync(bool hard, CancellationToken ct)
    {
        foreach (var connector in Connectors)
        {
            if (connector.Transaction is not { } running) continue;
            var stop = StopAsync(running, hard ? StopReason.HardReset : StopReason.SoftReset, ct: ct);
            // A soft reset ends its transactions in peace, but not for ever; a hard one may send the stops after the restart (section 5.14).
            if (!hard) await Task.WhenAny(stop, Task.Delay(Settings.Seconds("MessageTimeout"), time, ct));
        }

        Accepted = false;
        lock (gate)
        {
            foreach (var connector in Connectors)
            {
                connector.Claimed = false;
                var wasAtRest = connector.Vehicle is null || connector.Status is ChargePointStatus.Unavailable or ChargePointStatus.Reserved;
                if (wasAtRest || !connector.Operative) connector.Status = connector.IdleStatus;
            }
        }

        if (hard) CutConnection();
        else await DisconnectAsync(ct);
        if (!supervised) await ReconnectAsync(ct);
    }

    /// <summary>A changed AuthorizationKey: the device comes back with the new password (security whitepaper, A01).</summary>
    internal async Task ReconnectWithNewPasswordAsync(CancellationToken ct)
    {
        password = Convert.FromHexString(Settings["AuthorizationKey"]);
        await DisconnectAsync(ct);
        if (!supervised) await ReconnectAsync(ct);
    }

    /// <summary>Security messages belong to no profile of section 3.3: a device has them or not, and this one has.</summary>
    internal bool Supports(FeatureProfile profile) =>
        profile == FeatureProfile.Security || Settings.List("SupportedFeatureProfiles").Contains(profile.ToString());

    internal void Fail(Exception bug) => failures.Enqueue(bug);

    // The driver who asked for it never comes (OCPP 1.6 section 9.1.7, ConnectionTimeOut).
    private async Task AwaitNobodyAsync(Connector connector, CancellationToken ct)
    {
        await ChangeStatusAsync(connector, ChargePointStatus.Preparing, ct);
        await Task.Delay(Settings.Seconds("ConnectionTimeOut"), time, ct);
        if (connector.Transaction is null && connector.Vehicle is null) await ChangeStatusAsync(connector, connector.IdleStatus, ct);
    }
}

using System.Collections.Concurrent;
using System.Net.WebSockets;
using Csms.Domain.ChargePoints;

namespace Csms.Host.Connections;

/// <summary>The sockets this node holds, by charge point. The newest connection of a charge point wins, on this node and on any other.</summary>
internal sealed class ConnectionRegistry
{
    private readonly ConcurrentDictionary<string, ChargePointConnection> connections = new(StringComparer.Ordinal);

    // By charge point: strangers in line have doors as well, and what is said of one charge point shall not look through all of them.
    private readonly Dictionary<string, List<Door>> doors = new(StringComparer.Ordinal);

    public int Count => connections.Count;

    /// <summary>As they come and go while one looks.</summary>
    public IEnumerable<ChargePointConnection> All => connections.Select(entry => entry.Value);

    /// <summary>To be called before the connection of a charge point is on record: from then on others know of it, and what they say of it is kept until it has
    /// entered.</summary>
    public Door Open(string chargePointId)
    {
        var door = new Door(this, chargePointId);
        lock (doors)
        {
            if (!doors.TryGetValue(chargePointId, out var open))
                doors.Add(chargePointId, open = new(1));
            open.Add(door);
        }

        return door;
    }

    /// <summary>Enters a connection and ends the one it supersedes; refused when a newer one is there already.</summary>
    public async Task<bool> TryEnterAsync(ChargePointConnection connection, Door door)
    {
        while (!connections.TryAdd(connection.ChargePointId, connection))
        {
            if (!connections.TryGetValue(connection.ChargePointId, out var older))
                continue;
            if (older.Epoch > connection.Epoch)
                return false;
            if (!connections.TryUpdate(connection.ChargePointId, connection, older))
                continue;
            await SupersedeAsync(older);
            break;
        }

        foreach (var said in door.Close())
            await said(connection);
        return true;
    }

    public void Leave(ChargePointConnection connection) =>
        connections.TryRemove(new KeyValuePair<string, ChargePointConnection>(connection.ChargePointId, connection));

    /// <summary>A connection with this epoch was opened somewhere: an older one here is over.</summary>
    public Task FenceAsync(string chargePointId, long epoch) =>
        SayAsync(chargePointId, connection => connection.Epoch < epoch ? SupersedeAsync(connection) : Task.CompletedTask);

    /// <summary>An operator changed the settings of a charge point.</summary>
    public Task TakeSettingsAsync(string chargePointId) => SayAsync(chargePointId, connection =>
    {
        connection.TakeSettings();
        return Task.CompletedTask;
    });

    public Task EndAsync(string chargePointId, DisconnectReason reason, string why) =>
        SayAsync(chargePointId, connection => connection.EndAsync(reason, WebSocketCloseStatus.PolicyViolation, why));

    /// <summary>A certificate is worth nothing any more: ends the connection that it opened, if that is here.</summary>
    public Task EndAsync(string chargePointId, Guid certificateId) =>
        SayAsync(chargePointId, connection => connection.CertificateId != certificateId
            ? Task.CompletedTask
            : connection.EndAsync(DisconnectReason.Removed, WebSocketCloseStatus.PolicyViolation, "The certificate of this connection was revoked."));

    /// <summary>Says good-bye to every charge point (close 1001) so that they look for another node at once.</summary>
    public Task EndAllAsync() =>
        Task.WhenAll(connections.Values.Select(c => c.EndAsync(DisconnectReason.HostStopped, WebSocketCloseStatus.EndpointUnavailable, "The server is going down.")));

    private async Task SayAsync(string chargePointId, Func<ChargePointConnection, Task> what)
    {
        lock (doors)
        {
            foreach (var door in doors.GetValueOrDefault(chargePointId) ?? [])
                door.Keep(what);
        }

        if (connections.TryGetValue(chargePointId, out var connection))
            await what(connection);
    }

    private static Task SupersedeAsync(ChargePointConnection older) =>
        older.EndAsync(DisconnectReason.Superseded, WebSocketCloseStatus.NormalClosure, "A newer connection of this charge point took over.");

    /// <summary>Where a connection is about to enter.</summary>
    internal sealed class Door(ConnectionRegistry registry, string chargePointId) : IDisposable
    {
        private List<Func<ChargePointConnection, Task>>? said;

        public void Keep(Func<ChargePointConnection, Task> what) => (said ??= []).Add(what);

        /// <returns>What was said meanwhile.</returns>
        public IReadOnlyList<Func<ChargePointConnection, Task>> Close()
        {
            lock (registry.doors)
            {
                if (registry.doors.TryGetValue(chargePointId, out var open) && open.Remove(this) && open.Count == 0)
                    registry.doors.Remove(chargePointId);
                var kept = said;
                said = null;
                return kept ?? [];
            }
        }

        public void Dispose() => Close();
    }
}

using System.Collections.Concurrent;
using System.Net.WebSockets;
using Csms.Domain.ChargePoints;

namespace Csms.Host.Connections;

/// <summary>The sockets this node holds, by charge point. The newest connection of a charge point wins, on this node and on any other.</summary>
internal sealed class ConnectionRegistry
{
    private readonly ConcurrentDictionary<string, ChargePointConnection> connections = new(StringComparer.Ordinal);

    public int Count => connections.Count;

    /// <summary>As they come and go while one looks.</summary>
    public IEnumerable<ChargePointConnection> All => connections.Select(entry => entry.Value);

    /// <summary>Enters a connection and ends the one it supersedes; refused when a newer one is there already.</summary>
    public async Task<bool> TryEnterAsync(ChargePointConnection connection)
    {
        while (true)
        {
            if (connections.TryAdd(connection.ChargePointId, connection))
                return true;
            if (!connections.TryGetValue(connection.ChargePointId, out var older))
                continue;
            if (older.Epoch > connection.Epoch)
                return false;
            if (!connections.TryUpdate(connection.ChargePointId, connection, older))
                continue;
            await SupersedeAsync(older);
            return true;
        }
    }

    public void Leave(ChargePointConnection connection) =>
        connections.TryRemove(new KeyValuePair<string, ChargePointConnection>(connection.ChargePointId, connection));

    /// <summary>A connection with this epoch was opened somewhere: an older one here is over.</summary>
    public async Task FenceAsync(string chargePointId, long epoch)
    {
        if (connections.TryGetValue(chargePointId, out var connection) && connection.Epoch < epoch)
            await SupersedeAsync(connection);
    }

    /// <summary>An operator changed the settings of a charge point.</summary>
    public void TakeSettings(string chargePointId)
    {
        if (connections.TryGetValue(chargePointId, out var connection))
            connection.TakeSettings();
    }

    public async Task EndAsync(string chargePointId, DisconnectReason reason, string why)
    {
        if (connections.TryGetValue(chargePointId, out var connection))
            await connection.EndAsync(reason, WebSocketCloseStatus.PolicyViolation, why);
    }

    /// <summary>A certificate is worth nothing any more: ends the connection that it opened, if that is here.</summary>
    public async Task EndAsync(string chargePointId, Guid certificateId)
    {
        if (connections.TryGetValue(chargePointId, out var connection) && connection.CertificateId == certificateId)
            await connection.EndAsync(DisconnectReason.Removed, WebSocketCloseStatus.PolicyViolation, "The certificate of this connection was revoked.");
    }

    /// <summary>Says good-bye to every charge point (close 1001) so that they look for another node at once.</summary>
    public Task EndAllAsync() =>
        Task.WhenAll(connections.Values.Select(c => c.EndAsync(DisconnectReason.HostStopped, WebSocketCloseStatus.EndpointUnavailable, "The server is going down.")));

    private static Task SupersedeAsync(ChargePointConnection older) =>
        older.EndAsync(DisconnectReason.Superseded, WebSocketCloseStatus.NormalClosure, "A newer connection of this charge point took over.");
}

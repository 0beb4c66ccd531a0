using System.Text;
using System.Text.Json;
using Csms.EventStore;
using Ocpp.Protocol.V16;

namespace Csms.Host.Calls;

/// <summary>What a call asked for, as it went on the wire.</summary>
internal sealed class CallPayloads(PostgresEventStore store)
{
    /// <summary>The request of a call.</summary>
    /// <returns>Null when it cannot be read as this type. Not verbatim: its content was erased, and idTags in it read "withheld".</returns>
    public async Task<(T? Request, bool IsVerbatim)> ReadAsync<T>(string action, JsonElement payload, Guid? contentId, CancellationToken cancellationToken)
        where T : class
    {
        var verbatim = contentId is { } id ? await store.ReadContentAsync(id, cancellationToken) : null;
        // Whatever was sent is of interest, even what breaks a rule: an operator may send anything.
        var read = OcppActions.Find(action)!.ReadRequest(verbatim is null ? JsonSerializer.SerializeToUtf8Bytes(payload) : Encoding.UTF8.GetBytes(verbatim));
        return (read.Value as T, contentId is null || verbatim is not null);
    }
}

using System.Security.Cryptography;
using System.Text;
using Csms.EventStore;

namespace Csms.Host.Handlers.V16;

/// <summary>Lays a charge point's free text beside the event (ADR 0007).</summary>
internal static class TextBeside
{
    /// <summary>The key follows from the text and its sender, so that the same report sent again is the same event, and erasing one charge point's
    /// text leaves another's alone.</summary>
    public static ErasableContent Of(string chargePointId, string text) =>
        new(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"text\n{chargePointId}\n{text}")).AsSpan(0, 16)), null, text);
}

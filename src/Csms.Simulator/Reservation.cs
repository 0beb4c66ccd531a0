using Ocpp.Protocol;

namespace Csms.Simulator;

/// <summary>A connector kept for a token or its group until a moment (OCPP 1.6 section 5.13); kept in flash.</summary>
/// <param name="AnyConnector">Asked for connector 0: the device chose one, and the token may use any.</param>
public sealed record Reservation(int Id, IdToken IdTag, DateTimeOffset ExpiryDate, IdToken? ParentIdTag, bool AnyConnector)
{
    internal bool IsFor(string idTag, string? parentIdTag) =>
        new IdToken(idTag) == IdTag || (ParentIdTag is { } parent && parentIdTag is not null && new IdToken(parentIdTag) == parent);
}

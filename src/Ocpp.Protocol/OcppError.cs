namespace Ocpp.Protocol;

/// <summary>Why a message could not be processed, as it goes into a CALLERROR (OCPP-J 1.6 section 4.2.3).</summary>
/// <param name="Code">One of <see cref="OcppErrorCode"/>.</param>
/// <param name="Description">For people; names the member that is wrong. Cut to 255 characters on the wire.</param>
public sealed record OcppError(string Code, string Description)
{
    /// <summary>Longest description OCPP-J 1.6 table 6 allows.</summary>
    public const int LongestDescription = 255;

    /// <summary>Id that answers a frame whose own id could not be read.</summary>
    public const string UnreadableId = "-1";
}

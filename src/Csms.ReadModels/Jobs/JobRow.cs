using System.Text.Json;

namespace Csms.ReadModels.Jobs;

/// <summary>An update of firmware, or an upload of diagnostics or of a log: what was asked, what the charge point told of it, what came.</summary>
/// <param name="JobId">Of the call that asked for it; a name of our own where nobody did.</param>
/// <param name="Kind">firmware, signed_firmware, diagnostics or log.</param>
/// <param name="State">See <see cref="JobState"/>.</param>
/// <param name="Reason">The word or the error code that ended it other than well.</param>
/// <param name="Begun">Place in the feed of its first event.</param>
/// <param name="RequestedBy">Null where nobody here asked for it.</param>
/// <param name="AwaitingSince">From when on a status is due; null when it has ended or waits to be sent.</param>
/// <param name="Statuses">What the charge point told, in order of arrival: <c>[{"status", "at"}]</c>, the newest 100.</param>
/// <param name="FirmwareBefore">Version the charge point had booted with when it was asked.</param>
/// <param name="FirmwareAfter">Version it booted with since.</param>
public sealed record JobRow(
    Guid JobId,
    string ChargePointId,
    string Kind,
    string State,
    string? Reason,
    long Begun,
    DateTimeOffset BegunAt,
    string? RequestedBy,
    long? RequestId,
    string? Location,
    DateTimeOffset? RetrieveAt,
    DateTimeOffset? InstallAt,
    DateTimeOffset? AnsweredAt,
    string? FileName,
    DateTimeOffset? AwaitingSince,
    string? LastStatus,
    DateTimeOffset? LastStatusAt,
    JsonElement Statuses,
    DateTimeOffset? EndedAt,
    Guid? SupersededBy,
    string? FirmwareBefore,
    string? FirmwareAfter,
    DateTimeOffset? BootedAt,
    Guid? FileId,
    DateTimeOffset? FileReceivedAt) : ReadModelRow;

/// <summary>How far a job has come.</summary>
public static class JobState
{
    /// <summary>Waits to be sent.</summary>
    public const string Requested = "requested";

    /// <summary>Sent, not answered.</summary>
    public const string Sent = "sent";

    /// <summary>The charge point said it would.</summary>
    public const string Accepted = "accepted";

    /// <summary>The charge point tells how it goes.</summary>
    public const string Running = "running";

    /// <summary>Nobody knows whether the charge point got the call.</summary>
    public const string Unknown = "unknown";

    /// <summary>Installed, or uploaded.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>The charge point told that it failed.</summary>
    public const string Failed = "failed";

    /// <summary>The charge point said it would not.</summary>
    public const string Refused = "refused";

    /// <summary>The charge point has no diagnostics of that time (OCPP 1.6 section 5.9: no file name).</summary>
    public const string NothingToUpload = "nothing_to_upload";

    /// <summary>The call expired or was withdrawn.</summary>
    public const string NotSent = "not_sent";

    /// <summary>A later job took its place (AcceptedCanceled).</summary>
    public const string Superseded = "superseded";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Requested, Sent, Accepted, Running, Unknown, Succeeded, Failed, Refused, NothingToUpload, NotSent, Superseded];
}

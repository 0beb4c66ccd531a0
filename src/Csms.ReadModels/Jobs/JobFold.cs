using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Domain.Calls;
using Csms.ReadModels.Rows;

namespace Csms.ReadModels.Jobs;

/// <summary>What one event makes of a job.</summary>
internal static class JobFold
{
    private const int MostStatuses = 100;
    private static readonly JsonElement None = JsonElement.Parse("[]");

    public static bool IsOpen(this JobRow job) => job.EndedAt is null;

    public static bool IsFirmware(this JobRow job) => job.Kind is "firmware" or "signed_firmware";

    /// <summary>Only a charge point that may have got the call can tell of the job.</summary>
    public static bool MayBeUnderWay(this JobRow job) => job.State is JobState.Sent or JobState.Accepted or JobState.Running or JobState.Unknown;

    public static JobRow Requested(Guid jobId, CallEvent.Requested e, long sequence, DateTimeOffset at, string? firmware)
    {
        var kind = JobWords.KindOf(e.Action)!;
        var file = kind switch
        {
            "signed_firmware" => Object(e.Payload, "firmware"),
            "log" => Object(e.Payload, "log"),
            _ => e.Payload,
        };
        return Empty(jobId, e.ChargePointId, kind, JobState.Requested, sequence, at) with
        {
            RequestedBy = e.IssuedBy,
            RequestId = e.Payload.TryGetProperty("requestId", out var id) && id.TryGetInt64(out var number) ? number : null,
            Location = Text(file, kind == "log" ? "remoteLocation" : "location"),
            RetrieveAt = Time(file, kind == "firmware" ? "retrieveDate" : "retrieveDateTime"),
            InstallAt = Time(file, "installDateTime"),
            FirmwareBefore = kind is "firmware" or "signed_firmware" ? firmware : null,
        };
    }

    /// <summary>The charge point tells of a job that nobody here asked for.</summary>
    public static JobRow Unrequested(Guid jobId, string chargePointId, string kind, long? requestId, long sequence, DateTimeOffset at, string? firmware) =>
        Empty(jobId, chargePointId, kind, JobState.Running, sequence, at) with { RequestId = requestId, FirmwareBefore = kind.EndsWith("firmware", StringComparison.Ordinal) ? firmware : null };

    public static JobRow Answered(this JobRow job, JsonElement response, DateTimeOffset at)
    {
        var answered = job with { AnsweredAt = at, FileName = Text(response, job.Kind == "diagnostics" ? "fileName" : "filename") };
        // A status that overtook the answer says more than the answer does.
        if (job.LastStatus is not null)
            return answered;
        return Text(response, "status") switch
        {
            null when job.Kind == "diagnostics" && answered.FileName is null or "" => answered.End(JobState.NothingToUpload, null, at),
            null or "Accepted" or "AcceptedCanceled" => answered with { State = JobState.Accepted, AwaitingSince = Later(at, job.RetrieveAt) },
            var word => answered.End(JobState.Refused, word, at),
        };
    }

    public static JobRow Failed(this JobRow job, CallEvent.Failed e, DateTimeOffset at) => (job.LastStatus, e.Kind) switch
    {
        (not null, _) => job with { AnsweredAt = at },
        (_, CallFailure.CallError) => (job with { AnsweredAt = at }).End(JobState.Refused, e.Code, at),
        _ => job.Lost(e.Code, at),
    };

    /// <summary>Nobody knows whether it arrived; a status would tell.</summary>
    public static JobRow Lost(this JobRow job, string reason, DateTimeOffset at) =>
        job.LastStatus is not null ? job : job with { State = JobState.Unknown, Reason = reason, AwaitingSince = Later(at, job.RetrieveAt) };

    public static JobRow End(this JobRow job, string state, string? reason, DateTimeOffset at) =>
        job with { State = state, Reason = reason, EndedAt = at, AwaitingSince = null };

    /// <summary>Whatever the charge point tells is kept. A success is believed even after an end; a failure or a step changes nothing of what succeeded or
    /// was superseded, but takes up again what had failed: the charge point tries once more.</summary>
    public static JobRow Told(this JobRow job, string status, DateTimeOffset at)
    {
        var told = job with { LastStatus = status, LastStatusAt = at, Statuses = With(job.Statuses, status, at) };
        if (status == JobWords.Idle)
            return told;
        if (JobWords.IsSuccess(status))
            return job.State == JobState.Succeeded ? told : told.End(JobState.Succeeded, null, at);
        if (job.State is JobState.Succeeded or JobState.Superseded)
            return told;
        if (JobWords.IsFailure(status))
            return told.End(JobState.Failed, status, at);
        var due = status switch
        {
            "DownloadScheduled" => Later(at, job.RetrieveAt),
            "InstallScheduled" => Later(at, job.InstallAt),
            _ => at,
        };
        return told with { State = JobState.Running, Reason = null, EndedAt = null, AwaitingSince = due };
    }

    private static JobRow Empty(Guid jobId, string chargePointId, string kind, string state, long sequence, DateTimeOffset at) => new(
        jobId, chargePointId, kind, state, null, sequence, at, null, null, null, null, null, null, null, null, null, null, None, null, null, null, null, null, null,
        null);

    private static JsonElement With(JsonElement statuses, string status, DateTimeOffset at)
    {
        var all = JsonNode.Parse(statuses.GetRawText())!.AsArray();
        all.Add(new JsonObject { ["status"] = status, ["at"] = at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) });
        while (all.Count > MostStatuses)
            all.RemoveAt(0);
        return JsonElement.Parse(all.ToJsonString());
    }

    private static DateTimeOffset Later(DateTimeOffset at, DateTimeOffset? other) => other > at ? other.Value : at;

    private static JsonElement Object(JsonElement payload, string name) => payload.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement payload, string name) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement payload, string name) =>
        DateTimeOffset.TryParse(Text(payload, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToStored() : null;
}

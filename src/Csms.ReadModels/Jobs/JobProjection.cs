using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.Files;
using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Jobs;

/// <summary>
/// Ties what a charge point tells to what was asked of it: by requestId where it names one, else the newest job of the kind that may be under way. What fits
/// no job becomes one of its own, which nobody requested.
/// </summary>
internal sealed class JobProjection : Projection
{
    public static ReadModel ReadModel { get; } = new(
        "jobs",
        1,
        ["jobs", "job_charge_points"],
        [
            typeof(CallEvent.Requested), typeof(CallEvent.Sent), typeof(CallEvent.Answered), typeof(CallEvent.Failed), typeof(CallEvent.TimedOut),
            typeof(CallEvent.Expired), typeof(CallEvent.Cancelled), typeof(ChargePointEvent.FirmwareStatusReported),
            typeof(ChargePointEvent.SignedFirmwareStatusReported), typeof(ChargePointEvent.DiagnosticsStatusReported), typeof(ChargePointEvent.LogStatusReported),
            typeof(ChargePointEvent.Booted), typeof(FileEvent.Received),
        ],
        _ => new JobProjection());

    public override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        var named = page.Select(JobOf).OfType<Guid>().Distinct().ToArray();
        var chargePoints = page.Select(ChargePointOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (named.Length == 0 && chargePoints.Count == 0)
            return;
        var jobs = new JobsAtHand();
        await jobs.ReadAsync(connection, named, chargePoints, [.. page.Select(e => TellingOf(e.Event).RequestId).OfType<long>().Distinct()], cancellationToken);
        foreach (var recorded in page)
        {
            var job = JobOf(recorded) is { } id ? jobs.Find(id) : null;
            if ((ChargePointOf(recorded) ?? job?.ChargePointId) is not { } chargePointId || jobs.Has(chargePointId, recorded.Sequence))
                continue;
            if (recorded.Event is ChargePointEvent.Booted boot)
                Boot(jobs, chargePointId, boot, recorded);
            else if (TellingOf(recorded.Event) is { Kind: { } kind } telling)
                Tell(jobs, chargePointId, kind, telling.Status, telling.RequestId, recorded);
            else if (Evolve(job, recorded, jobs) is { } evolved)
                jobs.Put(evolved, recorded.Sequence);
            jobs.Seen(chargePointId, recorded.Sequence, (recorded.Event as ChargePointEvent.Booted)?.FirmwareVersion);
        }

        await jobs.WriteAsync(connection, cancellationToken);
    }

    private static JobRow? Evolve(JobRow? job, FeedEvent recorded, JobsAtHand jobs) => (recorded.Event, job) switch
    {
        (CallEvent.Requested e, _) => JobFold.Requested(JobOf(recorded)!.Value, e, recorded.Sequence, recorded.RecordedAt, jobs.FirmwareOf(e.ChargePointId)),
        (_, null) => null,
        (CallEvent.Sent, _) => job with { State = JobState.Sent },
        (CallEvent.Answered e, _) => Supersede(job.Answered(e.Response, recorded.RecordedAt), e, recorded, jobs),
        (CallEvent.Failed e, _) => job.Failed(e, recorded.RecordedAt),
        (CallEvent.TimedOut, _) => job.Lost("timed_out", recorded.RecordedAt),
        (CallEvent.Expired, _) => job.End(JobState.NotSent, "expired", recorded.RecordedAt),
        (CallEvent.Cancelled, _) => job.End(JobState.NotSent, "cancelled", recorded.RecordedAt),
        (FileEvent.Received e, _) => job with { FileId = e.FileId, FileReceivedAt = recorded.RecordedAt },
        _ => null,
    };

    /// <summary>AcceptedCanceled: the charge point dropped what it was doing for this (Improved security, L01.FR.24 and N01).</summary>
    private static JobRow Supersede(JobRow job, CallEvent.Answered e, FeedEvent recorded, JobsAtHand jobs)
    {
        var cancels = e.Response.TryGetProperty("status", out var status) && status.ValueEquals("AcceptedCanceled");
        if (cancels && jobs.Newest(job.ChargePointId, j => j.Kind == job.Kind && j.Begun < job.Begun && j.MayBeUnderWay()) is { } former)
            jobs.Put(former.End(JobState.Superseded, null, recorded.RecordedAt) with { SupersededBy = job.JobId }, recorded.Sequence);
        return job;
    }

    private static void Tell(JobsAtHand jobs, string chargePointId, string kind, string status, long? requestId, FeedEvent recorded)
    {
        var job = requestId is null
            ? Unnamed(jobs, chargePointId, kind, status)
            : jobs.Newest(chargePointId, j => j.Kind == kind && j.RequestId == requestId);
        if (job is null && status == JobWords.Idle)
            return;
        job ??= JobFold.Unrequested(
            FeedName.Of(recorded.Sequence), chargePointId, kind, requestId, recorded.Sequence, recorded.RecordedAt, jobs.FirmwareOf(chargePointId));
        jobs.Put(job.Told(status, recorded.RecordedAt), recorded.Sequence);
    }

    /// <summary>The job a status without a requestId is about: what is under way, else the last one, unless the status begins another.</summary>
    private static JobRow? Unnamed(JobsAtHand jobs, string chargePointId, string kind, string status)
    {
        if (jobs.Newest(chargePointId, j => j.Kind == kind && j.MayBeUnderWay()) is { } underWay)
            return underWay;
        return jobs.Newest(chargePointId, j => j.Kind == kind) switch
        {
            { State: JobState.Failed or JobState.NothingToUpload } again => again,
            { State: JobState.Succeeded or JobState.Superseded } over when !JobWords.IsBeginning(status) => over,
            _ => null,
        };
    }

    /// <summary>The version a charge point boots with proves an update, or that there was none.</summary>
    private static void Boot(JobsAtHand jobs, string chargePointId, ChargePointEvent.Booted boot, FeedEvent recorded)
    {
        if (boot.FirmwareVersion is { } version && jobs.Newest(chargePointId, j => j.IsFirmware()) is { } job
            && (job.MayBeUnderWay() || job is { State: JobState.Succeeded, BootedAt: null }))
        {
            jobs.Put(job with { FirmwareAfter = version, BootedAt = recorded.RecordedAt }, recorded.Sequence);
        }
    }

    /// <summary>The job an event names, which may be none of ours.</summary>
    private static Guid? JobOf(FeedEvent recorded) => recorded.Event switch
    {
        CallEvent.Requested e when JobWords.KindOf(e.Action) is null => null,
        CallEvent => Guid.Parse(recorded.After("call-")),
        FileEvent.Received e => e.CallId,
        _ => null,
    };

    private static string? ChargePointOf(FeedEvent recorded) => recorded.Event switch
    {
        CallEvent.Requested e when JobWords.KindOf(e.Action) is not null => e.ChargePointId,
        ChargePointEvent.Booted => recorded.After("charge-point-"),
        var e when TellingOf(e).Kind is not null => recorded.After("charge-point-"),
        _ => null,
    };

    private static (string? Kind, string Status, long? RequestId) TellingOf(object recorded) => recorded switch
    {
        ChargePointEvent.FirmwareStatusReported e => ("firmware", e.Status.ToString(), null),
        ChargePointEvent.SignedFirmwareStatusReported e => ("signed_firmware", e.Status.ToString(), e.RequestId),
        ChargePointEvent.DiagnosticsStatusReported e => ("diagnostics", e.Status.ToString(), null),
        ChargePointEvent.LogStatusReported e => ("log", e.Status.ToString(), e.RequestId),
        _ => (null, "", null),
    };
}

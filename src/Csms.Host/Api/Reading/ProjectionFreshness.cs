using System.Globalization;
using Csms.EventStore;
using Csms.Host.Api.Requests;
using Csms.ReadModels.Projecting;

namespace Csms.Host.Api.Reading;

/// <summary>Marks an endpoint that answers from the read models.</summary>
/// <param name="CatchesUp">It waits a moment for everything that is stored when it is asked, so that who has just written reads it.</param>
internal sealed record AnswersFromReadModels(bool CatchesUp);

/// <summary>
/// Reading one's own writes. A write answers with <see cref="EventSequence"/>; a read says with <see cref="Position"/> up to which event its answer is
/// complete, and with <see cref="MinPosition"/> waits until that is far enough.
/// </summary>
internal sealed class ProjectionFreshness(ProjectionPositions positions, PostgresEventStore store)
{
    public const string EventSequence = "X-Event-Sequence";
    public const string Position = "X-Projection-Position";
    public const string MinPosition = "minPosition";

    /// <summary>Read models are usually milliseconds behind; one that is being rebuilt is answered from as it is.</summary>
    private static readonly TimeSpan PatienceForNewest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan PatienceForDemanded = TimeSpan.FromSeconds(10);

    public async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, bool catchesUp)
    {
        var http = context.HttpContext;
        if (http.Request.Query[MinPosition] is [{ } text])
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var demanded))
                return Problem.OfMember(UnreadableRequest.InvalidParameter, MinPosition, $"\"{text}\" is not the number of an event");
            if (!await positions.WaitForAsync(demanded, PatienceForDemanded, http.RequestAborted))
            {
                http.Response.Headers.RetryAfter = "1";
                return Problem.Of(StatusCodes.Status503ServiceUnavailable, "projections_behind", $"The read models do not contain event {demanded} yet.");
            }
        }
        else if (catchesUp)
        {
            await positions.WaitForAsync(await store.ReadHeadAsync(http.RequestAborted), PatienceForNewest, http.RequestAborted);
        }

        // Before the rows are read: they are at least as new as this says.
        var position = await positions.ReadCommonAsync(http.RequestAborted);
        http.Response.Headers[Position] = position.ToString(CultureInfo.InvariantCulture);
        return await next(context);
    }
}

internal static class ProjectionFreshnessEndpoints
{
    /// <summary>The endpoint answers from the read models.</summary>
    public static RouteHandlerBuilder ReadsProjections(this RouteHandlerBuilder builder, bool catchesUp = false) => builder
        .WithMetadata(new AnswersFromReadModels(catchesUp))
        .AddEndpointFilter((context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<ProjectionFreshness>().AnswerAsync(context, next, catchesUp));

    /// <summary>Tells a writer which event its write became; nothing when nothing had to change.</summary>
    public static void TellsSequence(this HttpContext http, long sequence)
    {
        if (sequence > 0)
            http.Response.Headers[ProjectionFreshness.EventSequence] = sequence.ToString(CultureInfo.InvariantCulture);
    }
}

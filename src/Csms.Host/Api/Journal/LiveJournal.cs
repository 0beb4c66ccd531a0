using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Csms.EventStore.Journal;
using Csms.Host.Api.Requests;

namespace Csms.Host.Api.Journal;

/// <summary>Writes a charge point's frames as server-sent events. They are looked for a few times a second, which is as often as they are written.</summary>
internal sealed class LiveJournal(JournalQueries journal, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private const int PageSize = 200;
    private const int MostFollowers = 100;

    // What was written within it can still be seen by a client that was away.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);
    private int followers;

    public IResult From(string chargePointId, long after, bool showIdTags) => new Response(this, chargePointId, after, showIdTags);

    private async Task WriteAsync(HttpContext http, string chargePointId, long after, bool showIdTags)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        // Proxies of nginx's kind would hold events back to fill a buffer.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var output = http.Response.BodyWriter;
        try
        {
            using var timer = new PeriodicTimer(Interval, clock);
            var told = DateTimeOffset.MinValue;
            do
            {
                var rows = await journal.ListNewAsync(chargePointId, after, clock.GetUtcNow() - Window, PageSize, ending.Token);
                foreach (var row in rows)
                    Write(output, JournalFrameView.Of(row, showIdTags));
                if (rows.Count > 0)
                    after = rows[^1].Id;
                if (rows.Count == 0 && clock.GetUtcNow() - told < Quiet)
                    continue;
                if (rows.Count == 0)
                    Encoding.UTF8.GetBytes(": live\n\n", output);
                await output.FlushAsync(ending.Token);
                told = clock.GetUtcNow();
            }
            while (await timer.WaitForNextTickAsync(ending.Token));
        }
        catch (Exception e) when (ending.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // The client went, or the host stops: the response simply ends.
        }
    }

    private static void Write(PipeWriter output, JournalFrameView frame)
    {
        var json = JsonSerializer.Serialize(frame, ApiJson.Options);
        var kind = JsonNamingPolicy.CamelCase.ConvertName(frame.Kind.ToString());
        Encoding.UTF8.GetBytes($"id: {frame.Id}\nevent: {kind}\ndata: {json}\n\n", output);
    }

    private sealed class Response(LiveJournal live, string chargePointId, long after, bool showIdTags) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            try
            {
                if (Interlocked.Increment(ref live.followers) > MostFollowers)
                {
                    httpContext.Response.Headers.RetryAfter = "30";
                    await Problem.Of(StatusCodes.Status503ServiceUnavailable, "too_many_followers", $"{MostFollowers} clients follow already.").ExecuteAsync(httpContext);
                    return;
                }

                await live.WriteAsync(httpContext, chargePointId, after, showIdTags);
            }
            finally
            {
                Interlocked.Decrement(ref live.followers);
            }
        }
    }
}

using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Csms.EventStore;
using Csms.Host.Api.Requests;

namespace Csms.Host.Api.Events;

/// <summary>Writes the feed as server-sent events. A page at a time: who reads slowly is served slowly, and nothing piles up here.</summary>
internal sealed class LiveEvents(PostgresEventStore store, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private const int PageSize = 100;
    private const int MostFollowers = 200;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);
    private int followers;

    public IResult From(long after, IReadOnlyCollection<string>? types) => new Response(this, after, types);

    private async Task WriteAsync(HttpContext http, long after, IReadOnlyCollection<string>? types)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        // Proxies of nginx's kind would hold events back to fill a buffer.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var output = http.Response.BodyWriter;
        var pages = store.FollowFeedAsync(after, PageSize, ending.Token, types).GetAsyncEnumerator(ending.Token);
        var next = pages.MoveNextAsync().AsTask();
        try
        {
            await CommentAsync(output, "live", ending.Token);
            while (await ComesAsync(next, output, ending.Token))
            {
                foreach (var recorded in pages.Current)
                    Write(output, EventView.Of(recorded));
                await output.FlushAsync(ending.Token);
                next = pages.MoveNextAsync().AsTask();
            }
        }
        catch (Exception e) when (ending.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // The client went, or the host stops: the response simply ends.
        }
        finally
        {
            await ending.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await pages.DisposeAsync();
        }
    }

    private async Task<bool> ComesAsync(Task<bool> next, PipeWriter output, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await next.WaitAsync(Quiet, clock, cancellationToken);
            }
            catch (TimeoutException) when (!next.IsCompleted)
            {
                await CommentAsync(output, "quiet", cancellationToken);
            }
        }
    }

    private static async Task CommentAsync(PipeWriter output, string comment, CancellationToken cancellationToken)
    {
        Encoding.UTF8.GetBytes($": {comment}\n\n", output);
        await output.FlushAsync(cancellationToken);
    }

    private static void Write(PipeWriter output, EventView e)
    {
        // Neither JSON as it is written here nor an event's name holds a line break.
        var json = JsonSerializer.Serialize(e, ApiJson.Options);
        Encoding.UTF8.GetBytes($"id: {e.Sequence}\nevent: {e.Type}\ndata: {json}\n\n", output);
    }

    private sealed class Response(LiveEvents live, long after, IReadOnlyCollection<string>? types) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            try
            {
                if (Interlocked.Increment(ref live.followers) > MostFollowers)
                {
                    httpContext.Response.Headers.RetryAfter = "30";
                    var refusal = Problem.Of(StatusCodes.Status503ServiceUnavailable, "too_many_followers", $"{MostFollowers} clients follow already.");
                    await refusal.ExecuteAsync(httpContext);
                    return;
                }

                await live.WriteAsync(httpContext, after, types);
            }
            finally
            {
                Interlocked.Decrement(ref live.followers);
            }
        }
    }
}

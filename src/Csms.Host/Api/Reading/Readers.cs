using Csms.Host.Api.Requests;
using Npgsql;

namespace Csms.Host.Api.Reading;

/// <summary>
/// Whoever reads by the API may hold at most half of the connections to the database: however many reports are asked for, and however slowly they are fetched, charge
/// points find one. Others wait for their turn, and are told when that takes too long.
/// </summary>
internal sealed class Readers : IDisposable
{
    private const int LeastRoom = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly SemaphoreSlim room;

    public Readers(NpgsqlDataSource dataSource) =>
        room = new SemaphoreSlim(Math.Max(LeastRoom, new NpgsqlConnectionStringBuilder(dataSource.ConnectionString).MaxPoolSize / 2));

    public async Task TakeTurnAsync(HttpContext http, RequestDelegate next)
    {
        // Followers hold no connection while they wait, and are counted where they are served.
        if (!HttpMethods.IsGet(http.Request.Method) || !http.Request.Path.StartsWithSegments("/api/v1", out var rest) || rest.Value!.EndsWith("/live", StringComparison.Ordinal))
        {
            await next(http);
            return;
        }

        if (!await room.WaitAsync(Patience, http.RequestAborted))
        {
            http.Response.Headers.RetryAfter = "10";
            await Problem.Of(StatusCodes.Status503ServiceUnavailable, "too_many_readers", "Too many others are reading just now; ask again in a moment.").ExecuteAsync(http);
            return;
        }

        try
        {
            await next(http);
        }
        finally
        {
            room.Release();
        }
    }

    public void Dispose() => room.Dispose();
}

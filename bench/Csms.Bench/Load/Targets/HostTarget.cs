using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Csms.Bench.Load.Traffic;
using Npgsql;

namespace Csms.Bench.Load.Targets;

/// <summary>The real host as <c>./run</c> starts it, in a data folder of its own with its own PostgreSQL: journal, projections, reactions and sealing on.</summary>
internal sealed class HostTarget : Target
{
    private const int RegistrationsAtOnce = 16;
    private const string Unlimited = "1000000";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly HttpClient rest;
    private int registered;

    private HostTarget(Child child, int port, int postmaster, NpgsqlDataSource store, HttpClient rest)
        : base("host", child, port, postmaster) => (Store, this.rest) = (store, rest);

    /// <summary>To look at what is stored.</summary>
    public NpgsqlDataSource Store { get; }

    /// <param name="folder">Empty, and only for this.</param>
    /// <param name="program">csms.dll.</param>
    public static async Task<HostTarget> StartAsync(string folder, string program, CancellationToken cancellationToken)
    {
        var data = Path.Combine(folder, "data");
        string[] command = ["dotnet", program, "serve", "--data", data, "--http", "0", "--https", "0"];
        // The one thing that is not as ./run starts it: a charge point is read as fast as it sends, or the host would only show how slowly it reads.
        var (child, ready) = await Child.StartAsync(
            command, Path.Combine(folder, "host.log"), "Ready ", cancellationToken, ("Limits__MessagesPerSecond", Unlimited), ("Limits__MessageBurst", Unlimited));
        try
        {
            var port = new Uri(ready.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal))).Port;
            var store = NpgsqlDataSource.Create($"Host={Path.Combine(data, "postgres")};Username=postgres;Database=csms");
            var rest = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
            rest.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(data, "admin.key"), cancellationToken)).Trim());
            return new HostTarget(child, port, await PostmasterAsync(store.ConnectionString, cancellationToken), store, rest);
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>Enters charge points and their tokens, as an operator would.</summary>
    public async Task RegisterAsync(int count, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(registered, Math.Max(0, count - registered)),
            new ParallelOptions { MaxDegreeOfParallelism = RegistrationsAtOnce, CancellationToken = cancellationToken },
            async (i, cancellation) =>
            {
                await PostAsync("/api/v1/charge-points", new { id = Fleet.IdentityOf(i), securityProfile = 0 }, cancellation);
                await PostAsync("/api/v1/tokens", new { idTag = Fleet.IdTagOf(i) }, cancellation);
            });
        registered = Math.Max(registered, count);
    }

    /// <summary>Until the sessions that have ended are billed, and projections and seals have come to the end of the feed.</summary>
    public override async Task SettleAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        await AreBilledAsync(limit.Token);
        while (!(await ReadMetricsAsync(limit.Token)).Values("csms_projection_lag_events").DefaultIfEmpty(1).All(lag => lag == 0)
            || !(await ReadMetricsAsync(limit.Token)).Values("csms_seal_lag_events").DefaultIfEmpty(1).All(lag => lag == 0))
            await Task.Delay(50, limit.Token);
    }

    public async Task<MetricsText> ReadMetricsAsync(CancellationToken cancellationToken) => new(await rest.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken));

    /// <summary>How many seconds projections are behind; null when it cannot be told.</summary>
    public async Task<double?> ReadLagAsync() =>
        (await ReadMetricsAsync(CancellationToken.None)).Values("csms_projection_lag_seconds").Select(seconds => (double?)seconds).FirstOrDefault();

    /// <summary>What the host gave up recording since it began, because the database could not keep up: frames of the wire journal and decisions on Authorize.</summary>
    public async Task<(double Frames, double Decisions)> ReadLostAsync(CancellationToken cancellationToken)
    {
        var metrics = await ReadMetricsAsync(cancellationToken);
        return (metrics.Values("csms_journal_lost_total").Single(), metrics.Values("csms_decisions_lost_total").Single());
    }

    public override async ValueTask DisposeAsync()
    {
        rest.Dispose();
        await Store.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Bills come a settle window after the stop; by then the last of them stands at the rule's place in the feed.</summary>
    private async Task AreBilledAsync(CancellationToken cancellationToken)
    {
        await using var stops = Store.CreateCommand("SELECT coalesce(max(seq_id), 0) FROM events.mt_events WHERE type = 'transaction_stopped'");
        var last = (long)(await stops.ExecuteScalarAsync(cancellationToken))!;
        await using var bills = Store.CreateCommand("SELECT position FROM csms.reactions WHERE name = 'keeping-bills'");
        while ((await bills.ExecuteScalarAsync(cancellationToken) as long? ?? 0) < last)
            await Task.Delay(200, cancellationToken);
    }

    private async Task PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var response = await rest.PostAsJsonAsync(path, body, cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.Conflict))
            throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }
}

/// <summary>What <c>/metrics</c> answered.</summary>
internal sealed class MetricsText(string text)
{
    /// <summary>The values of all series of a metric.</summary>
    public IEnumerable<double> Values(string name) =>
        from line in text.Split('\n')
        where line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{'
        select double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
}

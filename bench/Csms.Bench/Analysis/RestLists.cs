using Csms.ReadModels;
using Csms.ReadModels.Analysis;
using Csms.ReadModels.Anomalies;
using Csms.ReadModels.Authorizations;
using Csms.ReadModels.Calls;
using Csms.ReadModels.Cdrs;
using Csms.ReadModels.ChargePoints;
using Csms.ReadModels.MeterValues;
using Csms.ReadModels.Overview;
using Csms.ReadModels.Tariffs;
using Csms.ReadModels.Tokens;
using Csms.ReadModels.Transactions;
using Npgsql;

namespace Csms.Bench.Analysis;

/// <summary>A question, asked again and again with another charge point, token or page.</summary>
internal sealed record Question(string Name, Func<Random, CancellationToken, Task> AskAsync);

/// <summary>The lists and sums of the REST API, as its endpoints ask for them.</summary>
internal static class RestLists
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly DateTimeOffset AYearAgo = Now.AddMonths(-12);

    public static IEnumerable<Question> All(NpgsqlDataSource database, int sessions) =>
    [
        .. Sessions(database, sessions), .. Bills(database, sessions), .. Operations(database), .. Sums(database),
    ];

    private static IEnumerable<Question> Sessions(NpgsqlDataSource database, int sessions)
    {
        var transactions = new TransactionQueries(database);
        var samples = new MeterValueQueries(database);
        var tokens = new TokenQueries(database);
        var authorizations = new AuthorizationQueries(database);
        yield return Of("/transactions", (_, ct) => transactions.ListAsync(new(), new(), ct));
        yield return Of("/transactions?limit=1000", (_, ct) => transactions.ListAsync(new(), new(null, 1000), ct));
        yield return Walk("/transactions?after=", (after, ct) => transactions.ListAsync(new(), new(after, 1000), ct));
        yield return Of("/transactions?chargePointId=", (r, ct) => transactions.ListAsync(new(ChargePoint(r)), new(), ct));
        yield return Of("/transactions?tokenId=", (r, ct) => transactions.ListAsync(new(TokenId: Token(r)), new(), ct));
        yield return Of("/transactions?status=running", (_, ct) => transactions.ListAsync(new(Status: "running"), new(), ct));
        yield return Of("/transactions?connectorId=&from=&to=", (r, ct) => transactions.ListAsync(new(ConnectorId: 2, From: Day(r), To: Now), new(), ct));
        yield return Of("/transactions/{id}/meter-values", (r, ct) => samples.ListAsync(1 + r.Next(sessions), new(), ct));
        yield return Of("/tokens", (_, ct) => tokens.ListAsync(new(), new(), ct));
        yield return Of("/tokens?status=Blocked", (_, ct) => tokens.ListAsync(new("Blocked"), new(), ct));
        yield return Of("/authorizations", (_, ct) => authorizations.ListAsync(new(), new(), ct));
        yield return Of("/authorizations?status=Blocked", (_, ct) => authorizations.ListAsync(new(Status: "Blocked"), new(), ct));
    }

    private static IEnumerable<Question> Bills(NpgsqlDataSource database, int sessions)
    {
        var cdrs = new CdrQueries(database);
        yield return Of("/cdrs", (_, ct) => cdrs.ListAsync(new(), new(), ct));
        yield return Walk("/cdrs?after=", (after, ct) => cdrs.ListAsync(new(), new(after, 1000), ct));
        yield return Of("/cdrs?state=held", (_, ct) => cdrs.ListAsync(new(State: "held"), new(), ct));
        yield return Of("/cdrs?credit=true", (_, ct) => cdrs.ListAsync(new(Credit: true), new(), ct));
        yield return Of("/cdrs?tariffId=", (r, ct) => cdrs.ListAsync(new(TariffId: $"tariff-{1 + r.Next(9)}"), new(), ct));
        yield return Of("/cdrs?transactionId=", (r, ct) => cdrs.ListAsync(new(TransactionId: 1 + r.Next(sessions)), new(), ct));
        yield return Of("/cdrs?tokenId=", (r, ct) => cdrs.ListAsync(new(TokenId: Token(r)), new(), ct));
        yield return Of("/anomalies?state=open", (_, ct) => new AnomalyQueries(database).ListAsync(new(State: "open"), new(), ct));
        yield return Of("/tariffs", (_, ct) => new TariffQueries(database).ListAsync(new(), ct));
    }

    private static IEnumerable<Question> Operations(NpgsqlDataSource database)
    {
        var chargePoints = new ChargePointQueries(database);
        var calls = new CallQueries(database);
        var overview = new OverviewQueries(database);
        yield return Of("/charge-points", (_, ct) => chargePoints.ListAsync(new(), new(), ct));
        yield return Of("/charge-points?search=", (r, ct) => chargePoints.ListAsync(new(Search: $"{r.Next(250)}"), new(), ct));
        yield return Of("/charge-points/{id}/calls", (r, ct) => calls.ListAsync(new(ChargePoint(r)), new(), ct));
        yield return Of("/calls", (_, ct) => calls.ListAsync(new(), new(), ct));
        yield return Of("/calls?action=Reset", (_, ct) => calls.ListAsync(new(Action: "Reset"), new(), ct));
        yield return Of("/overview", async (_, ct) =>
        {
            await overview.CountChargePointsAsync(ct);
            await overview.CountSessionsAsync(Now.AddDays(-1), ct);
            await overview.ListFaultsAsync(10, ct);
            await overview.ListOfflineAsync(10, ct);
            await overview.ListNodesAsync(ct);
        });
    }

    private static IEnumerable<Question> Sums(NpgsqlDataSource database)
    {
        var (energy, uptime, quality) = (new EnergyQueries(database), new UptimeQueries(database), new QualityQueries(database));
        yield return Of("/energy?bucket=day", (_, ct) => energy.ListAsync(new(), Bucket.Day, "Europe/Berlin", new(), ct));
        yield return Of("/energy?bucket=month", (_, ct) => energy.ListAsync(new(), Bucket.Month, "Europe/Berlin", new(), ct));
        yield return Of("/energy?bucket=hour&from=&to=", (r, ct) => energy.ListAsync(new(From: Day(r), To: Now), Bucket.Hour, "Europe/Berlin", new(), ct));
        yield return Of("/energy?bucket=day&chargePointId=", (r, ct) => energy.ListAsync(new(ChargePoint(r)), Bucket.Day, "UTC", new(), ct));
        yield return Of("/uptime?bucket=month", (_, ct) => uptime.ListAsync(new(null, AYearAgo, Now, Bucket.Month, "UTC", true), new(), ct));
        yield return Of("/uptime?bucket=hour", (_, ct) => uptime.ListAsync(new(null, AYearAgo, Now, Bucket.Hour, "UTC", true), new(), ct));
        yield return Of("/uptime?bucket=day&from=&chargePointId=", (r, ct) => uptime.ListAsync(new(ChargePoint(r), Now.AddDays(-31), Now, Bucket.Day, "Europe/Berlin", true), new(), ct));
        yield return Of("/uptime/outages", (_, ct) => uptime.ListOutagesAsync(null, null, null, new(), ct));
        yield return Of("/uptime/outages?chargePointId=", (r, ct) => uptime.ListOutagesAsync(ChargePoint(r), null, null, new(), ct));
        yield return Of("/quality/sessions", (_, ct) => quality.ListSessionsAsync(null, AYearAgo, Now, ct));
        yield return Of("/quality/errors", (_, ct) => quality.ListErrorsAsync(null, AYearAgo, Now, ct));
        yield return Of("/quality/repairs", (_, ct) => quality.ListRepairsAsync(null, AYearAgo, Now, ct));
        yield return Of("/quality/calls", (_, ct) => quality.ListCallsAsync(null, AYearAgo, Now, ct));
    }

    private static string ChargePoint(Random random) => YearOfCharging.ChargePoint(random.Next(YearOfCharging.ChargePoints));

    private static Guid Token(Random random) => YearOfCharging.Driver(random.Next(5_000));

    private static DateTimeOffset Day(Random random) => Now.AddDays(-1 - random.Next(360));

    private static Question Of<T>(string name, Func<Random, CancellationToken, Task<T>> ask) => new(name, ask);

    private static Question Of(string name, Func<Random, CancellationToken, Task> ask) => new(name, ask);

    /// <summary>One page after the other.</summary>
    private static Question Walk<T>(string name, Func<string?, CancellationToken, Task<Page<T>>> read)
    {
        string? next = null;
        return new(name, async (_, ct) => next = (await read(next, ct)).Next);
    }
}

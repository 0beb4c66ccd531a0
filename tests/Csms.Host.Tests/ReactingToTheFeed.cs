using System.Collections.Concurrent;
using Csms.EventStore;
using Csms.Host.Reactions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Csms.Host.Tests;

public class ReactingToTheFeed(ReactingToTheFeed.Host csms) : IClassFixture<ReactingToTheFeed.Host>
{
    [Fact]
    public async Task Goes_on_where_it_was_after_a_restart_and_begins_a_new_rule_at_the_beginning()
    {
        await csms.RegisterAsync("CP-BEFORE");
        await HoldsAsync(() => csms.Old.Seen.Contains("charge-point-CP-BEFORE"));
        await Eventually.BecomesAsync(async () => await PositionOfAsync("old") - await HeadOfRegistrationsAsync(), behind => behind == 0);

        await csms.StopAsync();
        csms.Old.Seen.Clear();
        csms.WithNew = true;
        await csms.StartAsync();
        await csms.RegisterAsync("CP-AFTER");

        await HoldsAsync(() => csms.Old.Seen.Contains("charge-point-CP-AFTER") && csms.New.Seen.Contains("charge-point-CP-AFTER"));
        csms.Old.Seen.ShouldNotContain("charge-point-CP-BEFORE");
        csms.New.Seen.ShouldContain("charge-point-CP-BEFORE");
    }

    [Fact]
    public async Task Tries_again_and_passes_over_what_always_fails()
    {
        await csms.RegisterAsync("CP-FAILS-ALWAYS");
        await csms.RegisterAsync("CP-FAILS-ONCE");

        await HoldsAsync(() => csms.Old.Seen.Contains("charge-point-CP-FAILS-ONCE"));
        csms.Old.Attempts["charge-point-CP-FAILS-ALWAYS"].ShouldBe(3);
        csms.Old.Attempts["charge-point-CP-FAILS-ONCE"].ShouldBe(2);
    }

    [Fact]
    public async Task Passes_over_what_PostgreSQL_will_never_store()
    {
        await csms.RegisterAsync("CP-REFUSED-DATA");
        await csms.RegisterAsync("CP-BEHIND-IT");

        await HoldsAsync(() => csms.Old.Seen.Contains("charge-point-CP-BEHIND-IT"));
        csms.Old.Attempts["charge-point-CP-REFUSED-DATA"].ShouldBe(3);
    }

    private static Task HoldsAsync(Func<bool> condition) => Eventually.BecomesAsync(() => Task.FromResult(condition()), holds => holds);

    private async Task<long> PositionOfAsync(string name)
    {
        await using var command = csms.Database.DataSource.CreateCommand("SELECT position FROM csms.reactions WHERE name = $1");
        command.Parameters.Add(new() { Value = name });
        return await command.ExecuteScalarAsync() as long? ?? 0;
    }

    private async Task<long> HeadOfRegistrationsAsync()
    {
        await using var command = csms.Database.DataSource.CreateCommand("SELECT max(seq_id) FROM events.mt_events WHERE type = 'charge_point_registered'");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A host with a rule, and one more when it starts again.</summary>
    public sealed class Host : CsmsFixture
    {
        internal Noting Old { get; } = new("old");

        internal Noting New { get; } = new("new");

        internal bool WithNew { get; set; }

        protected override void Add(IServiceCollection services)
        {
            services.AddSingleton<IReaction>(Old);
            if (WithNew)
                services.AddSingleton<IReaction>(New);
        }
    }

    internal sealed class Noting(string name) : IReaction
    {
        public ConcurrentBag<string> Seen { get; } = [];

        public ConcurrentDictionary<string, int> Attempts { get; } = [];

        public string Name => name;

        public IReadOnlyCollection<string> Types => ["charge_point_registered"];

        public Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
        {
            var attempt = Attempts.AddOrUpdate(recorded.StreamId, 1, (_, n) => n + 1);
            if (recorded.StreamId.EndsWith("ALWAYS", StringComparison.Ordinal) || (recorded.StreamId.EndsWith("ONCE", StringComparison.Ordinal) && attempt == 1))
                throw new InvalidOperationException("This one fails.");
            if (recorded.StreamId.EndsWith("REFUSED-DATA", StringComparison.Ordinal))
                throw new PostgresException("invalid byte sequence", "ERROR", "ERROR", PostgresErrorCodes.CharacterNotInRepertoire);
            Seen.Add(recorded.StreamId);
            return Task.CompletedTask;
        }
    }
}

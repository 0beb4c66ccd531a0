using System.Collections.Concurrent;
using Csms.EventStore;
using Csms.Host.Reactions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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

    [Fact]
    public async Task Gives_what_is_wanted_in_order_and_not_before_its_window_is_over()
    {
        foreach (var id in (string[])["CP-WINDOW-1", "CP-UNWANTED-1", "CP-WINDOW-2", "CP-WINDOW-3"])
            await csms.RegisterAsync(id);

        await HoldsAsync(() => csms.Settled.Seen.Contains("charge-point-CP-WINDOW-3"));
        csms.Settled.Seen.Where(stream => stream.Contains("WINDOW", StringComparison.Ordinal))
            .ShouldBe(["charge-point-CP-WINDOW-1", "charge-point-CP-WINDOW-2", "charge-point-CP-WINDOW-3"]);
        csms.Settled.Seen.ShouldNotContain("charge-point-CP-UNWANTED-1");
        csms.Settled.Early.ShouldBeEmpty();
    }

    [Fact]
    public async Task Gives_what_is_due_together_and_one_by_one_what_fails_together()
    {
        await MeanwhileAsync("CP-TOGETHER-0", "CP-TOGETHER-1", "CP-TOGETHER-2", "CP-TOGETHER-3", "CP-TOGETHER-4");
        await HoldsAsync(() => csms.Together.Seen.Contains("charge-point-CP-TOGETHER-4"));
        csms.Together.Seen.Where(IsOf("TOGETHER")).ShouldBe([.. Enumerable.Range(0, 5).Select(n => $"charge-point-CP-TOGETHER-{n}")]);
        csms.Together.Most.ShouldBeGreaterThan(1);

        await MeanwhileAsync("CP-APART-0", "CP-APART-1", "CP-APART-2", "CP-APART-FAILS", "CP-APART-4");
        await HoldsAsync(() => csms.Together.Seen.Contains("charge-point-CP-APART-4"));
        csms.Together.Seen.Where(IsOf("APART")).ShouldBe([.. ((int[])[0, 1, 2, 4]).Select(n => $"charge-point-CP-APART-{n}")]);
        csms.Together.Failures.ShouldBe(1 + 3);

        static Func<string, bool> IsOf(string group) => stream => stream.Contains(group, StringComparison.Ordinal);

        async Task MeanwhileAsync(string first, params string[] others)
        {
            csms.Together.HoldUp();
            await csms.RegisterAsync(first);
            await csms.Together.IsHeldUp.WaitAsync(TimeSpan.FromSeconds(20));
            foreach (var id in others)
                await csms.RegisterAsync(id);
            csms.Together.GoOn();
        }
    }

    [Fact]
    public async Task Comes_past_what_nobody_wants()
    {
        await csms.RegisterAsync("CP-UNWANTED-2");

        await Eventually.BecomesAsync(async () => await PositionOfAsync("settled") - await HeadOfRegistrationsAsync(), behind => behind == 0);
    }

    [Fact]
    public async Task Leaves_its_place_when_it_ends()
    {
        await csms.RegisterAsync("CP-LAST");
        await HoldsAsync(() => csms.Old.Seen.Contains("charge-point-CP-LAST") && csms.Settled.Seen.Contains("charge-point-CP-LAST"));

        await csms.StopAsync();
        (await PositionOfAsync("old")).ShouldBe(await HeadOfRegistrationsAsync());
        (await PositionOfAsync("settled")).ShouldBe(await HeadOfRegistrationsAsync());
        await csms.StartAsync();
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

        internal Settling Settled { get; } = new();

        internal TakingMany Together { get; } = new();

        internal bool WithNew { get; set; }

        protected override void Add(IServiceCollection services)
        {
            services.AddSingleton<IReaction>(Old);
            services.AddSingleton<IHostedService>(provider =>
                ActivatorUtilities.CreateInstance<Reacting>(provider, (IReaction[])[Settled], Settling.Window, Settling.LockKey));
            services.AddSingleton<IHostedService>(provider =>
                ActivatorUtilities.CreateInstance<Reacting>(provider, (IReaction[])[Together], TimeSpan.Zero, TakingMany.LockKey));
            if (WithNew)
                services.AddSingleton<IReaction>(New);
        }
    }

    internal sealed class Settling : IReaction
    {
        public const long LockKey = 4711;
        public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(300);

        public ConcurrentQueue<string> Seen { get; } = [];

        public ConcurrentQueue<string> Early { get; } = [];

        public string Name => "settled";

        public IReadOnlyCollection<string> Types => ["charge_point_registered"];

        public bool Wants(RecordedEvent recorded, object domainEvent) => !recorded.StreamId.Contains("UNWANTED", StringComparison.Ordinal);

        public Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
        {
            Seen.Enqueue(recorded.StreamId);
            // Both clocks are this machine's, and one of them counts in microseconds.
            if (DateTimeOffset.UtcNow < recorded.Timestamp + Window - TimeSpan.FromMilliseconds(5))
                Early.Enqueue(recorded.StreamId);
            return Task.CompletedTask;
        }
    }

    /// <summary>Can be held up at an event, so that others become due meanwhile.</summary>
    internal sealed class TakingMany : IReactionToMany
    {
        public const long LockKey = 4712;
        private TaskCompletionSource? isHeldUp;
        private TaskCompletionSource goesOn = new();

        public ConcurrentQueue<string> Seen { get; } = [];

        public int Most { get; private set; }

        public int Failures { get; private set; }

        public Task IsHeldUp => isHeldUp!.Task;

        public string Name => "together";

        public IReadOnlyCollection<string> Types => ["charge_point_registered"];

        public void HoldUp() => (goesOn, isHeldUp) = (new(), new());

        public void GoOn() => goesOn.SetResult();

        public Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken) => ReactAsync([recorded], cancellationToken);

        public async Task ReactAsync(IReadOnlyList<RecordedEvent> due, CancellationToken cancellationToken)
        {
            if (isHeldUp?.TrySetResult() == true)
                await goesOn.Task.WaitAsync(cancellationToken);
            Most = Math.Max(Most, due.Count);
            if (due.Any(recorded => recorded.StreamId.EndsWith("FAILS", StringComparison.Ordinal)))
            {
                Failures++;
                throw new InvalidOperationException("One of them fails.");
            }
            foreach (var recorded in due)
                Seen.Enqueue(recorded.StreamId);
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

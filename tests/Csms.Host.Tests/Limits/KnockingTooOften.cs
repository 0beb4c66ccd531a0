using System.Globalization;
using System.Net;
using Csms.Host.Limits;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Conformance.Security;
using Microsoft.Extensions.Options;

namespace Csms.Host.Tests.Limits;

public sealed class KnockingTooOften(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private static readonly IPAddress Street = IPAddress.Parse("198.51.100.7"), Elsewhere = IPAddress.Parse("203.0.113.9");
    private readonly MovingClock clock = new();

    private KnockLimits Limits => field ??= new(Options.Create(new LimitOptions()), clock);

    [Fact]
    public async Task SD_Z24_Is_made_to_wait_and_the_charge_point_itself_gets_in()
    {
        var door = await Door.RegisteredAsync(csms, "SD-Z24", 1);
        var attacker = Crowd.AddressOf(7);
        var tries = 0;
        (int Status, string? RetryAfter) answer;
        do
            answer = await Crowd.KnockAsync(csms.Http, attacker, door.Id, $"guess number {++tries}");
        while (answer.Status == 401 && tries < 50);

        // Each further one that is tried comes after a wait that was over: a slow machine gets a few more.
        answer.Status.ShouldBe(429);
        tries.ShouldBeInRange(7, 20);
        int.Parse(answer.RetryAfter!, CultureInfo.InvariantCulture).ShouldBeInRange(1, 30);
        await using (var cp = await door.InClearAsync(Door.PasswordBytes))
            await Door.BootsAsync(cp);
        await Eventually.BecomesAsync(() => csms.Admin.ReadAsync("/security-events?type=TooManyAttempts"), rest => rest.Items.Count == 1);
    }

    [Fact]
    public void Takes_longer_each_time()
    {
        var waits = new List<double>();
        while (waits.Count < 7)
        {
            if (Limits.Begin("CP", Street) is not { } wait)
            {
                Limits.Refused("CP", Street, guessed: true);
                continue;
            }

            waits.Add(wait.TotalSeconds);
            clock.Now += wait;
        }

        waits.ShouldBe([1, 2, 4, 8, 16, 30, 30]);
    }

    [Fact]
    public void SD_Z24_Locks_nobody_out_from_anywhere_else()
    {
        for (var i = 0; i < 1000; i++)
            Limits.Begin("CP", Street);
        Limits.Begin("CP", Street).ShouldNotBeNull();
        Limits.Begin("CP", Elsewhere).ShouldBeNull();
    }

    [Fact]
    public void Costs_nothing_where_there_was_nothing_to_guess()
    {
        for (var i = 0; i < 100; i++)
        {
            Limits.Begin("NOT-YET-REGISTERED", Street).ShouldBeNull();
            Limits.Refused("NOT-YET-REGISTERED", Street, guessed: false);
        }
    }

    [Fact]
    public void Many_identities_from_one_address_wait_too_but_not_those_that_are_known_there()
    {
        Limits.Begin("NEIGHBOUR", Street).ShouldBeNull();
        Limits.LetIn("NEIGHBOUR", Street);
        for (var i = 0; i < 300; i++)
        {
            if (Limits.Begin($"GUESS-{i}", Street) is null)
                Limits.Refused($"GUESS-{i}", Street, guessed: false);
        }

        Limits.Begin("GUESS-AGAIN", Street).ShouldNotBeNull();
        Limits.Begin("NEIGHBOUR", Street).ShouldBeNull();
    }

    [Fact]
    public void What_was_never_decided_counts_for_nothing()
    {
        for (var i = 0; i < 100; i++)
        {
            Limits.Begin("CP", Street).ShouldBeNull();
            Limits.Undecided("CP", Street);
        }
    }
}

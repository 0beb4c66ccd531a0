using System.Net;
using Csms.Host.Security;
using Microsoft.Extensions.Options;

namespace Csms.Host.Limits;

/// <summary>
/// Makes guessing at the door of charge points slow. Who was refused too often waits, longer each time: counted by identity and address together, and by
/// address. Never by identity alone: whoever knows a charge point's name could lock it out from anywhere. Kept in memory, each node for itself, and by a clock that
/// nobody sets: one that is put back by a day would make a wait of seconds one of a day.
/// </summary>
internal sealed class KnockLimits(IOptions<LimitOptions> options, TimeProvider clock)
{
    private const int MostEntries = 50_000;
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Place, string Identity), Failures> failures = [];
    private readonly Dictionary<(string Place, string Identity), TimeSpan> cameInBefore = [];

    private TimeSpan Now => clock.GetElapsedTime(0);

    /// <summary>Begins an attempt. It counts as refused until it is told otherwise, so that many at once gain nothing.</summary>
    /// <returns>How long to wait first; null when it may be tried.</returns>
    public TimeSpan? Begin(string identity, IPAddress? address)
    {
        var (pair, place) = KeysOf(identity, address);
        var now = Now;
        lock (gate)
        {
            if (failures.Count > MostEntries)
                Prune(now);
            var wait = WaitOf(pair, now);
            // Behind one address may be many: what one of them does wrong does not hold up those that are known there.
            if (!IsKnown(pair, now) && WaitOf(place, now) is var placesWait && placesWait > wait)
                wait = placesWait;
            if (wait > TimeSpan.Zero)
                return wait;
            Count(pair, options.Value.FailuresForgiven, options.Value.LongestWait, now);
            return null;
        }
    }

    /// <summary>It was refused.</summary>
    /// <param name="guessed">False when there was nothing to guess at: a charge point that nobody has registered yet is let in at once when somebody does.</param>
    public void Refused(string identity, IPAddress? address, bool guessed)
    {
        if (!guessed)
            Undecided(identity, address);
        // Only now: a fleet behind one address that comes back at once has many attempts under way and no refusal.
        lock (gate)
            Count(KeysOf(identity, address).Place, options.Value.FailuresForgivenPerAddress, options.Value.LongestWaitPerAddress, Now);
    }

    /// <summary>It was let in.</summary>
    public void LetIn(string identity, IPAddress? address)
    {
        var pair = KeysOf(identity, address).Pair;
        lock (gate)
        {
            failures.Remove(pair);
            if (cameInBefore.Count > MostEntries)
                cameInBefore.Clear();
            cameInBefore[pair] = Now + Remembered;
        }
    }

    /// <summary>It came to no decision, through no fault of the client.</summary>
    public void Undecided(string identity, IPAddress? address)
    {
        var pair = KeysOf(identity, address).Pair;
        lock (gate)
        {
            if (failures.TryGetValue(pair, out var counted))
                failures[pair] = counted with { Times = counted.Times - 1, Until = counted.At };
        }
    }

    private bool IsKnown((string Place, string Identity) pair, TimeSpan now) => cameInBefore.TryGetValue(pair, out var until) && until > now;

    private TimeSpan WaitOf((string Place, string Identity) key, TimeSpan now) =>
        failures.TryGetValue(key, out var counted) && counted.Until > now ? counted.Until - now : TimeSpan.Zero;

    private void Count((string Place, string Identity) key, int forgiven, TimeSpan longest, TimeSpan now)
    {
        var times = failures.TryGetValue(key, out var earlier) && now - earlier.At < Forgotten ? earlier.Times + 1 : 1;
        var wait = times <= forgiven ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, Math.Min(times - forgiven - 1, 20))));
        failures[key] = new Failures(times, now, now + wait);
    }

    private void Prune(TimeSpan now)
    {
        foreach (var (key, counted) in failures)
        {
            if (now - counted.At > Forgotten)
                failures.Remove(key);
        }

        // Somebody is filling it: what is lost is that those who guess begin anew.
        if (failures.Count > MostEntries)
            failures.Clear();
    }

    private static ((string Place, string Identity) Pair, (string Place, string Identity) Place) KeysOf(string identity, IPAddress? address)
    {
        var place = LoginLimits.PlaceOf(address);
        return ((place, identity), (place, string.Empty));
    }

    private readonly record struct Failures(int Times, TimeSpan At, TimeSpan Until);
}

using System.Net;
using System.Net.Sockets;

namespace Csms.Host.Security;

/// <summary>
/// Makes guessing slow: whoever failed waits, longer each time. Counted by name and address together, by address, and, with a short wait only, by name,
/// so that strangers cannot lock a user out; and not at all by name for an address from which the user has come in before. Kept in memory: a node
/// that starts anew forgets at most what a few seconds would have taught it.
/// </summary>
internal sealed class LoginLimits(TimeProvider time)
{
    private const int MostEntries = 50_000;
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(30);

    // How many failures cost nothing, and how long the longest wait is. Behind one address may be a whole office.
    private static readonly (int Forgiven, TimeSpan Longest) Pair = (3, TimeSpan.FromMinutes(5));
    private static readonly (int Forgiven, TimeSpan Longest) Place = (20, TimeSpan.FromMinutes(1));
    private static readonly (int Forgiven, TimeSpan Longest) Name = (10, TimeSpan.FromSeconds(5));
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Failures> failures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> cameInBefore = new(StringComparer.Ordinal);

    // By a clock that nobody sets: one that is put back by a day would make a wait of seconds one of a day.
    private TimeSpan Now => time.GetElapsedTime(0);

    /// <summary>Counts an attempt as failed until <see cref="Succeeded"/> says otherwise, so that many at once gain nothing.</summary>
    /// <returns>How long to wait first; null when it may be tried.</returns>
    public TimeSpan? Begin(string name, IPAddress? address)
    {
        var now = Now;
        var (pair, place, who) = KeysOf(name, address);
        lock (gate)
        {
            if (failures.Count > MostEntries)
                Prune(now);
            (string Key, (int Forgiven, TimeSpan Longest) Limit)[] counted = IsKnown(pair, now)
                ? [(pair, Pair), (place, Place)]
                : [(pair, Pair), (place, Place), (who, Name)];
            var wait = counted.Max(c => WaitOf(c.Key, now));
            if (wait > TimeSpan.Zero)
                return wait;
            foreach (var (key, limit) in counted)
            {
                var count = failures.TryGetValue(key, out var earlier) && now - earlier.At < Forgotten ? earlier.Count + 1 : 1;
                failures[key] = new Failures(count, now, now + Delay(count - limit.Forgiven, limit.Longest));
            }

            return null;
        }
    }

    public void Succeeded(string name, IPAddress? address)
    {
        var now = Now;
        var (pair, place, who) = KeysOf(name, address);
        lock (gate)
        {
            failures.Remove(pair);
            // Others may be guessing from there, or at this name: one attempt was none of theirs.
            TakeBack(place);
            if (!IsKnown(pair, now))
                TakeBack(who);
            if (cameInBefore.Count > MostEntries)
                cameInBefore.Clear();
            cameInBefore[pair] = now + Remembered;
        }
    }

    private bool IsKnown(string pair, TimeSpan now) => cameInBefore.TryGetValue(pair, out var until) && until > now;

    private void TakeBack(string key)
    {
        if (!failures.TryGetValue(key, out var f))
            return;
        if (f.Count <= 1)
            failures.Remove(key);
        else
            failures[key] = f with { Count = f.Count - 1, Until = f.At };
    }

    private TimeSpan WaitOf(string key, TimeSpan now) => failures.TryGetValue(key, out var f) && f.Until > now ? f.Until - now : TimeSpan.Zero;

    private static TimeSpan Delay(int beyond, TimeSpan longest) =>
        beyond <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, Math.Min(beyond - 1, 20))));

    private void Prune(TimeSpan now)
    {
        foreach (var (key, f) in failures)
        {
            if (now - f.At > Forgotten)
                failures.Remove(key);
        }

        // Somebody is filling it: what is lost is that those who guess begin anew.
        if (failures.Count > MostEntries)
            failures.Clear();
    }

    private static (string Pair, string Place, string Who) KeysOf(string name, IPAddress? address)
    {
        var who = UserAccount.KeyOf(name.Length > 200 ? name[..200] : name);
        var place = PlaceOf(address);
        return ($"{place} {who}", place, $"* {who}");
    }

    /// <summary>Who has one IPv6 address has the whole /64.</summary>
    public static string PlaceOf(IPAddress? address)
    {
        if (address is null)
            return "?";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    private readonly record struct Failures(int Count, TimeSpan At, TimeSpan Until);
}

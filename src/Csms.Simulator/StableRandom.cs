namespace Csms.Simulator;

/// <summary>One generator for each thing that leads its own life, so that a seed gives the same world however the tasks interleave.</summary>
internal static class StableRandom
{
    public static Random For(int seed, string identity, int connectorId = 0)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        var hash = 2166136261u;
        foreach (var letter in identity) hash = (hash ^ letter) * 16777619u;
        return new Random(unchecked((int)((hash * 31) + (uint)(connectorId * 7919)) ^ seed));
    }

    public static double Between(this Random random, double low, double high) => low + (random.NextDouble() * (high - low));

    public static TimeSpan Between(this Random random, TimeSpan low, TimeSpan high) => low + ((high - low) * random.NextDouble());

    public static T OneOf<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}

namespace Csms.Domain;

/// <summary>An immutable set of content hashes that is cheap to add to one by one, however long a transaction runs.</summary>
/// <remarks>
/// New hashes gather unsorted in <see cref="fresh"/>; a full one becomes a sorted run, and runs of similar length are merged. So each hash
/// is copied O(log n) times in its life and lies in 16 bytes, where a balanced tree would allocate a path of nodes per addition.
/// </remarks>
internal sealed class ContentHashes
{
    private const int FreshLimit = 32;

    private readonly UInt128[] fresh;
    private readonly Run? runs;

    private ContentHashes(UInt128[] fresh, Run? runs)
    {
        this.fresh = fresh;
        this.runs = runs;
    }

    public static ContentHashes Empty { get; } = new([], null);

    /// <summary>These, in any order; the array is the set's from now on.</summary>
    public static ContentHashes Of(UInt128[] hashes)
    {
        Array.Sort(hashes);
        return hashes.Length == 0 ? Empty : new([], new Run(hashes, null));
    }

    public int Count
    {
        get
        {
            var count = fresh.Length;
            for (var run = runs; run is not null; run = run.Older) count += run.Sorted.Length;
            return count;
        }
    }

    public bool Contains(UInt128 hash)
    {
        if (Array.IndexOf(fresh, hash) >= 0) return true;
        for (var run = runs; run is not null; run = run.Older)
            if (Array.BinarySearch(run.Sorted, hash) >= 0) return true;
        return false;
    }

    /// <summary>The caller has looked whether it is in already; a second copy would do no harm but take room.</summary>
    public ContentHashes Add(UInt128 hash)
    {
        UInt128[] grown = [.. fresh, hash];
        if (grown.Length < FreshLimit) return new(grown, runs);

        Array.Sort(grown);
        var older = runs;
        for (; older is not null && older.Sorted.Length <= grown.Length; older = older.Older)
            grown = Merge(older.Sorted, grown);
        return new([], new Run(grown, older));
    }

    public UInt128[] ToSortedArray()
    {
        var hashes = new List<UInt128>(fresh);
        for (var run = runs; run is not null; run = run.Older) hashes.AddRange(run.Sorted);
        hashes.Sort();
        return [.. hashes];
    }

    private static UInt128[] Merge(UInt128[] left, UInt128[] right)
    {
        var merged = new UInt128[left.Length + right.Length];
        int l = 0, r = 0;
        for (var i = 0; i < merged.Length; i++)
            merged[i] = r == right.Length || (l < left.Length && left[l] <= right[r]) ? left[l++] : right[r++];
        return merged;
    }

    private sealed record Run(UInt128[] Sorted, Run? Older);
}

using System.Globalization;
using System.Text;
using Csms.EventStore.Ledger;

namespace Csms.EventStore.Tests.Ledger;

public sealed class GrowingATree
{
    private static readonly byte[][] Leaves =
        [.. Enumerable.Range(0, 700).Select(n => MerkleHash.Leaf(Encoding.ASCII.GetBytes(n.ToString(CultureInfo.InvariantCulture))))];

    public static TheoryData<long> Sizes => [1, 2, 3, 5, 8, 31, 100, 255, 256, 257, 511, 512, 513, 700];

    [Fact]
    public void Gives_the_same_root_by_definition_by_tiles_and_by_subtrees()
    {
        var edge = RightEdge.Restore(0, []);
        var range = new CompactRange();
        edge.Root().ShouldBe(Root(0, 0));
        range.Root().ShouldBe(Root(0, 0));
        for (var size = 1; size <= Leaves.Length; size++)
        {
            edge.Append(Leaves[size - 1]);
            range.Append(Leaves[size - 1]);
            var root = Root(0, size);
            edge.Root().ShouldBe(root, $"tiles, {size}");
            range.Root().ShouldBe(root, $"subtrees, {size}");
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Proves_every_leaf_and_no_other(long size)
    {
        for (var leaf = 0L; leaf < size; leaf++)
        {
            var proof = TreeParts.OfInclusion(leaf, size).Select(part => Root(part.From, part.To)).ToArray();

            MerkleProof.IsIncluded(leaf, size, Leaves[leaf], proof, Root(0, size)).ShouldBeTrue($"{leaf} of {size}");
            MerkleProof.IsIncluded(leaf, size, Leaves[(leaf + 1) % 700], proof, Root(0, size)).ShouldBeFalse($"not {leaf} of {size}");
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Proves_that_it_has_grown_from_every_smaller_one(long size)
    {
        for (var smaller = 1L; smaller < size; smaller++)
        {
            var proof = TreeParts.OfConsistency(smaller, size).Select(part => Root(part.From, part.To)).ToArray();

            MerkleProof.IsConsistent(smaller, size, Root(0, smaller), Root(0, size), proof).ShouldBeTrue($"{smaller} to {size}");
            MerkleProof.IsConsistent(smaller, size, Root(1, smaller + 1), Root(0, size), proof).ShouldBeFalse($"not {smaller} to {size}");
        }
    }

    [Fact]
    public void Goes_on_from_subtrees_whose_leaves_are_hidden()
    {
        foreach (var (from, to) in new[] { (0, 1), (0, 256), (3, 500), (255, 257), (699, 700), (1, 699) })
        {
            var range = new CompactRange();
            for (var leaf = 0; leaf < from; leaf++)
                range.Append(Leaves[leaf]);
            foreach (var node in TreeParts.Cover(new(from, to)))
                range.Append(Root(node.Index << node.Height, (node.Index + 1) << node.Height), node.Height);
            for (var leaf = to; leaf < 700; leaf++)
                range.Append(Leaves[leaf]);

            range.Root().ShouldBe(Root(0, 700), $"{from} to {to}");
        }
    }

    [Fact]
    public void Refuses_a_subtree_that_cannot_begin_where_it_is_put()
    {
        var range = new CompactRange();
        range.Append(Leaves[0]);

        Should.Throw<InvalidDataException>(() => range.Append(Leaves[1], height: 1));
    }

    /// <summary>RFC 6962, section 2.1, word for word.</summary>
    private static byte[] Root(long from, long to)
    {
        if (from == to)
            return MerkleHash.OfNothing;
        if (to - from == 1)
            return Leaves[from];
        var split = 1L;
        while (split * 2 < to - from)
            split *= 2;
        return MerkleHash.Node(Root(from, from + split), Root(from + split, to));
    }
}

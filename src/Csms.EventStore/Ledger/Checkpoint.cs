using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Csms.EventStore.Ledger;

/// <summary>What a ledger is at a size: three lines, as C2SP's tlog-checkpoint has them.</summary>
/// <param name="Origin">The ledger's name; no other has it.</param>
/// <param name="Size">Events in the tree.</param>
/// <param name="Root">The tree's root hash.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>The text that is signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    /// <summary>Reads the text; lines after the third, which C2SP allows, are passed over.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        var lines = text.Split('\n');
        var root = new byte[MerkleHash.Size];
        if (lines.Length < 4 || lines[0].Length == 0
            || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || !Convert.TryFromBase64String(lines[2], root, out var written) || written != MerkleHash.Size)
        {
            return false;
        }
        checkpoint = new Checkpoint(lines[0], size, root);
        return true;
    }
}

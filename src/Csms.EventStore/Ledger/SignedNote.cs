using System.Diagnostics.CodeAnalysis;

namespace Csms.EventStore.Ledger;

/// <summary>A text with signatures below it, as C2SP's signed-note has it.</summary>
/// <param name="Text">What is signed, to the end of its last line.</param>
/// <param name="Signatures">Whose they are and what they are.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const string Separator = "\n\n";
    private const string Dash = "— ";
    private const int KeyIdLength = 4;

    /// <summary>Writes a note with one signature.</summary>
    public static string Write(string text, NoteSignature signature) =>
        $"{text}\n{Dash}{signature.Name} {Convert.ToBase64String([.. signature.KeyId, .. signature.Value])}\n";

    /// <summary>Reads a note; whether a signature is right, <see cref="LedgerKey"/> knows.</summary>
    public static bool TryParse(string note, [NotNullWhen(true)] out SignedNote? parsed)
    {
        parsed = null;
        // An editor or a download may have changed line ends; what is signed never holds a carriage return.
        note = note.ReplaceLineEndings("\n");
        var end = note.LastIndexOf(Separator, StringComparison.Ordinal);
        if (end < 0)
            return false;
        var signatures = new List<NoteSignature>();
        foreach (var line in note[(end + Separator.Length)..].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var buffer = new byte[line.Length];
            if (!line.StartsWith(Dash, StringComparison.Ordinal) || line.Split(' ') is not [_, var name, var base64]
                || !Convert.TryFromBase64String(base64, buffer, out var length) || length <= KeyIdLength)
            {
                return false;
            }
            signatures.Add(new NoteSignature(name, buffer[..KeyIdLength], buffer[KeyIdLength..length]));
        }
        parsed = new SignedNote(note[..(end + 1)], signatures);
        return signatures.Count > 0;
    }
}

/// <summary>One signature of a note.</summary>
/// <param name="Name">Of the key; a ledger's key is named like the ledger.</param>
/// <param name="KeyId">Four bytes that tell keys of one name apart.</param>
/// <param name="Value">The signature itself.</param>
public sealed record NoteSignature(string Name, byte[] KeyId, byte[] Value);

namespace Csms.EventStore.Journal;

/// <summary>How the journal's table spells directions, kinds and outcomes.</summary>
internal static class JournalWords
{
    private static readonly string[] Kinds = ["call", "result", "error", "malformed", "handshake", "gap"];
    private static readonly string[] Outcomes = ["ok", "call_error", "no_answer", "unasked", "malformed", "accepted", "refused", "lost"];

    public static string Of(JournalDirection direction) => direction == JournalDirection.In ? "in" : "out";

    public static string Of(JournalKind kind) => Kinds[(int)kind];

    public static string Of(JournalOutcome outcome) => Outcomes[(int)outcome];

    public static JournalDirection Direction(string word) => word == "in" ? JournalDirection.In : JournalDirection.Out;

    public static JournalKind Kind(string word) => (JournalKind)Array.IndexOf(Kinds, word);

    public static JournalOutcome Outcome(string word) => (JournalOutcome)Array.IndexOf(Outcomes, word);
}

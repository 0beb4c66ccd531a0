using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Csms.Domain.Bills;

/// <summary>The bill of a session: the fold of its <see cref="BillEvent"/>s.</summary>
public sealed record Bill
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "bill";

    /// <summary>Before anything happened.</summary>
    public static Bill Initial { get; } = new();

    /// <summary>Whose it is; null before the session began.</summary>
    public BilledSession? Session { get; init; }

    /// <summary>What it is priced by; null before the session began.</summary>
    public BillTerms? Terms { get; init; }

    /// <summary>The CDR that counts; null before the first.</summary>
    public BillEvent.CdrIssued? Current { get; init; }

    /// <summary>Why it is held; null while it is not.</summary>
    public BillEvent.Held? Hold { get; init; }

    /// <summary>What an operator decided last about its energy.</summary>
    public BillEvent.Ruled? Ruling { get; init; }

    /// <summary>The re-rating that changed its tariff last.</summary>
    public Guid? ReRating { get; init; }

    /// <summary>Over without anything to bill.</summary>
    public bool IsNothing { get; init; }

    /// <summary>How many ids of CDRs were given out.</summary>
    public int CdrIds { get; init; }

    /// <summary>Something was decided about it after the session was over.</summary>
    public bool IsDecided => Current is not null || Hold is not null || IsNothing;

    /// <summary>The stream of a bill, <c>bill-{uuid}</c>.</summary>
    public static string StreamId(Guid transaction) => $"bill-{transaction:D}";

    /// <summary>The id of the next CDR: the first has that of the transaction, so that every replay gives the same.</summary>
    public string NextCdrId => CdrIds == 0 ? $"{Session!.Id:D}" : Named($"{Session!.Id:N}/{CdrIds + 1}");

    /// <summary>What the session costs by its terms. A ruling is about what was known: it counts for the same doubts about the same energy,
    /// until a stop comes after all.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="now">For how long a departure has been waited for.</param>
    public Assessment Assess(SessionFacts facts, DateTimeOffset now)
    {
        var measured = Assessment.Of(Terms!, facts, now);
        return Ruling is { } ruling && ruling.CountsFor(facts, measured.Wh, measured.Holding)
            ? Assessment.Of(Terms!, facts, now, ruling.BilledWh, ruling.StoppedAt) with { Holding = [] }
            : measured;
    }

    /// <summary>The state after one more event.</summary>
    public Bill Evolve(BillEvent e) => e switch
    {
        BillEvent.Opened opened => this with { Session = opened.Session, Terms = opened.Terms },
        BillEvent.Held held => this with { CdrIds = held.CdrId == Hold?.CdrId ? CdrIds : CdrIds + 1, Hold = held },
        BillEvent.Ruled ruled => this with { Ruling = ruled },
        BillEvent.Rerated rerated => this with
        {
            Terms = Terms is null ? null : Terms with { Tariff = rerated.Tariff, AssignedBy = "re-rating" },
            ReRating = rerated.ReRating,
        },
        BillEvent.CdrIssued issued => this with { CdrIds = issued.Cdr.Id == Hold?.CdrId ? CdrIds : CdrIds + 1, Current = issued, Hold = null, IsNothing = false },
        BillEvent.CdrCredited => this with { Current = null },
        BillEvent.NothingBilled => this with { IsNothing = true, Hold = null },
        _ => throw new UnreachableException($"{e} is no event of a bill."),
    };

    // A UUID of version 8 (RFC 9562 section 5.8).
    private static string Named(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        (bytes[6], bytes[8]) = ((byte)((bytes[6] & 0x0F) | 0x80), (byte)((bytes[8] & 0x3F) | 0x80));
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}

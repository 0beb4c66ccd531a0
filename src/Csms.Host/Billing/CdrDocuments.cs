using Csms.Domain;
using Csms.Domain.Bills;
using Csms.Domain.Cdrs;
using Csms.EventStore;
using Csms.Host.Api.Security;

namespace Csms.Host.Billing;

/// <summary>A CDR of a bill, and what the bill was when it was made.</summary>
/// <param name="Cdr">With the pseudonym of the token.</param>
/// <param name="Issued">How it came about; null for a credit.</param>
/// <param name="Bill">As it was then.</param>
/// <param name="Sequence">Place of the event in the feed.</param>
internal sealed record IssuedCdr(Cdr Cdr, BillEvent.CdrIssued? Issued, Bill Bill, long Sequence);

/// <summary>Reads CDRs from the streams of bills. What names a person is put in when one is read: events hold the pseudonym.</summary>
internal sealed class CdrDocuments(PostgresEventStore store)
{
    public async Task<IssuedCdr?> FindAsync(Guid bill, string cdrId, CancellationToken cancellationToken)
    {
        var state = Bill.Initial;
        await foreach (var recorded in store.ReadStreamAsync(Bill.StreamId(bill), cancellationToken))
        {
            if (StoredEvents.Read(recorded.Type, recorded.Data.Span) is not BillEvent e)
                continue;
            state = state.Evolve(e);
            if (e is BillEvent.CdrIssued issued && issued.Cdr.Id == cdrId)
                return new(issued.Cdr, issued, state, recorded.Sequence);
            if (e is BillEvent.CdrCredited credited && credited.Cdr.Id == cdrId)
                return new(credited.Cdr, null, state, recorded.Sequence);
        }

        return null;
    }

    /// <summary>With the uid that the charge point read; the pseudonym stays where the holder was forgotten, and for whoever may not see persons.</summary>
    public static async Task<Cdr> NamedAsync(IssuedCdr found, ShownIdTags idTags, CancellationToken cancellationToken)
    {
        var tokenId = found.Bill.Session!.TokenId;
        var known = await idTags.ReadAsync([tokenId], cancellationToken);
        return known.TryGetValue(tokenId, out var idTag) ? found.Cdr with { CdrToken = found.Cdr.CdrToken with { Uid = idTag, ContractId = idTag } } : found.Cdr;
    }
}

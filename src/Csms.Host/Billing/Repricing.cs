using Csms.Domain.Pricing;
using Csms.Domain.Tariffs;
using Csms.ReadModels;
using Csms.ReadModels.Cdrs;

namespace Csms.Host.Billing;

/// <summary>A bill, and what it would be by another tariff.</summary>
internal sealed record Repriced(CdrRow Cdr, PricedSession Session)
{
    public bool IsChanged => Cdr.Currency != Session.Currency || Cdr.TotalExclVat != Session.Total.ExclVat || Cdr.TotalInclVat != Session.Total.InclVat;
}

/// <summary>Prices sessions that were billed by another tariff, without changing anything.</summary>
internal sealed class Repricing(CdrQueries cdrs, BillWork work)
{
    /// <summary>The bills of the filter that count; null when they are more than one answer can hold.</summary>
    public async Task<IReadOnlyList<Repriced>?> CompareAsync(CdrFilter filter, TariffVersion tariff, CancellationToken cancellationToken)
    {
        var page = await cdrs.ListAsync(filter with { State = "issued" }, new(Limit: PageRequest.Most), cancellationToken);
        if (page.Next is not null)
            return null;
        var repriced = new List<Repriced>(page.Items.Count);
        foreach (var row in page.Items)
        {
            if (await work.AssessAsync(BillWork.StreamOf(row.BillId), terms => terms with { Tariff = tariff, AssignedBy = "simulation" }, cancellationToken) is { } assessed)
                repriced.Add(new(row, assessed.Assessment.Session));
        }

        return repriced;
    }
}

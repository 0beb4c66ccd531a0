namespace Csms.Domain.ChargingProfiles;

/// <summary>The limit that results at a moment.</summary>
internal sealed class CompositeCalculation
{
    private readonly CompositeScheduleRequest request;
    private readonly ProfileStack chargePointMax;
    private readonly ConnectorLimits[] connectors;

    public CompositeCalculation(InstalledProfiles installed, CompositeScheduleRequest request)
    {
        this.request = request;
        var now = request.Start.ToUnixTimeSeconds();
        chargePointMax = new(
            installed.All.Where(i => i is { ConnectorId: 0, Profile.Purpose: ChargingProfilePurpose.ChargePointMaxProfile }).Select(i => i.Profile), now, request.Supply);
        connectors = [.. Asked().Select(connector => new ConnectorLimits(installed, connector, now, request.Supply))];
    }

    public LimitUntil At(long moment)
    {
        var max = chargePointMax.At(moment);
        var parts = Array.ConvertAll(connectors, connector => connector.At(moment));
        return new(Lower(Sum(parts, max.Limit), max.Limit), parts.Aggregate(max.Until, (until, part) => Math.Min(until, part.Until)));
    }

    private IEnumerable<ChargingConnector> Asked() => request.ConnectorId == 0
        ? request.Connectors
        : [request.Connectors.FirstOrDefault(connector => connector.ConnectorId == request.ConnectorId) ?? new(request.ConnectorId)];

    // A part without limit has no limit in sum. Connectors that use other phases than their neighbours may meet on one: amperes add up, and
    // the sum flows on as many phases as the widest of them uses.
    private RateLimit? Sum(LimitUntil[] parts, RateLimit? max)
    {
        RateLimit? sum = null;
        foreach (var (limit, _) in parts)
        {
            if (limit is not { } part) return null;
            part = Converted(part.OnAtMost(max?.Phases ?? part.Phases));
            sum = part with { Value = part.Value + (sum?.Value ?? 0), Phases = Math.Max(part.Phases, sum?.Phases ?? 0) };
        }

        return sum;
    }

    private RateLimit? Lower(RateLimit? sum, RateLimit? max)
    {
        if (max is not { } most) return sum;
        if (sum is not { } part) return Converted(most);
        most = Converted(most.OnAtMost(part.Phases));
        return part with { Value = Math.Min(part.Value, most.Value) };
    }

    private RateLimit Converted(RateLimit limit) => limit.In(request.Unit, request.Supply.Voltage);
}

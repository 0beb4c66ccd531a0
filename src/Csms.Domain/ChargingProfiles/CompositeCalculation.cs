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
        var maxima = installed.All.Where(i => i is { ConnectorId: 0, Profile.Purpose: ChargingProfilePurpose.ChargePointMaxProfile });
        chargePointMax = new(maxima.Select(maximum => maximum.Profile), now, request.Supply);
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

    // Without any limit on one there is none on the sum. Connectors on other phases than their neighbours may meet on one: amperes add up, and
    // the sum flows on as many phases as the widest of them uses.
    private RateLimit? Sum(LimitUntil[] parts, RateLimit? max)
    {
        RateLimit? sum = null;
        foreach (var (part, _) in parts)
        {
            if (Lower(part, max) is not { } limit) return null;
            sum = limit with { Value = limit.Value + (sum?.Value ?? 0), Phases = Math.Max(limit.Phases, sum?.Phases ?? 0) };
        }

        return sum;
    }

    // On the fewer phases of both, so that they can be held against each other; in the unit asked for.
    private RateLimit? Lower(RateLimit? one, RateLimit? other)
    {
        if (one is not { } a || other is not { } b) return (one ?? other) is { } only ? Converted(only) : null;
        (a, b) = (Converted(a.OnAtMost(b.Phases)), Converted(b.OnAtMost(a.Phases)));
        return a.Value <= b.Value ? a : b;
    }

    private RateLimit Converted(RateLimit limit) => limit.In(request.Unit, request.Supply.Voltage);
}

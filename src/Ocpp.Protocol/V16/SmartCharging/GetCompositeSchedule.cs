using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>What limits result from all profiles? (OCPP 1.6 section 5.7, sent by the central system.)</summary>
/// <param name="ConnectorId">0: the grid connection of the charge point.</param>
/// <param name="Duration">Seconds from the receipt of the request (errata 3.28).</param>
public sealed record GetCompositeScheduleRequest(int ConnectorId, int Duration, ChargingRateUnit? ChargingRateUnit = null);

/// <summary>Answer to <see cref="GetCompositeScheduleRequest"/>.</summary>
/// <param name="ScheduleStart">What the periods of the schedule count from.</param>
public sealed record GetCompositeScheduleResponse(
    GetCompositeScheduleStatus Status,
    int? ConnectorId = null,
    DateTimeOffset? ScheduleStart = null,
    ChargingSchedule? ChargingSchedule = null);

/// <summary>Whether there is an answer (OCPP 1.6 section 7.26).</summary>
public enum GetCompositeScheduleStatus
{
    /// <summary>The schedule is there.</summary>
    Accepted,

    /// <summary>No schedule can be given.</summary>
    Rejected,
}

internal sealed class GetCompositeScheduleRequestRules : AbstractValidator<GetCompositeScheduleRequest>
{
    public GetCompositeScheduleRequestRules()
    {
        RuleFor(request => request.ConnectorId).ConnectorOrChargePoint();
        RuleFor(request => request.Duration).NotNegative();
    }
}

internal sealed class GetCompositeScheduleResponseRules : AbstractValidator<GetCompositeScheduleResponse>
{
    public GetCompositeScheduleResponseRules()
    {
        RuleFor(response => response.ConnectorId).NotNegative();
        RuleFor(response => response.ChargingSchedule).SetValidator(new ChargingScheduleRules()!);
    }
}

using Ocpp.Protocol;

namespace Csms.Simulator.Connection;

/// <summary>What became of a CALL of ours.</summary>
public abstract record CallOutcome
{
    private CallOutcome()
    {
    }

    /// <summary>CALLRESULT with a well-formed response.</summary>
    public sealed record Answered(object Response) : CallOutcome;

    /// <summary>CALLERROR, or a CALLRESULT that could not be read.</summary>
    public sealed record Refused(OcppError Error) : CallOutcome;

    /// <summary>Nothing within MessageTimeout.</summary>
    public sealed record TimedOut : CallOutcome;

    /// <summary>The connection ended first: the central system may or may not have heard it.</summary>
    public sealed record Lost : CallOutcome;
}

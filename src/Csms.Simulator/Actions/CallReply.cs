using Ocpp.Protocol;

namespace Csms.Simulator.Actions;

/// <summary>The answer to a call of the central system, and what the device does once the answer is out: never before, or a stop could overtake it.</summary>
internal readonly record struct CallReply(object? Response, OcppError? Error = null, Func<CancellationToken, Task>? Afterwards = null)
{
    public static CallReply Of(object response, Func<CancellationToken, Task>? afterwards = null) => new(response, null, afterwards);

    public static CallReply Refuse(string code, string description) => new(null, new OcppError(code, description));
}

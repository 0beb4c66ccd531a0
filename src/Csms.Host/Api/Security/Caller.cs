using System.Security.Claims;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Security;

namespace Csms.Host.Api.Security;

/// <summary>Who sends a request, and what that lets them do.</summary>
internal static class Caller
{
    /// <summary>Policy of everything that changes something.</summary>
    public const string MayWrite = nameof(MayWrite);

    /// <summary>Policy of what cannot be taken back: administrators.</summary>
    public const string MayErase = nameof(MayErase);

    public static readonly string[] Writers = [ApiKeyRole.Administrator, ApiKeyRole.Operator];

    /// <summary>As events name them.</summary>
    public static string Actor(this ClaimsPrincipal caller) => $"key:{caller.Identity!.Name}";

    /// <param name="command">What they asked for, e.g. <c>rest:register_charge_point</c>.</param>
    public static EventMetadata Causes(this ClaimsPrincipal caller, string command, TimeProvider clock) =>
        new(caller.Actor(), clock.GetUtcNow(), CorrelationId: Causality.Current?.CorrelationId, CausationId: command);
}

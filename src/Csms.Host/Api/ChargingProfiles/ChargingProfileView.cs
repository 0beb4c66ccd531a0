using System.Text.Json;
using Csms.Host.Api.Calls;
using Csms.ReadModels.ChargingProfiles;

namespace Csms.Host.Api.ChargingProfiles;

/// <summary>A charging profile that the charge point took on.</summary>
/// <param name="CallId">The call that brought it.</param>
/// <param name="ConnectorId">0: the charge point, or all connectors.</param>
/// <param name="ProfileId">OCPP's chargingProfileId.</param>
/// <param name="Purpose">As OCPP spells it, as is `kind`.</param>
/// <param name="TransactionId">Of a TxProfile.</param>
/// <param name="Profile">All of it, with its limits over time.</param>
/// <param name="RemovalReason">replaced, cleared or transaction_ended.</param>
/// <param name="RemovedByCallId">The call that replaced or cleared it.</param>
internal sealed record ChargingProfileView(
    Guid CallId,
    int ConnectorId,
    int ProfileId,
    string Purpose,
    int StackLevel,
    string Kind,
    int? TransactionId,
    DateTimeOffset? ValidFrom,
    DateTimeOffset? ValidTo,
    JsonElement Profile,
    ProfileState Status,
    DateTimeOffset InstalledAt,
    DateTimeOffset? RemovedAt,
    string? RemovalReason,
    Guid? RemovedByCallId)
{
    public static ChargingProfileView Example { get; } = new(
        new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e61"),
        1,
        7,
        "TxDefaultProfile",
        1,
        "Absolute",
        null,
        null,
        null,
        JsonElement.Parse(
            """
            {"profileId":7,"stackLevel":1,"purpose":"TxDefaultProfile","kind":"Absolute","schedule":{"unit":"A","periods":[{"startPeriod":0,"limit":16.0}]}}
            """),
        ProfileState.Installed,
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        null,
        null,
        null);

    public static ChargingProfileView Of(ChargingProfileRow row) => new(
        row.CallId, row.ConnectorId, row.ProfileId, row.Purpose, row.StackLevel, row.Kind, row.TransactionId, row.ValidFrom, row.ValidTo, row.Profile,
        row.Status == "installed" ? ProfileState.Installed : ProfileState.Removed, row.InstalledAt, row.RemovedAt, row.RemovalReason, row.RemovedByCallId);
}

/// <summary>Whether the charge point has it.</summary>
internal enum ProfileState
{
    Installed,
    Removed,
}

/// <summary>A profile on its way, and what speaks against it.</summary>
/// <param name="Warnings">Absent when nothing does.</param>
internal sealed record SentProfileView(CallView Call, IReadOnlyList<ObjectionView>? Warnings)
{
    public static SentProfileView Example { get; } = new(
        CallView.Example with { Action = "SetChargingProfile", Payload = JsonElement.Parse("""{"connectorId":1}"""), Effect = null },
        [new("too_many_profiles", "The charge point holds 10 profiles (MaxChargingProfilesInstalled).")]);
}

/// <summary>What speaks against a profile.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Reason">For people.</param>
internal sealed record ObjectionView(string Code, string Reason);

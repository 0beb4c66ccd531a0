using System.Globalization;
using System.Reflection;
using Csms.Host.Api.Security;
using Csms.Host.Automating;
using Csms.Host.Billing;
using Csms.Host.Certificates;
using Csms.Host.Connections;
using Csms.Host.Exporting;
using Csms.Host.Files;
using Csms.Host.Journal;
using Csms.Host.Limits;
using Csms.Host.Reconciling;
using Csms.Host.Security;
using Csms.Host.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Csms.Host.Api.Overview;

/// <summary><c>/api/v1/system/settings</c>: what this node works by. They are made where it is started, not here.</summary>
internal static class SettingsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGroup("/system").WithTags("Overview").MapGet("/settings", Read).WithName("readSettings").Needs(Permission.ReadAccess);

    /// <summary>Read the settings</summary>
    /// <remarks>
    /// Of the node that answers, as it started: a setting is made in its configuration, as an environment variable with two underscores for each colon, and counts from the
    /// next start. Connection strings and where private keys lie are not shown.
    /// </remarks>
    /// <response code="200">All that can be set, and what of it was.</response>
    private static Ok<SettingsView> Read(IServiceProvider services) => TypedResults.Ok(new SettingsView(
    [
        .. Of<OcppOptions>(services, "Ocpp"),
        .. Of<LimitOptions>(services, "Limits"),
        .. Of<AutomationOptions>(services, "Automation"),
        .. Of<BillingOptions>(services, "Billing"),
        .. Of<OrphanOptions>(services, "Orphans"),
        .. Of<CertificateOptions>(services, "Certificates"),
        .. Of<FileSettings>(services, "Files"),
        .. Of<ExportSettings>(services, "Exports"),
        .. Of<JournalOptions>(services, "Journal"),
        .. Of<MetricsOptions>(services, "Metrics"),
    ]));

    private static IEnumerable<SettingView> Of<TOptions>(IServiceProvider services, string section)
        where TOptions : class, new()
    {
        var (made, usual) = (services.GetRequiredService<IOptions<TOptions>>().Value, new TOptions());
        return from property in typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance)
               where property.CanWrite && !property.Name.EndsWith("Key", StringComparison.Ordinal)
               let value = property.GetValue(made)
               select new SettingView($"{section}:{property.Name}", Convert.ToString(value, CultureInfo.InvariantCulture), Equals(value, property.GetValue(usual)));
    }
}

/// <summary>What a node works by.</summary>
internal sealed record SettingsView(IReadOnlyList<SettingView> Settings)
{
    public static SettingsView Example { get; } = new([SettingView.Example]);
}

/// <summary>One setting.</summary>
/// <param name="Value">As configuration has it: times as `d.hh:mm:ss`, sizes in bytes; empty where nothing is set.</param>
/// <param name="IsDefault">It is what it would be without having been set.</param>
internal sealed record SettingView(string Name, string? Value, bool IsDefault)
{
    public static SettingView Example { get; } = new("Ocpp:HeartbeatInterval", "00:05:00", true);
}

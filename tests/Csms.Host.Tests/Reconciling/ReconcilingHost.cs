using System.Text.Json.Nodes;
using Csms.EventStore.Ledger;
using Csms.Host.Evidence;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Billing;
using Csms.Host.Tests.Evidence;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Reconciling;

/// <summary>A host that bills at once and closes transactions without a stop as soon as anything shows that they are over.</summary>
public class ReconcilingHost : BillingHost
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Billing:SettleWindow"] = "00:00:00",
        ["Orphans:Every"] = "00:00:00.050",
        ["Orphans:AvailableFor"] = "00:00:00",
        ["Orphans:BootedFor"] = "00:00:00",
    };

    /// <summary>The only anomaly that this asks for, once it is there.</summary>
    internal async Task<JsonNode> AnomalyAsync(string query) => (await Eventually.BecomesAsync(
        () => Admin.ReadAsync($"/anomalies?{query}"), answer => answer.Body?["items"] is JsonArray { Count: 1 })).Items[0];

    internal async Task ClosesAsync(int transactionId) => await Eventually.BecomesAsync(
        () => Admin.ReadAsync($"/transactions/{transactionId}"), answer => (string?)answer.Body?["status"] == "closed");

    /// <summary>What the evidence of a transaction says to people, once all of it is sealed.</summary>
    internal async Task<string> EvidenceReadMeAsync(int transactionId)
    {
        var last = (await this.EventsOfTransactionAsync(transactionId))[^1].Sequence;
        return (await Eventually.BecomesAsync(
            async () =>
            {
                using var answer = await Admin.GetAsync(new Uri($"/api/v1/transactions/{transactionId}/evidence", UriKind.Relative));
                return answer.IsSuccessStatusCode ? new Bundle(await answer.Content.ReadAsByteArrayAsync(), Services.GetRequiredService<LedgerKey>().PublicPem()) : null;
            },
            bundle => (long?)bundle?.Json(EvidenceFiles.Manifest)["size"] >= last))!["README.txt"];
    }

    internal Task<RestAnswer> AcceptAsync(JsonNode anomaly, string reason = "so be it") =>
        Admin.SendAsync("POST", $"/anomalies/{anomaly["id"]}/accept", new JsonObject { ["reason"] = reason }.ToJsonString());

    internal Task<RestAnswer> OverrideAsync(JsonNode anomaly, string body) => Admin.SendAsync("POST", $"/anomalies/{anomaly["id"]}/override", body);
}

/// <summary>The same, and what was read is billed without anybody having looked.</summary>
public sealed class TrustingHost : ReconcilingHost
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Billing:SettleWindow"] = "00:00:00",
        ["Orphans:Every"] = "00:00:00.050",
        ["Orphans:AvailableFor"] = "00:00:00",
        ["Orphans:Billed"] = "true",
    };
}

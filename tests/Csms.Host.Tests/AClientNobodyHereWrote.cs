using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Host.Api.Calls;
using Csms.Host.Calls;
using Csms.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests;

/// <summary>The npm package ocpp-rpc in strict mode validates every frame both ways against the official schemas.</summary>
public sealed class AClientNobodyHereWrote(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [OcppRpcFact]
    public async Task Runs_a_whole_session_reports_all_it_can_and_answers_every_command()
    {
        await csms.RegisterAsync("CP-NODE");
        await csms.RegisterTokenAsync("NODE");
        using var client = Start();

        var said = await SaysAsync(client);
        var transactionId = ((int?)said["session"]).ShouldNotBeNull(said.ToJsonString());
        (await csms.EventsOfTransactionAsync(transactionId)).Select(e => e.Type).ShouldBe(
            ["transaction_started", "transaction_meter_values_reported", "transaction_meter_values_reported", "transaction_stopped"]);

        (await csms.EventsOfAsync(ChargePoint.StreamId("CP-NODE"))).Select(e => e.Type).TakeLast(6).ShouldBe(
        [
            "diagnostics_status_reported", "firmware_status_reported", "log_status_reported", "signed_firmware_status_reported",
            "security_event_reported", "certificate_signing_requested",
        ]);

        var calls = csms.Services.GetRequiredService<CallRequests>();
        foreach (var (action, payload) in EveryCall.Payloads)
        {
            var order = new CallOrder("CP-NODE", action, CallPayload.Read(action, Encoding.UTF8.GetBytes(payload)).Payload, "test");
            var (callId, _) = await calls.RequestAsync(order, CancellationToken.None);
            said = await SaysAsync(client);
            ((string?)said["called"]).ShouldBe(action.Name, said.ToJsonString());
            JsonNode.DeepEquals(said["params"], JsonNode.Parse(order.Payload.Span)).ShouldBeTrue(said.ToJsonString());
            (await calls.WaitAsync(callId, Patience, CancellationToken.None)).ShouldBeOfType<Call.Ended>().Outcome.ShouldBeOfType<CallEvent.Answered>();
        }

        client.StandardInput.Close();
        await client.WaitForExitAsync().WaitAsync(Patience);
        client.ExitCode.ShouldBe(0);
        (await client.StandardOutput.ReadToEndAsync()).ShouldBeEmpty("nothing was found invalid");
    }

    private Process Start() => Process.Start(new ProcessStartInfo("node", ["charge-point.mjs", csms.Ocpp.ToString().TrimEnd('/'), "CP-NODE", "NODE"])
    {
        WorkingDirectory = OcppRpcPackage.Scripts,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private static async Task<JsonNode> SaysAsync(Process client) =>
        JsonNode.Parse(await client.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException("The client ended; its errors are on the console."))!;
}

using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Csms.Domain.Calls;
using Csms.Host.Api.Calls;
using Csms.Host.Calls;
using Csms.Testing;
using Microsoft.Extensions.DependencyInjection;
using Ocpp.Protocol.V16;

namespace Csms.Host.Tests;

/// <summary>The npm package ocpp-rpc in strict mode validates every frame both ways against the official schemas.</summary>
public sealed class AClientNobodyHereWrote(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string> CoreCalls => new()
    {
        { "ChangeAvailability", """{"connectorId":0,"type":"Inoperative"}""" },
        { "ChangeConfiguration", """{"key":"MeterValueSampleInterval","value":"-1"}""" },
        { "ClearCache", "{}" },
        { "DataTransfer", """{"vendorId":"org.example","messageId":"m","data":"d"}""" },
        { "GetConfiguration", """{"key":["HeartbeatInterval","Nonsense"]}""" },
        { "GetConfiguration", "{}" },
        {
            "RemoteStartTransaction",
            """
            {"idTag":"NODE","connectorId":1,"chargingProfile":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"TxProfile","chargingProfileKind":"Relative",
            "validFrom":"2026-01-01T00:00:00+02:00","chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16.1,"numberPhases":3}]}}}
            """
        },
        { "RemoteStopTransaction", """{"transactionId":-1}""" },
        { "Reset", """{"type":"Hard"}""" },
        { "UnlockConnector", """{"connectorId":99}""" },
    };

    [OcppRpcFact]
    public async Task Runs_a_whole_session_and_answers_every_Core_command()
    {
        await csms.RegisterAsync("CP-NODE");
        await csms.RegisterTokenAsync("NODE");
        using var client = Start();

        var said = await SaysAsync(client);
        var transactionId = ((int?)said["session"]).ShouldNotBeNull(said.ToJsonString());
        (await csms.EventsOfTransactionAsync(transactionId)).Select(e => e.Type).ShouldBe(
            ["transaction_started", "transaction_meter_values_reported", "transaction_meter_values_reported", "transaction_stopped"]);

        var calls = csms.Services.GetRequiredService<CallRequests>();
        foreach (var (name, payload) in CoreCalls.Select(row => ((string)row[0], (string)row[1])))
        {
            var action = OcppActions.Find(name)!;
            var order = new CallOrder("CP-NODE", action, CallPayload.Read(action, Encoding.UTF8.GetBytes(payload)).Payload, "test");
            var (callId, _) = await calls.RequestAsync(order, CancellationToken.None);
            said = await SaysAsync(client);
            ((string?)said["called"]).ShouldBe(name, said.ToJsonString());
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

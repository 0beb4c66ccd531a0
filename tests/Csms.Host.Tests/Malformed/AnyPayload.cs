using System.Text;
using Csms.Domain.ChargePoints;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Csms.Host.Handlers;
using Csms.Host.Storage;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Host.Tests.Malformed;

/// <summary>Whatever a payload holds, its handler answers it or says what is wrong with it. InternalError would be a bug.</summary>
public sealed class AnyPayload(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private static readonly string[] Names =
    [
        "connectorId", "idTag", "meterStart", "meterStop", "timestamp", "reservationId", "transactionId", "reason", "transactionData", "meterValue", "status", "errorCode", "info",
        "vendorId", "vendorErrorCode", "chargePointVendor", "chargePointModel", "firmwareVersion", "messageId", "data", "type", "techInfo", "csr", "requestId",
    ];

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Gen.Elements("null", "true", "0", "-1", "7", "1.5", "1e300", "9223372036854775807", "-9223372036854775808", "\"Available\"", "\"Charging\"", "\"Local\"", "\"NoError\"", "\"\\u0000\""),
        Gen.Elements("\"2026-03-01T10:00:00Z\"", "\"1970-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\"", "\"soon\"", "\"\""),
        ArbMap.Default.GeneratorFor<string?>().Select(text => System.Text.Json.JsonSerializer.Serialize(text)),
        Gen.Choose(1, 4000).Select(length => $"\"{new string('x', length)}\""));

    private static readonly Gen<string> Samples = Gen.OneOf(
        Scalar,
        Scalar.Select(value => $"[{value}]"),
        Scalar.Two().Select(two => $$"""[{"timestamp":{{two.Item1}},"sampledValue":[{"value":{{two.Item2}},"unit":{{two.Item1}} }] }]"""),
        Scalar.Select(value => $$"""{"sampledValue":{"value":{{value}} } }"""));

    private static readonly Gen<string> Payload =
        from members in Gen.Elements(Names).SelectMany(name => (name is "meterValue" or "transactionData" ? Samples : Scalar).Select(value => $"\"{name}\":{value}")).ListOf(14)
        select $"{{{string.Join(',', members)}}}";

    [Theory]
    [InlineData(MessageChecking.Lenient)]
    [InlineData(MessageChecking.Strict)]
    public async Task Is_answered_or_refused(MessageChecking checking)
    {
        var chargePointId = $"ANY-{checking}";
        await csms.Admin.PostAsync("/api/v1/charge-points", new StringContent(
            $$"""{"id":"{{chargePointId}}","securityProfile":0,"messageChecking":"{{checking}}"}""", Encoding.UTF8, "application/json"));
        await using var connected = await RawChargePoint.ConnectAsync(csms.Ocpp, chargePointId);
        await connected.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        var handlers = csms.Services.GetRequiredService<MessageHandlers>();
        var session = await SessionAsync(chargePointId);
        var actions = OcppActions.All.Where(action => action.Direction.HasFlag(OcppDirection.FromChargePoint)).ToArray();

        var number = 0;
        Prop.ForAll(Gen.Elements(actions).Zip(Payload).ToArbitrary(), drawn =>
        {
            var (action, payload) = drawn;
            var context = new MessageContext(DateTimeOffset.UtcNow, $"test/{++number}");
            var call = new OcppFrame(MessageType.Call, "1", action.Name, Encoding.UTF8.GetBytes(payload));
            var answer = handlers.HandleAsync(session, call, context, CancellationToken.None).AsTask().GetAwaiter().GetResult();

            answer.Error?.Code.ShouldNotBe(OcppErrorCode.InternalError, $"{action.Name} {payload}: {answer.Error}");
            if (answer.Response is { } response)
                action.CheckResponse(response).ShouldBeNull();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    private async Task<ChargePointSession> SessionAsync(string chargePointId)
    {
        var runner = csms.Services.GetRequiredService<CommandRunner>();
        return new ChargePointSession(
            chargePointId,
            1000,
            runner,
            csms.Store,
            csms.Services.GetRequiredService<TransactionsOfChargePoint>(),
            await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(chargePointId), CancellationToken.None));
    }
}

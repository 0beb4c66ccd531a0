using System.Buffers.Text;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace Csms.Bench.Load.Traffic;

/// <summary>Stands in for a charge point: writes its messages into one buffer, checks each answer, and keeps what was acknowledged.</summary>
internal sealed class StandIn(string identity, string idTag, Acknowledged acknowledged) : IDisposable
{
    // Enough for the longest message.
    private readonly byte[] outgoing = new byte[768];
    private readonly byte[] tag = Encoding.ASCII.GetBytes(idTag);
    private readonly LeanSocket socket = new();
    private AcknowledgedSession? session;
    private DateTime lastTime;
    private long messageId;
    private readonly DeviceState device = DeviceState.Of(identity);

    /// <summary>A transaction runs.</summary>
    public bool IsCharging { get; private set; }

    /// <summary>From now on its messages have the time at which they are sent.</summary>
    public void TellTheTime() => device.TellTheTime();

    public Task ConnectAsync(int port, CancellationToken cancellationToken) => socket.ConnectAsync(port, identity, cancellationToken);

    /// <summary>Sends one message and waits for its answer.</summary>
    /// <returns>Null, or what is wrong with the answer.</returns>
    /// <exception cref="WebSocketException">The socket is gone.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<string?> ExchangeAsync(MessageKind kind)
    {
        var frame = Compose(kind);
        Doubt(kind, 1);
        await socket.SendAsync(frame);
        var answer = await socket.ReceiveAsync(CancellationToken.None);
        Doubt(kind, -1);
        return TakeAnswer(kind, answer.Span) ? null : $"{identity}: {kind} was answered with {Encoding.UTF8.GetString(answer.Span)}";
    }

    /// <summary>Answers pings until it is told to stop; the end of the socket, or a message that nobody asked for, is an exception.</summary>
    public async Task IdleAsync(CancellationToken cancellationToken)
    {
        var unasked = await socket.ReceiveAsync(cancellationToken);
        throw new WebSocketException(WebSocketError.InvalidMessageType, $"{identity} was sent what nobody asked for: {Encoding.UTF8.GetString(unasked.Span)}");
    }

    public void Dispose() => socket.Dispose();

    private void Doubt(MessageKind kind, int by)
    {
        if (session is null)
            return;
        if (kind == MessageKind.MeterValues)
            session.InDoubt += by;
        if (kind == MessageKind.StopTransaction)
            session.StopInDoubt = by > 0;
    }

    private ReadOnlyMemory<byte> Compose(MessageKind kind)
    {
        var text = new CallText(outgoing);
        text.Add("[2,\""u8);
        text.Add(++messageId);
        switch (kind)
        {
            case MessageKind.Heartbeat:
                text.Add("\",\"Heartbeat\",{}]"u8);
                break;
            case MessageKind.BootNotification:
                text.Add("\",\"BootNotification\",{\"chargePointVendor\":\"Bench\",\"chargePointModel\":\"Stand-in\",\"firmwareVersion\":\"1.0.0\"}]"u8);
                break;
            case MessageKind.Authorize:
                text.Add("\",\"Authorize\",{\"idTag\":\""u8);
                text.Add(tag);
                text.Add("\"}]"u8);
                break;
            case MessageKind.StatusNotification:
                text.Add("\",\"StatusNotification\",{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\""u8);
                text.Add(IsCharging ? "Charging"u8 : "Available"u8);
                text.Add("\",\"timestamp\":\""u8);
                text.Add(device.NextTime());
                text.Add("\"}]"u8);
                break;
            case MessageKind.StartTransaction:
                text.Add("\",\"StartTransaction\",{\"connectorId\":1,\"idTag\":\""u8);
                text.Add(tag);
                text.Add("\",\"meterStart\":"u8);
                text.Add(device.Register);
                text.Add(",\"timestamp\":\""u8);
                text.Add(device.NextTime());
                text.Add("\"}]"u8);
                break;
            case MessageKind.MeterValues:
                ComposeMeterValues(ref text);
                break;
            case MessageKind.StopTransaction:
                text.Add("\",\"StopTransaction\",{\"transactionId\":"u8);
                text.Add(session?.TransactionId ?? 0);
                text.Add(",\"idTag\":\""u8);
                text.Add(tag);
                text.Add("\",\"meterStop\":"u8);
                text.Add(device.Register);
                text.Add(",\"timestamp\":\""u8);
                text.Add(device.NextTime());
                text.Add("\",\"reason\":\"Local\"}]"u8);
                break;
        }

        return text.Finish();
    }

    private void ComposeMeterValues(ref CallText text)
    {
        text.Add("\",\"MeterValues\",{\"connectorId\":1,\"transactionId\":"u8);
        text.Add(session?.TransactionId ?? 0);
        text.Add(",\"meterValue\":[{\"timestamp\":\""u8);
        text.Add(lastTime = device.NextReading());
        text.Add("\",\"sampledValue\":[{\"value\":\""u8);
        text.Add(device.Register);
        text.Add("\",\"context\":\"Sample.Periodic\",\"measurand\":\"Energy.Active.Import.Register\",\"unit\":\"Wh\"},{\"value\":\"11040\",\"context\":\"Sample.Periodic\",\"measurand\":\"Power.Active.Import\",\"unit\":\"W\"},{\"value\":\"16.0\",\"context\":\"Sample.Periodic\",\"measurand\":\"Current.Import\",\"phase\":\"L1\",\"unit\":\"A\"}]}]}]"u8);
    }

    private bool TakeAnswer(MessageKind kind, ReadOnlySpan<byte> answer)
    {
        if (!answer.StartsWith("[3,\""u8) || !Utf8Parser.TryParse(answer[4..], out long id, out var digits) || id != messageId)
            return false;
        var payload = answer[(4 + digits)..];
        switch (kind)
        {
            case MessageKind.Heartbeat:
                return payload.StartsWith("\",{\"currentTime\":\"20"u8);
            case MessageKind.BootNotification:
                return payload.IndexOf("\"status\":\"Accepted\""u8) > 0 && payload.IndexOf("\"interval\":"u8) > 0 && payload.IndexOf("\"currentTime\":\"20"u8) > 0;
            case MessageKind.Authorize:
                return payload.IndexOf("\"idTagInfo\":{"u8) > 0 && payload.IndexOf("\"status\":\"Accepted\""u8) > 0;
            case MessageKind.StartTransaction:
                var place = payload.IndexOf("\"transactionId\":"u8);
                if (place < 0 || !Utf8Parser.TryParse(payload[(place + 16)..], out int number, out _) || number <= 0 || payload.IndexOf("\"status\":\"Accepted\""u8) < 0)
                    return false;
                IsCharging = true;
                acknowledged.Add(session = new AcknowledgedSession(number));
                return true;
            case MessageKind.MeterValues:
                if (!payload.SequenceEqual("\",{}]"u8) || session is null)
                    return false;
                session.First = session.MeterValues++ == 0 ? lastTime : session.First;
                session.Last = lastTime;
                return true;
            case MessageKind.StopTransaction:
                if (!payload.StartsWith("\",{"u8) || session is null)
                    return false;
                (session.Stopped, IsCharging) = (true, false);
                return true;
            default:
                return payload.SequenceEqual("\",{}]"u8);
        }
    }
}

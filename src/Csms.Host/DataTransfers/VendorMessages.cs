using Ocpp.Protocol.V16;

namespace Csms.Host.DataTransfers;

/// <summary>Finds who deals with a vendor's message. Vendors and their messages are told apart without case (CiString).</summary>
internal sealed partial class VendorMessages(IEnumerable<VendorHandler> handlers, TimeProvider clock, ILogger<VendorMessages> logger)
{
    // A charge point waits for the answer, and everything else it has to say waits behind it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ILookup<string, VendorHandler> byVendor = handlers.ToLookup(handler => handler.VendorId, StringComparer.OrdinalIgnoreCase);

    public async ValueTask<DataTransferResponse> AnswerAsync(VendorMessage message, CancellationToken cancellationToken)
    {
        if (!byVendor.Contains(message.VendorId))
            return new DataTransferResponse(DataTransferStatus.UnknownVendorId);
        if (byVendor[message.VendorId].FirstOrDefault(h => string.Equals(h.MessageId, message.MessageId, StringComparison.OrdinalIgnoreCase)) is not { } handler)
            return new DataTransferResponse(DataTransferStatus.UnknownMessageId);

        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var answer = await handler.Handle(message, either.Token).AsTask().WaitAsync(either.Token);
            return new DataTransferResponse(answer.IsAccepted ? DataTransferStatus.Accepted : DataTransferStatus.Rejected, answer.Data);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The message is a fact and is stored whatever becomes of it.
            Log.Failed(logger, e, message.ChargePointId, message.VendorId, message.MessageId);
            return new DataTransferResponse(DataTransferStatus.Rejected);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Charge point {ChargePoint}: the handler of DataTransfer {VendorId} {MessageId} failed; answered with Rejected")]
        public static partial void Failed(ILogger logger, Exception exception, string chargePoint, string vendorId, string? messageId);
    }
}

internal static class DataTransferServices
{
    /// <summary>Has messages of a vendor dealt with; without it the vendor is unknown here.</summary>
    /// <param name="messageId">Null for the messages that have none.</param>
    public static IServiceCollection AddDataTransfer(this IServiceCollection services, string vendorId, string? messageId, HandleVendorMessage handle) =>
        services.AddSingleton(new VendorHandler(vendorId, messageId, handle));
}

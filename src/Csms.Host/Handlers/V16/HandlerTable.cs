using System.Collections.Frozen;
using Csms.Host.Connections;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Every action a charge point may send in OCPP 1.6 and who handles it. What is missing here is answered with NotSupported.</summary>
internal static class HandlerTable
{
    public static FrozenDictionary<OcppAction, MessageHandler> Build(IServiceProvider services)
    {
        T Of<T>() => ActivatorUtilities.CreateInstance<T>(services);
        return new Dictionary<OcppAction, MessageHandler>
        {
            [OcppActions.Authorize] = On<AuthorizeRequest, AuthorizeResponse>(Of<Authorize>().HandleAsync),
            [OcppActions.BootNotification] = On<BootNotificationRequest, BootNotificationResponse>(Of<BootNotification>().HandleAsync),
            [OcppActions.DataTransfer] = On<DataTransferRequest, DataTransferResponse>(DataTransfer.HandleAsync),
            [OcppActions.Heartbeat] = On<HeartbeatRequest, HeartbeatResponse>(Of<Heartbeat>().HandleAsync),
            [OcppActions.MeterValues] = On<MeterValuesRequest, MeterValuesResponse>(MeterValues.HandleAsync),
            [OcppActions.StartTransaction] = On<StartTransactionRequest, StartTransactionResponse>(Of<StartTransaction>().HandleAsync),
            [OcppActions.StatusNotification] = On<StatusNotificationRequest, StatusNotificationResponse>(StatusNotification.HandleAsync),
            [OcppActions.StopTransaction] = On<StopTransactionRequest, StopTransactionResponse>(Of<StopTransaction>().HandleAsync),
        }.ToFrozenDictionary();
    }

    private static MessageHandler On<TRequest, TResponse>(
        Func<ChargePointSession, TRequest, MessageContext, CancellationToken, ValueTask<TResponse>> handle)
        where TResponse : notnull =>
        async (session, request, context, cancellationToken) => await handle(session, (TRequest)request, context, cancellationToken);
}

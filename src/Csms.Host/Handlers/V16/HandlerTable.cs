using System.Collections.Frozen;
using Csms.Host.Connections;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Every action a charge point may send in OCPP 1.6 and who handles it.</summary>
internal static class HandlerTable
{
    public static FrozenDictionary<OcppAction, MessageHandler> Build(IServiceProvider services)
    {
        T Of<T>() => ActivatorUtilities.CreateInstance<T>(services);
        return new Dictionary<OcppAction, MessageHandler>
        {
            [OcppActions.Authorize] = Question<AuthorizeRequest, AuthorizeResponse>(Of<Authorize>().HandleAsync),
            [OcppActions.BootNotification] = Report<BootNotificationRequest, BootNotificationResponse>(Of<BootNotification>().HandleAsync),
            [OcppActions.DataTransfer] = Question<DataTransferRequest, DataTransferResponse>(Of<DataTransfer>().HandleAsync),
            [OcppActions.DiagnosticsStatusNotification] =
                Report<DiagnosticsStatusNotificationRequest, DiagnosticsStatusNotificationResponse>(DiagnosticsStatusNotification.HandleAsync),
            [OcppActions.FirmwareStatusNotification] =
                Report<FirmwareStatusNotificationRequest, FirmwareStatusNotificationResponse>(FirmwareStatusNotification.HandleAsync),
            [OcppActions.Heartbeat] = Question<HeartbeatRequest, HeartbeatResponse>(Of<Heartbeat>().HandleAsync),
            [OcppActions.LogStatusNotification] =
                Report<LogStatusNotificationRequest, LogStatusNotificationResponse>(LogStatusNotification.HandleAsync),
            [OcppActions.MeterValues] = OfTransaction<MeterValuesRequest, MeterValuesResponse>(MeterValues.HandleAsync),
            [OcppActions.SecurityEventNotification] =
                Report<SecurityEventNotificationRequest, SecurityEventNotificationResponse>(SecurityEventNotification.HandleAsync),
            [OcppActions.SignCertificate] = Question<SignCertificateRequest, SignCertificateResponse>(Of<SignCertificate>().HandleAsync),
            [OcppActions.SignedFirmwareStatusNotification] =
                Report<SignedFirmwareStatusNotificationRequest, SignedFirmwareStatusNotificationResponse>(SignedFirmwareStatusNotification.HandleAsync),
            [OcppActions.StartTransaction] = OfTransaction<StartTransactionRequest, StartTransactionResponse>(Of<StartTransaction>().HandleAsync),
            [OcppActions.StatusNotification] = Report<StatusNotificationRequest, StatusNotificationResponse>(StatusNotification.HandleAsync),
            [OcppActions.StopTransaction] = OfTransaction<StopTransactionRequest, StopTransactionResponse>(Of<StopTransaction>().HandleAsync),
        }.ToFrozenDictionary();
    }

    private static MessageHandler Report<TRequest, TResponse>(Handle<TRequest, TResponse> handle)
        where TResponse : notnull =>
        new(
            IsReport: true,
            IsOfTransaction: false,
            async (session, request, context, cancellationToken) => await handle(session, (TRequest)request, context, cancellationToken));

    private static MessageHandler OfTransaction<TRequest, TResponse>(Handle<TRequest, TResponse> handle)
        where TResponse : notnull =>
        Report(handle) with { IsOfTransaction = true };

    private static MessageHandler Question<TRequest, TResponse>(Handle<TRequest, TResponse> handle)
        where TResponse : notnull =>
        Report(handle) with { IsReport = false };

    private delegate ValueTask<TResponse> Handle<in TRequest, TResponse>(
        ChargePointSession session, TRequest request, MessageContext context, CancellationToken cancellationToken);
}

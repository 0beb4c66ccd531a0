using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>SendLocalList (OCPP 1.6 section 5.15). A list that contradicts itself is Failed, not a broken message: the device finds out while it stores it.</summary>
internal static class TakingALocalList
{
    public static readonly CallHandler Handler = CallHandler.For<SendLocalListRequest>(OcppActions.SendLocalList, (chargePoint, request) =>
    {
        var settings = chargePoint.Settings;
        if (!settings.Flag("LocalAuthListEnabled")) return Answer(UpdateStatus.NotSupported);
        if (request.LocalAuthorizationList?.Length > settings.Number("SendLocalListMaxLength")) return Answer(UpdateStatus.Failed);
        return Answer(chargePoint.LocalList.Update(request, settings.Number("LocalAuthListMaxLength")));
    }) with
    { JudgesContent = true };

    private static CallReply Answer(UpdateStatus status) => CallReply.Of(new SendLocalListResponse(status));
}

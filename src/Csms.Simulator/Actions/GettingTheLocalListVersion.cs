using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>GetLocalListVersion (OCPP 1.6 section 5.10): 0 for an empty list, -1 where local lists are switched off.</summary>
internal static class GettingTheLocalListVersion
{
    public static readonly CallHandler Handler = CallHandler.For<GetLocalListVersionRequest>(OcppActions.GetLocalListVersion, (chargePoint, _) =>
        CallReply.Of(new GetLocalListVersionResponse(chargePoint.Settings.Flag("LocalAuthListEnabled") ? chargePoint.LocalList.Version : -1)));
}

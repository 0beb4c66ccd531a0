using System.Text;
using Ocpp.Protocol.Tests.Frames;
using Ocpp.Protocol.V16;

namespace Ocpp.Protocol.Tests.Examples;

/// <summary>Messages with every member set, so that tests over all of them miss none.</summary>
internal static partial class Example
{
    private static DateTimeOffset Noon => new(2024, 2, 29, 12, 0, 0, 123, TimeSpan.Zero);

    // Lazy and expression-bodied: nobody promises in which order the statics of a type's several files are made.
    private static readonly Lazy<IReadOnlyList<object>> Messages = new(() =>
        [.. Core(), .. FirmwareManagement(), .. LocalAuthListManagement(), .. Reservation(), .. SmartCharging(), .. RemoteTrigger(), .. Security()]);

    public static IReadOnlyList<object> All => Messages.Value;

    public static TheoryData<string> Names => new(All.Select(message => message.GetType().Name));

    public static object Named(string name) => All.Single(message => message.GetType().Name == name);

    public static OcppAction ActionOf(object message) =>
        OcppActions.All.Single(action => action.RequestType == message.GetType() || action.ResponseType == message.GetType());

    public static bool IsRequest(object message) => ActionOf(message).RequestType == message.GetType();

    public static string Frame(object message) => Frames.Frame.Written(output =>
    {
        if (IsRequest(message))
            OcppFrameWriter.WriteCall(output, "42", ActionOf(message), message);
        else
            OcppFrameWriter.WriteCallResult(output, "42", ActionOf(message), message);
    });

    public static string Payload(object message) => OcppFrame.Parse(Encoding.UTF8.GetBytes(Frame(message))).Frame.Payload.Text();

    /// <summary>Reads a payload as the kind of message the example is.</summary>
    public static Parsed Read(object message, string payload, bool strict = false) =>
        IsRequest(message) ? ActionOf(message).ReadRequest(payload, strict) : ActionOf(message).ReadResponse(payload, strict);
}

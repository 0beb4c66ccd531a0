namespace Ocpp.Protocol;

/// <summary>Error codes of OCPP-J 1.6 table 7, misspelt where the specification misspells them (OCPP-J errata 5.1 and 5.2 forbid to correct
/// them).</summary>
public static class OcppErrorCode
{
    /// <summary>The action is unknown to the receiver.</summary>
    public const string NotImplemented = "NotImplemented";

    /// <summary>The action is known, but not served by this receiver.</summary>
    public const string NotSupported = "NotSupported";

    /// <summary>The receiver failed; the same request may succeed later.</summary>
    public const string InternalError = "InternalError";

    /// <summary>The payload is incomplete, or the exchange itself broke a rule.</summary>
    public const string ProtocolError = "ProtocolError";

    /// <summary>A security issue kept the receiver from completing the action, e.g. a CALL before BootNotification was accepted (errata
    /// 3.8).</summary>
    public const string SecurityError = "SecurityError";

    /// <summary>Not well-formed: no JSON, no OCPP-J frame, or an unknown member where those are refused.</summary>
    public const string FormationViolation = "FormationViolation";

    /// <summary>A member holds a value outside its range, its length or its enumeration.</summary>
    public const string PropertyConstraintViolation = "PropertyConstraintViolation";

    /// <summary>A required member is missing, or an array has too few elements. The missing "r" is the specification's.</summary>
    public const string OccurenceConstraintViolation = "OccurenceConstraintViolation";

    /// <summary>A member has the wrong JSON type.</summary>
    public const string TypeConstraintViolation = "TypeConstraintViolation";

    /// <summary>Anything else.</summary>
    public const string GenericError = "GenericError";

    /// <summary>The code of table 7 meant by what a peer sent: known variants from other editions and libraries are mapped, the rest is a
    /// <see cref="GenericError"/>.</summary>
    public static string Canonical(string? received) => received switch
    {
        NotImplemented => NotImplemented,
        NotSupported => NotSupported,
        InternalError => InternalError,
        ProtocolError => ProtocolError,
        SecurityError => SecurityError,
        PropertyConstraintViolation => PropertyConstraintViolation,
        TypeConstraintViolation => TypeConstraintViolation,
        FormationViolation or "FormatViolation" => FormationViolation,
        OccurenceConstraintViolation or "OccurrenceConstraintViolation" => OccurenceConstraintViolation,
        "MessageTypeNotSupported" => NotSupported,
        "RpcFrameworkError" => ProtocolError,
        _ => GenericError,
    };
}

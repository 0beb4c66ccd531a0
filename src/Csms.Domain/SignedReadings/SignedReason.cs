namespace Csms.Domain.SignedReadings;

/// <summary>Why a signed record, or the records of a transaction, are not valid. It never quotes a record, for a record may name a person.</summary>
/// <param name="Code">Stable, in snake_case, for programs.</param>
/// <param name="Sentence">For people.</param>
public sealed record SignedReason(string Code, string Sentence)
{
    /// <summary>Nothing signed was reported.</summary>
    public static SignedReason NoRecords { get; } = new("no_records", "No signed record was reported.");

    /// <summary>Neither OCMF nor another format we know.</summary>
    public static SignedReason FormatUnknown { get; } = new("format_unknown", "The value is in no known format for signed meter values.");

    /// <summary>ALFEN, EDL40 and SML are stored and handed on, not verified.</summary>
    public static SignedReason FormatUnsupported { get; } =
        new("format_unsupported", "The format was recognised, but this system does not verify it.");

    /// <summary>Not <c>OCMF|payload|signature</c>.</summary>
    public static SignedReason SectionsWrong { get; } = new("sections_wrong", "The OCMF record does not consist of header, payload and signature.");

    /// <summary>The payload is no JSON object, or says something twice.</summary>
    public static SignedReason PayloadUnreadable { get; } =
        new("payload_unreadable", "The payload of the OCMF record is not the JSON that OCMF describes.");

    /// <summary>The signature section is no JSON object with hex or base64 in SD.</summary>
    public static SignedReason SignatureUnreadable { get; } = new("signature_unreadable", "The signature section of the OCMF record cannot be read.");

    /// <summary>FV is not among 0.1 to 1.4.</summary>
    public static SignedReason VersionUnsupported { get; } = new("version_unsupported", "The version of OCMF is not one of 0.1 to 1.4.");

    /// <summary>SA or SM name something other than ECDSA with SHA-256 in DER.</summary>
    public static SignedReason AlgorithmUnsupported { get; } = new("algorithm_unsupported", "The signature algorithm is not one that OCMF defines.");

    /// <summary>The cryptographic library of this machine lacks the curve; another machine may have it.</summary>
    public static SignedReason CurveUnsupported { get; } =
        new("curve_unsupported", "The cryptography of this machine does not know the curve of the signature.");

    /// <summary>No key was registered for the meter, and the record brought none.</summary>
    public static SignedReason KeyUnknown { get; } = new("key_unknown", "No public key of the meter is known.");

    /// <summary>The record brought a key, but not one that can be read.</summary>
    public static SignedReason KeyUnreadable { get; } = new("key_unreadable", "The public key that came with the record cannot be read.");

    /// <summary>OCMF binds SA to the key; the library would silently use the key's curve.</summary>
    public static SignedReason KeyCurveDiffers { get; } = new("key_curve_differs", "The key lies on another curve than the signature.");

    /// <summary>The point is not on the curve.</summary>
    public static SignedReason KeyNotOnCurve { get; } = new("key_not_on_curve", "The public key is no point of the curve.");

    /// <summary>ECDSA says no.</summary>
    public static SignedReason SignatureWrong { get; } = new("signature_wrong", "The signature does not belong to this record and this key.");

    /// <summary>No reading is of energy taken from the grid.</summary>
    public static SignedReason NoBillingRegister { get; } =
        new("no_billing_register", "No reading at the begin or the end is of a register of imported energy.");

    /// <summary>No reading with TX = B.</summary>
    public static SignedReason BeginMissing { get; } = new("begin_missing", "There is no signed reading of the begin.");

    /// <summary>No reading with TX = E, L, R, A or P.</summary>
    public static SignedReason EndMissing { get; } = new("end_missing", "There is no signed reading of the end.");

    /// <summary>Two different begins: which one counts cannot be known.</summary>
    public static SignedReason BeginRepeated { get; } = new("begin_repeated", "There is more than one signed reading of the begin.");

    /// <summary>Two different ends.</summary>
    public static SignedReason EndRepeated { get; } = new("end_repeated", "There is more than one signed reading of the end.");

    /// <summary>RV is missing or no plain number.</summary>
    public static SignedReason ValueUnreadable { get; } = new("value_unreadable", "A reading has no value that is a plain number.");

    /// <summary>RU is neither Wh nor kWh.</summary>
    public static SignedReason UnitUnknown { get; } = new("unit_unknown", "A reading is neither in Wh nor in kWh.");

    /// <summary>The end is below the begin.</summary>
    public static SignedReason RegisterRanBackwards { get; } =
        new("register_ran_backwards", "The reading of the end is below the reading of the begin.");

    /// <summary>TM is missing or no time.</summary>
    public static SignedReason TimeUnreadable { get; } = new("time_unreadable", "The begin or the end has no readable time.");

    /// <summary>The end is earlier than the begin.</summary>
    public static SignedReason TimeRanBackwards { get; } = new("time_ran_backwards", "The end is earlier than the begin.");

    /// <summary>Begun with relative time (R), so it must end with it.</summary>
    public static SignedReason TimeStatusChanged { get; } =
        new("time_status_changed", "The transaction began with relative time and did not end with it.");

    /// <summary>ST is not G.</summary>
    public static SignedReason MeterError { get; } = new("meter_error", "The meter was not working correctly at the begin or the end.");

    /// <summary>EF contains E.</summary>
    public static SignedReason EnergyFlagged { get; } = new("energy_flagged", "The meter flagged energy as not usable for billing.");

    /// <summary>TX = X on the register that is billed.</summary>
    public static SignedReason ExceptionWhileCharging { get; } =
        new("exception_while_charging", "The meter reported an exception while charging: its energy is not usable.");

    /// <summary>IL is MISMATCH, INVALID, OUTDATED or UNKNOWN.</summary>
    public static SignedReason IdentificationFailed { get; } = new("identification_failed", "The assignment of the user is marked as failed.");

    /// <summary>EI of OCMF 0.1 to 0.3 differs: something happened to the meter in between.</summary>
    public static SignedReason EventCounterChanged { get; } =
        new("event_counter_changed", "The meter's event counter differs between begin and end.");

    /// <summary>MS or GS differs.</summary>
    public static SignedReason MeterDiffers { get; } = new("meter_differs", "Begin and end were signed by different meters or gateways.");

    /// <summary>ID differs.</summary>
    public static SignedReason IdentificationDiffers { get; } = new("identification_differs", "Begin and end are assigned to different users.");

    /// <summary>PG: a record between begin and end is missing, or they are not of one sequence.</summary>
    public static SignedReason PagesNotConsecutive { get; } =
        new("pages_not_consecutive", "The pages of the records from begin to end do not follow each other.");

    /// <summary>Records of one transaction that were signed with different keys.</summary>
    public static SignedReason KeyDiffers { get; } = new("key_differs", "Begin and end were signed with different keys.");

    /// <summary>The register that OCPP reported says something else than the signed readings.</summary>
    public static SignedReason SignedMismatch { get; } =
        new("signed_mismatch", "The energy by the reported register differs from the signed energy.");
}

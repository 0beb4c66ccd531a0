namespace Ocpp.Protocol;

/// <summary>Numbers of the ways in which charge points deviate, as docs/quirks.md lists them. A number is never used for anything else.</summary>
public static class Quirk
{
    /// <summary>A transaction id that nobody gave out: 0, negative, beyond 32 bits, unknown.</summary>
    public const string TransactionId = "Q01";

    /// <summary>Meter values without a transaction id while a transaction runs.</summary>
    public const string NoTransactionId = "Q02";

    /// <summary>A start on connector 0.</summary>
    public const string ConnectorZero = "Q03";

    /// <summary>A time without zone, of a date that does not exist, or none where one must be.</summary>
    public const string Time = "Q07";

    /// <summary>Numbers where texts belong and the other way round, samples without a value, vendor data that is no text.</summary>
    public const string WrongType = "Q08";

    /// <summary>An object where a list belongs, empty or broken elements of lists.</summary>
    public const string List = "Q09";

    /// <summary>Words of samples that OCPP does not have.</summary>
    public const string SampleWord = "Q10";

    /// <summary>Words that OCPP does not have or spells otherwise; empty texts and nulls where nothing is meant.</summary>
    public const string Word = "Q12";

    /// <summary>idTags that are too long or have control characters.</summary>
    public const string IdTag = "Q13";

    /// <summary>Registers with decimals.</summary>
    public const string Register = "Q15";

    /// <summary>Messages before the first BootNotification.</summary>
    public const string BeforeBoot = "Q16";

    /// <summary>An answer with another id than the request.</summary>
    public const string AnswerId = "Q22";

    /// <summary>Message ids that are numbers, or too long.</summary>
    public const string MessageId = "Q23";

    /// <summary>Members that OCPP does not have, or in another case.</summary>
    public const string UnknownMember = "Q24";

    /// <summary>A handshake that names no subprotocol.</summary>
    public const string NoSubprotocol = "Q25";

    /// <summary>Stray bytes around a frame, U+0000 and half surrogate pairs in texts.</summary>
    public const string StrayBytes = "Q31";

    /// <summary>Texts beyond their length and numbers outside their range, kept as they are.</summary>
    public const string OutOfRange = "Q33";

    /// <summary>The hexadecimal digits of the password in the place of its bytes.</summary>
    public const string HexPassword = "Q34";
}

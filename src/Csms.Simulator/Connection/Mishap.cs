namespace Csms.Simulator.Connection;

/// <summary>What goes wrong with the next transaction message.</summary>
public enum Mishap
{
    None,

    /// <summary>The central system answers, the answer never reaches the device, the connection is gone: it will hear the same fact again.</summary>
    AnswerLost,

    /// <summary>The message is held back for minutes: it arrives long after the time it tells of.</summary>
    HeldBack,

    /// <summary>The connection is cut as soon as the last byte was handed over: whether it arrived is anybody's guess.</summary>
    CutAfterSending,

    /// <summary>After the answer the same content comes again under a new message id.</summary>
    RepeatedWithNewId,

    /// <summary>After the answer the very same frame comes again.</summary>
    RepeatedWithSameId,
}

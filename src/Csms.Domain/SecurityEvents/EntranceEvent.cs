namespace Csms.Domain.SecurityEvents;

/// <summary>What happened at the door before anybody said who they were. Stream <c>entrance-{day}</c>, so that none grows for ever.</summary>
public abstract record EntranceEvent
{
    private EntranceEvent()
    {
    }

    /// <summary>TLS handshakes came to nothing. Not each one: the first of a kind, and then how many followed.</summary>
    /// <param name="Node">The host process they came to.</param>
    /// <param name="Times">How many since the last such event.</param>
    /// <param name="ContentId">Key of the erasable content that tells from which address the last of them came.</param>
    public sealed record HandshakesRefused(HandshakeRefusal Reason, string Node, int Times, Guid? ContentId = null) : EntranceEvent;
}

/// <summary>Why a handshake came to nothing before anybody looked at who it was.</summary>
public enum HandshakeRefusal
{
    /// <summary>The client speaks nothing newer than TLS 1.1 (Improved security, A00.FR.313 and 417).</summary>
    OldTlsVersion,

    /// <summary>The client offers no cipher suite that is served (A00.FR.318 and 422).</summary>
    NoCommonCipherSuite,

    /// <summary>It broke off for another reason: often a client that does not trust our certificate.</summary>
    HandshakeFailed,

    /// <summary>There were too many connections from its address, or altogether, of which nobody knew whose they were.</summary>
    TooManyConnections,

    /// <summary>It said too little for too long.</summary>
    TooSlow,

    /// <summary>It was refused so often that it has to wait before it may try again.</summary>
    TooManyAttempts,
}

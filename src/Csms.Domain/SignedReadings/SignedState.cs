namespace Csms.Domain.SignedReadings;

/// <summary>What may be said about a signed record, or about the records of a transaction together. The worst of its records decides.</summary>
public enum SignedState
{
    /// <summary>The signature holds; of a transaction: so does the law check, and the energy may be billed.</summary>
    Valid,

    /// <summary>The signature does not belong to these bytes and this key: tampered with, or the wrong key.</summary>
    Invalid,

    /// <summary>The signatures hold, but what they sign must not be billed, e.g. because the meter reported an error.</summary>
    NotBillable,

    /// <summary>The signatures hold; the reading of the begin or of the end is not among the records.</summary>
    Incomplete,

    /// <summary>There is no usable key to check with: nothing is known about the signature.</summary>
    KeyMissing,

    /// <summary>Genuine or not, we cannot tell: a format, version, algorithm or curve that this system does not verify.</summary>
    Unsupported,

    /// <summary>No signed record could be made out.</summary>
    Unreadable,
}

using System.Diagnostics;

namespace Csms.Domain.Access;

/// <summary>How far an API key has come: the fold of its <see cref="ApiKeyEvent"/>s.</summary>
public enum ApiKeyRecord
{
    /// <summary>Nothing is on record: it is new, or older than this record.</summary>
    None,

    /// <summary>It was handed out.</summary>
    Issued,

    /// <summary>It was taken back.</summary>
    Revoked,
}

/// <summary>The fold.</summary>
public static class ApiKeyRecords
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "api-key";

    /// <summary>The stream of a key, <c>api-key-{uuid}</c>.</summary>
    public static string StreamId(Guid keyId) => $"{StreamType}-{keyId:D}";

    /// <summary>The state after one more event.</summary>
    public static ApiKeyRecord Evolve(this ApiKeyRecord _, ApiKeyEvent e) => e switch
    {
        ApiKeyEvent.Issued => ApiKeyRecord.Issued,
        ApiKeyEvent.Revoked => ApiKeyRecord.Revoked,
        _ => throw new UnreachableException($"{e} is no event of a key."),
    };
}

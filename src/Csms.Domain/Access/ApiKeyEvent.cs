namespace Csms.Domain.Access;

/// <summary>What happened to an API key. Stream <c>api-key-{uuid}</c>; who did it is the event's actor. Neither the key nor its hash is ever in here.</summary>
public abstract record ApiKeyEvent
{
    private ApiKeyEvent()
    {
    }

    /// <summary>Somebody was given one.</summary>
    /// <param name="KeyId">By which it is revoked.</param>
    /// <param name="Name">Of the program that uses it; the actor of what it does (<c>key:NAME</c>).</param>
    /// <param name="Role">The most it may do.</param>
    /// <param name="Scopes">Names of the permissions it is narrowed to; null is all of its role.</param>
    /// <param name="ExpiresAt">From when on it opens nothing; null is never.</param>
    public sealed record Issued(Guid KeyId, string Name, Role Role, IReadOnlyList<string>? Scopes = null, DateTimeOffset? ExpiresAt = null) : ApiKeyEvent;

    /// <summary>It opens nothing any more.</summary>
    public sealed record Revoked : ApiKeyEvent;
}

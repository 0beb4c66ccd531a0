namespace Csms.Domain.Access;

/// <summary>What may be wanted of an API key.</summary>
public abstract record ApiKeyCommand
{
    private ApiKeyCommand()
    {
    }

    /// <summary>Put it on record before it is handed out.</summary>
    /// <param name="Key">What is handed out.</param>
    public sealed record RequestIssue(ApiKeyEvent.Issued Key) : ApiKeyCommand;

    /// <summary>It is to open nothing any more.</summary>
    public sealed record RequestRevocation : ApiKeyCommand;
}

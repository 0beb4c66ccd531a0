using System.Diagnostics;
using static Csms.Domain.Access.ApiKeyCommand;

namespace Csms.Domain.Access;

/// <summary>The rules of an API key: it is handed out once and taken back once.</summary>
public static class ApiKeyDecider
{
    private static readonly Rejection KeyExists = new("api_key_exists", "A key with this id was handed out already.");

    /// <summary>The events that follow from a command, or why it is refused.</summary>
    public static Decision<ApiKeyEvent> Decide(ApiKeyCommand command, ApiKeyRecord state) => (command, state) switch
    {
        (RequestIssue r, ApiKeyRecord.None) => [r.Key],
        (RequestIssue, _) => KeyExists,

        // Also a key that is older than this record: whoever asks has found it.
        (RequestRevocation, ApiKeyRecord.Revoked) => [],
        (RequestRevocation, _) => [new ApiKeyEvent.Revoked()],

        _ => throw new UnreachableException($"{command} is no command to a key."),
    };
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Csms.Domain;
using Csms.Host.Commands;
using Microsoft.Net.Http.Headers;

namespace Csms.Host.Api.Requests;

/// <summary>The ETag of what people edit. It names the editable settings, not the whole representation: a charge point that reports a status has not been edited.</summary>
internal static class EditedVersion
{
    private static readonly Rejection Outdated = new(Problem.PreconditionFailed, "Someone else changed this after you read it: read it again.");

    public static string Of(params ReadOnlySpan<object?> settings) =>
        '"' + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(settings.ToArray(), ApiJson.Options))))[..16] + '"';

    /// <summary>The same aggregate, which also refuses when what is there is not what the client saw. Part of the decision, so that nobody can slip in between.</summary>
    public static StreamKind<TState, TEvent, TCommand> OnlyIf<TState, TEvent, TCommand>(
        this StreamKind<TState, TEvent, TCommand> kind, string? ifMatch, Func<TState, string> versionOf)
        where TEvent : notnull =>
        ifMatch is null
            ? kind
            : kind with
            {
                Decide = (command, state) =>
                {
                    var decision = kind.Decide(command, state);
                    return decision.Rejection is null && !Matches(ifMatch, versionOf(state)) ? Outdated : decision;
                },
            };

    private static bool Matches(string ifMatch, string version) =>
        EntityTagHeaderValue.TryParseList([ifMatch], out var tags) && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag == version);
}

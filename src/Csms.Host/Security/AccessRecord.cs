using Csms.Domain;
using Csms.Domain.Access;
using Csms.EventStore;
using Csms.Host.Commands;

namespace Csms.Host.Security;

/// <summary>
/// Changes who may do what, and puts on record who changed it. Nothing is gained before it is on record; nothing is lost later than it is asked for. A crash in
/// between leaves an action half done that can be asked for again: every step of it may be done twice.
/// </summary>
internal sealed class AccessRecord(CommandRunner runner, ApiKeys keys, Users users, Sessions sessions)
{
    public async Task<long> IssueAsync(ApiKey key, string secret, EventMetadata metadata, CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(Streams.ApiKeys, ApiKeyRecords.StreamId(key.Id), new ApiKeyCommand.RequestIssue(key.ToEvent()), metadata, cancellationToken);
        await keys.StoreAsync(key, secret, cancellationToken);
        return outcome.Sequence;
    }

    /// <summary>Null when there is no such key.</summary>
    public async Task<long?> RevokeAsync(Guid keyId, EventMetadata metadata, CancellationToken cancellationToken)
    {
        if (!await keys.RevokeAsync(keyId, cancellationToken))
            return null;
        var outcome = await runner.RunAsync(Streams.ApiKeys, ApiKeyRecords.StreamId(keyId), new ApiKeyCommand.RequestRevocation(), metadata, cancellationToken);
        return outcome.Sequence;
    }

    /// <summary>Null when somebody has this name already; the record then has an account that nobody can use.</summary>
    public async Task<long?> CreateAsync(UserAccount user, string password, EventMetadata metadata, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(user.Name, cancellationToken) is not null)
            return null;
        var outcome = await RunAsync(user.Id, new UserCommand.RequestCreation(user.Id, user.Role), metadata, cancellationToken);
        return await users.StoreAsync(user, password, cancellationToken) ? outcome.Sequence : null;
    }

    public async Task<(Rejection? Rejection, long Sequence)> ChangeRoleAsync(Guid userId, Role role, EventMetadata metadata, CancellationToken cancellationToken)
    {
        var outcome = await RunAsync(userId, new UserCommand.RequestRole(role), metadata, cancellationToken);
        if (outcome.Rejection is null)
            await users.ChangeRoleAsync(userId, role, cancellationToken);
        sessions.Forget(userId);
        return (outcome.Rejection, outcome.Sequence);
    }

    public async Task<(Rejection? Rejection, long Sequence)> AdmitAsync(Guid userId, bool isEnabled, EventMetadata metadata, CancellationToken cancellationToken)
    {
        if (!isEnabled)
            await users.DisableAsync(userId, cancellationToken);
        sessions.Forget(userId);
        var outcome = await RunAsync(userId, new UserCommand.RequestAdmission(isEnabled), metadata, cancellationToken);
        if (isEnabled && outcome.Rejection is null)
            await users.EnableAsync(userId, cancellationToken);
        return (outcome.Rejection, outcome.Sequence);
    }

    /// <returns>The hash of the new password, and the number of the event.</returns>
    public async Task<(string Hash, long Sequence)> ReplacePasswordAsync(
        UserAccount user, string password, bool isOneTime, EventMetadata metadata, CancellationToken cancellationToken)
    {
        var hash = await users.ReplacePasswordAsync(user, password, isOneTime, cancellationToken);
        sessions.Forget(user.Id);
        return (hash, (await RunAsync(user.Id, new UserCommand.ReportPassword(isOneTime), metadata, cancellationToken)).Sequence);
    }

    private Task<Outcome<User>> RunAsync(Guid userId, UserCommand command, EventMetadata metadata, CancellationToken cancellationToken) =>
        runner.RunAsync(Streams.Users, User.StreamId(userId), command, metadata, cancellationToken);
}

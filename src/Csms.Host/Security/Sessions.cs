using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Csms.Host.Security;

/// <summary>Who is logged in (table <c>csms.sessions</c>): rows that every node reads, so that ending one ends it everywhere.</summary>
internal sealed class Sessions(NpgsqlDataSource database, TimeProvider time)
{
    private const int RandomBytes = 32;
    private const int WrittenLength = 43;

    // Most sessions just expire, and nobody presents their token again.
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan Idle = TimeSpan.FromHours(8);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    // Moving the end on with every request would write for every request.
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>How long a session that ended may still work on a node that has just seen it.</summary>
    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (UserAccount User, DateTimeOffset Until)> verified = new(StringComparer.Ordinal);

    /// <summary>Begins one; the token goes into the cookie and is known nowhere else.</summary>
    /// <param name="passwordHash">That the password was held against.</param>
    /// <returns>Null when the user was disabled, or the password replaced, since it was checked.</returns>
    public async Task<string?> BeginAsync(UserAccount user, string passwordHash, CancellationToken cancellationToken)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        var now = time.GetUtcNow();
        await using var command = database.CreateCommand(
            """
            WITH over AS (DELETE FROM csms.sessions WHERE expires_at < $3),
                 u AS (UPDATE csms.users SET last_login_at = $3 WHERE id = $2 AND disabled_at IS NULL AND password_hash = $5 RETURNING id)
            INSERT INTO csms.sessions (token_hash, user_id, created_at, expires_at) SELECT $1, u.id, $3, $4 FROM u
            """);
        command.Parameters.Add(new() { Value = HashOf(token)! });
        command.Parameters.Add(new() { Value = user.Id });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now + Idle });
        command.Parameters.Add(new() { Value = passwordHash });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1 ? token : null;
    }

    /// <summary>Whose session this is; null when there is none, or none any more. While it is used, its end moves on.</summary>
    public async Task<UserAccount?> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        if (HashOf(token) is not { } hash)
            return null;
        var name = Convert.ToHexString(hash);
        var now = time.GetUtcNow();
        if (verified.TryGetValue(name, out var known) && known.Until > now)
            return known.User;
        await using var command = database.CreateCommand(
            """
            WITH moved AS (
                UPDATE csms.sessions SET expires_at = least($3, created_at + $4)
                WHERE token_hash = $1 AND expires_at > $2 AND expires_at < least($3, created_at + $4) - $5)
            SELECT u.id, u.name, u.mail, u.role, u.password_is_one_time, u.created_at, u.last_login_at, u.disabled_at
            FROM csms.sessions s JOIN csms.users u ON u.id = s.user_id
            WHERE s.token_hash = $1 AND s.expires_at > $2 AND u.disabled_at IS NULL
            """);
        command.Parameters.Add(new() { Value = hash });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now + Idle });
        command.Parameters.Add(new() { Value = Longest });
        command.Parameters.Add(new() { Value = Step });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            verified.TryRemove(name, out _);
            return null;
        }

        var user = Users.Read(reader);
        if (verified.Count >= MostRemembered)
            ForgetWhere(session => session.Until <= now);
        verified[name] = (user, now + TrustedFor);
        return user;
    }

    public async Task EndAsync(string token, CancellationToken cancellationToken)
    {
        if (HashOf(token) is not { } hash)
            return;
        verified.TryRemove(Convert.ToHexString(hash), out _);
        await using var command = database.CreateCommand("DELETE FROM csms.sessions WHERE token_hash = $1");
        command.Parameters.Add(new() { Value = hash });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>On this node at once; the others ask again within seconds.</summary>
    public void Forget(Guid userId) => ForgetWhere(session => session.User.Id == userId);

    private void ForgetWhere(Predicate<(UserAccount User, DateTimeOffset Until)> matches)
    {
        foreach (var (name, session) in verified)
        {
            if (matches(session))
                verified.TryRemove(name, out _);
        }
    }

    private static byte[]? HashOf(string token) => token.Length == WrittenLength ? SHA256.HashData(Encoding.UTF8.GetBytes(token)) : null;
}

using System.Buffers.Text;
using System.Security.Cryptography;
using Csms.Domain.Access;
using Microsoft.AspNetCore.Identity;
using Npgsql;
using NpgsqlTypes;

namespace Csms.Host.Security;

/// <summary>The people who may log in (table <c>csms.users</c>). What shuts somebody out ends their sessions in the same commit.</summary>
internal sealed class Users(NpgsqlDataSource database, TimeProvider time)
{
    private const string Columns = "id, name, mail, role, password_is_one_time, created_at, last_login_at, disabled_at";
    private static readonly PasswordHasher<UserAccount> Hasher = new();

    // Of a password nobody knows: whoever tries a name that does not exist waits as long as for one that does.
    private static readonly string NobodysHash = Hasher.HashPassword(null!, NewPassword());

    // What is slow on purpose must not take every core.
    private static readonly SemaphoreSlim Room = new(2);

    /// <summary>96 random bits, to be typed once.</summary>
    public static string NewPassword() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));

    /// <summary>A user who is not yet stored.</summary>
    public UserAccount New(string name, string? mail, Role role, bool passwordIsOneTime) =>
        new(Guid.CreateVersion7(time.GetUtcNow()), name.Trim(), mail, role, passwordIsOneTime, time.GetUtcNow());

    /// <summary>False when somebody has this name already.</summary>
    public async Task<bool> StoreAsync(UserAccount user, string password, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO csms.users (id, name, name_key, mail, role, password_hash, password_is_one_time, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (name_key) DO NOTHING
            """);
        command.Parameters.Add(new() { Value = user.Id });
        command.Parameters.Add(new() { Value = user.Name });
        command.Parameters.Add(new() { Value = UserAccount.KeyOf(user.Name) });
        command.Parameters.Add(new() { Value = (object?)user.Mail ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = Roles.NameOf(user.Role) });
        command.Parameters.Add(new() { Value = Hasher.HashPassword(user, password) });
        command.Parameters.Add(new() { Value = user.PasswordIsOneTime });
        command.Parameters.Add(new() { Value = user.CreatedAt });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>The user with this name and password, unless disabled, and the hash that it was held against; null takes as long
    /// whatever was wrong.</summary>
    public async Task<(UserAccount User, string Hash)?> VerifyAsync(string name, string password, CancellationToken cancellationToken)
    {
        var (user, hash) = await FindWithHashAsync("name_key = $1", UserAccount.KeyOf(name), cancellationToken);
        var matches = await MatchesAsync(user, hash, password, cancellationToken);
        return matches && user is { DisabledAt: null } ? (user, hash!) : null;
    }

    /// <summary>Whether this is the password of a user who is known already.</summary>
    public async Task<bool> VerifyAsync(Guid id, string password, CancellationToken cancellationToken)
    {
        var (user, hash) = await FindWithHashAsync("id = $1", id, cancellationToken);
        return await MatchesAsync(user, hash, password, cancellationToken);
    }

    public async Task<UserAccount?> FindAsync(Guid id, CancellationToken cancellationToken) => (await FindWithHashAsync("id = $1", id, cancellationToken)).User;

    public async Task<UserAccount?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await FindWithHashAsync("name_key = $1", UserAccount.KeyOf(name), cancellationToken)).User;

    /// <summary>Every user, oldest first.</summary>
    public async Task<IReadOnlyList<UserAccount>> ListAsync(CancellationToken cancellationToken, Guid? after = null, int limit = int.MaxValue)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM csms.users WHERE id > $1 ORDER BY id LIMIT $2");
        command.Parameters.Add(new() { Value = after ?? Guid.Empty });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var users = new List<UserAccount>();
        while (await reader.ReadAsync(cancellationToken))
            users.Add(Read(reader));
        return users;
    }

    public Task ChangeRoleAsync(Guid id, Role role, CancellationToken cancellationToken) =>
        ExecuteAsync("UPDATE csms.users SET role = $2 WHERE id = $1", id, Roles.NameOf(role), cancellationToken);

    public Task EnableAsync(Guid id, CancellationToken cancellationToken) =>
        ExecuteAsync("UPDATE csms.users SET disabled_at = NULL WHERE id = $1 AND $2", id, true, cancellationToken);

    public Task DisableAsync(Guid id, CancellationToken cancellationToken) => ShutOutAsync(
        "UPDATE csms.users SET disabled_at = coalesce(disabled_at, $2) WHERE id = $1", id, time.GetUtcNow(), cancellationToken);

    /// <returns>The hash of the new one.</returns>
    public async Task<string> ReplacePasswordAsync(UserAccount user, string password, bool isOneTime, CancellationToken cancellationToken)
    {
        var hash = Hasher.HashPassword(user, password);
        await ShutOutAsync(
            $"UPDATE csms.users SET password_hash = $2, password_is_one_time = {(isOneTime ? "true" : "false")} WHERE id = $1",
            user.Id, hash, cancellationToken);
        return hash;
    }

    private static async Task<bool> MatchesAsync(UserAccount? user, string? hash, string password, CancellationToken cancellationToken)
    {
        await Room.WaitAsync(cancellationToken);
        try
        {
            // A password longer than any that can be set is not worth hashing whole, and wrong.
            var isPossible = password.Length <= UserAccount.LongestPassword;
            var result = await Task.Run(() => Hasher.VerifyHashedPassword(user!, hash ?? NobodysHash, isPossible ? password : ""), cancellationToken);
            return user is not null && isPossible && result is not PasswordVerificationResult.Failed;
        }
        finally
        {
            Room.Release();
        }
    }

    private async Task<(UserAccount? User, string? Hash)> FindWithHashAsync(string condition, object value, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT {Columns}, password_hash FROM csms.users WHERE {condition}");
        command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (Read(reader), reader.GetString(8)) : (null, null);
    }

    /// <summary>The sessions in a statement of their own, behind the change: it sees one that began while the change waited.</summary>
    private async Task ShutOutAsync(string change, Guid id, object value, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(change) { Parameters = { new() { Value = id }, new() { Value = value } } });
        batch.BatchCommands.Add(new("DELETE FROM csms.sessions WHERE user_id = $1") { Parameters = { new() { Value = id } } });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task ExecuteAsync(string sql, Guid id, object value, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static UserAccount Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        Roles.Of(row.GetString(3)),
        row.GetBoolean(4),
        row.GetFieldValue<DateTimeOffset>(5),
        row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6),
        row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7));
}

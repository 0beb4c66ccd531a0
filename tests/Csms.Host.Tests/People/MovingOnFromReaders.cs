using Csms.Domain.Access;
using Csms.EventStore;
using Csms.Host.Security;
using Csms.Testing;
using Npgsql;

namespace Csms.Host.Tests.People;

public class MovingOnFromReaders
{
    [Fact]
    public async Task Makes_auditors_of_them_and_keeps_their_keys_working()
    {
        await using var database = await TestDatabase.CreateAsync(typeof(CsmsApplication).Assembly);
        var secret = ApiKey.NewSecret();
        await using (var before = database.DataSource.CreateCommand(
            """
            DROP TABLE csms.sessions, csms.users;
            ALTER TABLE csms.api_keys DROP CONSTRAINT api_keys_role_check, DROP COLUMN scopes, DROP COLUMN expires_at, DROP COLUMN revoked_at;
            ALTER TABLE csms.api_keys ADD CONSTRAINT api_keys_role_check CHECK (role IN ('administrator', 'operator', 'reader'));
            DELETE FROM events.csms_migrations WHERE name LIKE '%people';
            """))
        {
            await before.ExecuteNonQueryAsync();
        }

        await using (var key = database.DataSource.CreateCommand("INSERT INTO csms.api_keys (id, name, key_hash, role, created_at) VALUES (gen_random_uuid(), 'old', $1, 'reader', now())"))
        {
            key.Parameters.Add(new NpgsqlParameter { Value = ApiKey.HashOf(secret)! });
            await key.ExecuteNonQueryAsync();
        }

        await Migrations.MigrateAsync(database.DataSource, CancellationToken.None, typeof(PostgresEventStore).Assembly, typeof(CsmsApplication).Assembly);

        var old = (await new ApiKeys(database.DataSource, TimeProvider.System).VerifyAsync(secret, CancellationToken.None)).ShouldNotBeNull();
        (old.Name, old.Role, old.Scopes).ShouldBe(("old", Role.Auditor, null));
    }
}

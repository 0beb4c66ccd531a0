using System.Reflection;
using System.Security.Cryptography;
using Csms.EventStore;
using Npgsql;

namespace Csms.Testing;

/// <summary>The one PostgreSQL of a test run, and in it one migrated template database for each set of owning assemblies.</summary>
internal static class TestServer
{
    public const string Variable = "CSMS_TEST_DATABASE";

    private const long TemplateLock = 0x43534D53_54504C54; // "CSMSTPLT"

    // Held for as long as the process lives: a cluster that is collected stops its server.
    private static readonly Lazy<Task<PostgresCluster>> Own = new(() => PostgresCluster.StartAsync());

    /// <summary>Connection string of a superuser of the PostgreSQL that <see cref="Variable"/> names, or else of one of our own.</summary>
    public static async Task<string> GetAsync() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : (await Own.Value).AdminConnectionString;

    /// <summary>Creates a database with everything that these assemblies' migrations make.</summary>
    public static async Task<string> CreateDatabaseAsync(string admin, IReadOnlyList<Assembly> owners)
    {
        var template = await EnsureTemplateAsync(admin, owners);
        var name = $"csms_test_{Guid.NewGuid():N}";
        await ExecuteAsync(admin, $"CREATE DATABASE {name} TEMPLATE {template}");
        return new NpgsqlConnectionStringBuilder(admin) { Database = name }.ConnectionString;
    }

    public static Task DropDatabaseAsync(string admin, string name) => ExecuteAsync(admin, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private static async Task<string> EnsureTemplateAsync(string admin, IReadOnlyList<Assembly> owners)
    {
        // The module version ids change with every change to the assemblies, and so with every change to a migration.
        var identity = owners.SelectMany(owner => owner.ManifestModule.ModuleVersionId.ToByteArray()).ToArray();
        var name = $"csms_template_{Convert.ToHexStringLower(SHA256.HashData(identity))[..16]}";

        // Test projects run side by side: whoever holds the lock makes the template, the others find it.
        await using var connection = new NpgsqlConnection($"{admin};Pooling=false");
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({TemplateLock})");
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await exists.ExecuteScalarAsync() is not null)
            return name;

        await ExecuteAsync(
            connection,
            $"DO $$ BEGIN IF to_regrole('{TestDatabase.ApplicationRole}') IS NULL THEN CREATE ROLE {TestDatabase.ApplicationRole}; END IF; END $$");

        // Renamed when it is whole, so that a run that dies in the middle leaves nothing that looks like a template.
        var draft = $"csms_draft_{Guid.NewGuid():N}";
        await ExecuteAsync(connection, $"CREATE DATABASE {draft}");
        var target = new NpgsqlConnectionStringBuilder(admin) { Database = draft, Pooling = false };
        await using (var dataSource = NpgsqlDataSource.Create(target))
            await Migrations.MigrateAsync(dataSource, CancellationToken.None, [.. owners]);
        await ExecuteAsync(connection, $"ALTER DATABASE {draft} RENAME TO {name}");
        return name;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        // Database names cannot be parameters; they are made here, of hexadecimal digits.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}

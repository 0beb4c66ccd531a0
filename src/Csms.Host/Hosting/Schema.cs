using Csms.EventStore;
using Csms.ReadModels;
using Csms.ReadModels.Analysts;
using Npgsql;

namespace Csms.Host.Hosting;

/// <summary>Everyone who has tables in the database, in the order in which they are made, and who may do what with them.</summary>
internal static class Schema
{
    /// <returns>Whether the role that the host works as is another than the owner of the tables: only then do grants protect what was recorded.</returns>
    public static async Task<bool> MigrateAsync(ServedDatabase database, CancellationToken cancellationToken)
    {
        await using var owner = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var application = NpgsqlDataSource.Create(database.ConnectionString);
        await Migrations.MigrateAsync(owner, cancellationToken, typeof(PostgresEventStore).Assembly, typeof(Schema).Assembly);
        var role = await UserOfAsync(application, cancellationToken);
        var isAnother = role != await UserOfAsync(owner, cancellationToken);
        if (isAnother)
            await ApplicationRole.GrantAsync(owner, role, cancellationToken);
        await using (var administrator = NpgsqlDataSource.Create(database.AdministratorConnectionString))
            await AnalystRole.EnsureAsync(administrator, role, cancellationToken);
        await ReadModelSchema.CreateAsync(application, cancellationToken);
        return isAnother;
    }

    private static async Task<string> UserOfAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT current_user::text");
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}

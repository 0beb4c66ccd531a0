using Csms.EventStore;
using Csms.ReadModels;
using Npgsql;

namespace Csms.Host.Hosting;

/// <summary>Everyone who has tables in the database, in the order in which they are made.</summary>
internal static class Schema
{
    public static async Task MigrateAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await Migrations.MigrateAsync(database, cancellationToken, typeof(PostgresEventStore).Assembly, typeof(Schema).Assembly);
        await ReadModelSchema.CreateAsync(database, cancellationToken);
    }
}

using System.Reflection;
using Csms.EventStore;
using Npgsql;

namespace Csms.Host.Hosting;

/// <summary>Everyone who has tables in the database, in the order in which they are made.</summary>
internal static class Schema
{
    private static readonly Assembly[] Owners =
        [typeof(PostgresEventStore).Assembly, Assembly.Load("Csms.ReadModels"), typeof(Schema).Assembly];

    public static Task MigrateAsync(NpgsqlDataSource database, CancellationToken cancellationToken) =>
        Migrations.MigrateAsync(database, cancellationToken, Owners);
}

using Npgsql;

namespace Csms.EventStore;

/// <summary>The numbered SQL files that make and change the schema, carried in the assembly that owns them.</summary>
public static class Migrations
{
    /// <summary>Brings the database to the newest schema; safe to run from many nodes at once.</summary>
    /// <param name="owners">Assemblies with embedded <c>Migrations/NNNN_name.sql</c>, in order; a number is unique within its assembly.</param>
    public static Task MigrateAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken, params System.Reflection.Assembly[] owners) => throw new NotImplementedException();
}

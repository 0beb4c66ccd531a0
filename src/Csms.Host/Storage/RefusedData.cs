using Npgsql;

namespace Csms.Host.Storage;

/// <summary>Tells a database that is away, which is waited for, from data that it will never take.</summary>
internal static class RefusedData
{
    /// <summary>PostgreSQL refuses the data itself (SQLSTATE classes 22 and 23): trying once more leads nowhere.</summary>
    public static bool IsRefusedData(this Exception exception) => exception is PostgresException { SqlState: ['2', '2' or '3', ..] };
}

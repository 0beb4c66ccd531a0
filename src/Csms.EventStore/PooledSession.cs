using Npgsql;

namespace Csms.EventStore;

/// <summary>The host's pool hands connections on as they are: putting a session back for every statement costs as much as a short statement, and would throw
/// away what is prepared. Who changed a session puts it back.</summary>
internal static class PooledSession
{
    /// <summary>For the last moment before a session that has settings, locks or notifications of its own goes back to the pool.</summary>
    public static async ValueTask PutBackAsync(NpgsqlConnection connection)
    {
        if (connection.FullState != System.Data.ConnectionState.Open)
            return;
        try
        {
            await using var reset = new NpgsqlCommand("RESET ALL; UNLISTEN *; SELECT pg_advisory_unlock_all()", connection) { CommandTimeout = 2 };
            await reset.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // Broken, and gone with its locks; or in a state that nobody expects: then nobody gets it again.
            NpgsqlConnection.ClearPool(connection);
        }
    }
}

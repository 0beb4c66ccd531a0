using Npgsql;

namespace Csms.EventStore;

/// <summary>Whose fault a failed batch is.</summary>
internal static class AppendFailure
{
    /// <summary>
    /// True when some append of the batch cannot be stored, so that the rest should be tried without it. SQLSTATE classes: 21 cardinality, 22 data
    /// exception, 23 integrity constraint, 54 program limit exceeded. Anything that is not PostgreSQL's or the network's is our failure to write a value.
    /// </summary>
    public static bool IsOneAppendsFault(Exception failure) => failure switch
    {
        PostgresException { SqlState: ['2', '1' or '2' or '3', ..] } or PostgresException { SqlState: ['5', '4', ..] } => !IsRace((PostgresException)failure),
        NpgsqlException or OperationCanceledException or IOException or ObjectDisposedException => false,
        _ => true,
    };

    /// <summary>What the caller of the guilty append is told.</summary>
    public static ArgumentException ForCaller(Exception failure) => new($"PostgreSQL does not store this append: {failure.Message}", failure);

    /// <summary>Only a writer that does not take our lock (a Marten) can bring these about; the caller may simply ask again.</summary>
    private static bool IsRace(PostgresException failure) =>
        failure.ConstraintName is "pkey_mt_events_seq_id" or "pk_mt_events_stream_and_version" or "pkey_mt_streams_id";
}

using Npgsql;

namespace Csms.ReadModels.Analysts;

/// <summary>The views that analysts may read: a contract. Columns are added, never changed or taken away; none shows a person or what somebody wrote.</summary>
public static class AnalystViews
{
    public const string Role = "csms_analyst";

    public static IReadOnlyList<string> Names { get; } =
    [
        "v1_calls",
        "v1_cdrs",
        "v1_charge_points",
        "v1_connector_state_intervals",
        "v1_energy_hourly",
        "v1_errors",
        "v1_meter_values",
        "v1_session_energy",
        "v1_tariffs",
        "v1_tokens",
        "v1_transactions",
        "v1_uptime",
        "v1_uptime_exclusions",
    ];

    /// <summary>Lets the role read those of them that are there, if there is such a role.</summary>
    internal static async Task GrantAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", Names.Select(name => $"'{name}'"));
        await ReadModelSchema.ExecuteAsync(
            connection,
            $"""
            DO $grants$
            DECLARE
                v  text;
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Role}') THEN
                    RETURN;
                END IF;
                IF NOT has_schema_privilege('{Role}', '{ReadModelSchema.Name}', 'USAGE') THEN
                    GRANT USAGE ON SCHEMA {ReadModelSchema.Name} TO {Role};
                END IF;
                FOREACH v IN ARRAY ARRAY[{names}] LOOP
                    IF to_regclass('{ReadModelSchema.Name}.' || v) IS NOT NULL AND NOT has_table_privilege('{Role}', '{ReadModelSchema.Name}.' || v, 'SELECT') THEN
                        EXECUTE format('GRANT SELECT ON {ReadModelSchema.Name}.%I TO {Role}', v);
                    END IF;
                END LOOP;
            END
            $grants$
            """,
            cancellationToken);
    }
}

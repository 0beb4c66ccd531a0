using System.Globalization;

namespace Csms.Host.Tests.Api;

/// <summary>Looks for a text in everything that is stored, knowing nothing of what should be where.</summary>
internal static class WhatNames
{
    /// <summary>The columns of all tables in which the text stands, without regard to case.</summary>
    public static async Task<IReadOnlyList<string>> ColumnsAsync(CsmsFixture csms, string text)
    {
        var columns = new List<(string Table, string Column, bool IsBytes)>();
        await using (var list = csms.Database.DataSource.CreateCommand(
            """
            SELECT format('%I.%I', c.table_schema, c.table_name), format('%I', c.column_name), c.data_type = 'bytea'
            FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema IN ('csms', 'events', 'read') AND t.table_type = 'BASE TABLE'
              AND c.data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'bytea', 'ARRAY', 'uuid')
            """))
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                columns.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
        }

        columns.Count.ShouldBeGreaterThan(100);
        var found = new List<string>();
        foreach (var (table, column, isBytes) in columns)
        {
            var shown = isBytes ? $"encode({column}, 'escape')" : $"{column}::text";
#pragma warning disable CA2100 // Names from the catalogue, quoted there.
            await using var search = csms.Database.DataSource.CreateCommand($"SELECT count(*) FROM {table} WHERE position(lower($1) IN lower({shown})) > 0");
#pragma warning restore CA2100
            search.Parameters.Add(new() { Value = text });
            if (await search.ExecuteScalarAsync() is long and > 0 and var rows)
                found.Add(string.Create(CultureInfo.InvariantCulture, $"{table}.{column}: {rows}"));
        }

        return found;
    }
}

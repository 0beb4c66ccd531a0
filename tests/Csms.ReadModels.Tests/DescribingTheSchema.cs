namespace Csms.ReadModels.Tests;

public sealed class DescribingTheSchema : ReadModelTest
{
    [Fact]
    public async Task Every_table_view_and_column_has_a_comment()
    {
        var bare = await ScalarAsync<string>(
            """
            SELECT coalesce(string_agg(c.relname || '.' || coalesce(a.attname, '*'), ' '), '')
            FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
            WHERE c.relnamespace = 'read'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
              AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid, 'pg_class') IS NULL)
            """);
        bare.ShouldBe("");
        foreach (var model in Catalog.All)
            (await ScalarAsync<bool>($"SELECT to_regclass('read.v1_{model.Name}') IS NOT NULL")).ShouldBeTrue(model.Name);
    }

    [Fact]
    public async Task Making_it_again_changes_nothing()
    {
        await ReadModelSchema.CreateAsync(DataSource, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReadModelSchema.CreateAsync(DataSource, CancellationToken.None)));
    }
}

using System.Text.Json;
using Csms.ReadModels.Calls;
using Csms.Testing;

namespace Csms.ReadModels.Tests.Folding;

public sealed class ReadingAnswers(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData("1e3", "1000")]
    [InlineData("-0", "0")]
    [InlineData("-0.00", "0.00")]
    [InlineData("1.50", "1.50")]
    [InlineData("1.50E+1", "15.0")]
    [InlineData("-12.5e-3", "-0.0125")]
    [InlineData("10e-1", "1.0")]
    [InlineData("0e5", "0")]
    [InlineData("1e28", "10000000000000000000000000000")]
    [InlineData("1e40", "1E+40")]
    [InlineData("1.000e-30", null)]
    [InlineData("0.123456789012345678901234567890123456789", null)]
    [InlineData("123456789012345678901234567890.5e-5", null)]
    public async Task Numbers_are_the_same_as_they_came_and_as_they_are_stored(string came, string? spelled)
    {
        await using var store = database.DataSource.CreateCommand($$"""SELECT '{"value":{{came}}}'::jsonb::text""");
        var stored = (string)(await store.ExecuteScalarAsync())!;

        var text = Parse($$"""{"value":{{came}}}""").TextOf("value");
        text.ShouldBe(Parse(stored).TextOf("value"));
        if (spelled is not null) text.ShouldBe(spelled);
        Parse($$"""{"value":{{came}}}""").NumberOf("value").ShouldBe(Parse(stored).NumberOf("value"));
    }

    [Fact]
    public void Whole_numbers_are_numbers_in_either_spelling()
    {
        Parse("""{"value":1e3}""").NumberOf("value").ShouldBe(1000);
        Parse("""{"value":-5}""").NumberOf("value").ShouldBe(-5);
        Parse("""{"value":1.5}""").NumberOf("value").ShouldBeNull();
        Parse("""{"value":1e10}""").NumberOf("value").ShouldBeNull();
        Parse("""{"value":"1"}""").NumberOf("value").ShouldBeNull();
    }

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}

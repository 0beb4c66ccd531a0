namespace Ocpp.Protocol.Tests.Messages;

public sealed class IdTokens
{
    [Fact]
    public void Compare_without_case()
    {
        var (lower, upper) = (new IdToken("abc"), new IdToken("ABC"));

        lower.ShouldBe(upper);
        lower.GetHashCode().ShouldBe(upper.GetHashCode());
        lower.ShouldNotBe(new IdToken("abd"));
    }

    [Fact]
    public void Are_empty_by_default()
    {
        default(IdToken).ShouldBe(new IdToken(""));
        default(IdToken).Value.ShouldBe("");
    }

    [Fact]
    public void Do_not_show_themselves_in_logs() => new IdToken("04A1B2C3").ToString().ShouldNotContain("04A1");

    [Theory]
    [InlineData("A", true)]
    [InlineData("12345678901234567890", true)]
    [InlineData("123456789012345678901", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("tëst", false)]
    [InlineData("a\tb", false)]
    public void Are_made_of_1_to_20_printable_characters(string? text, bool fits)
    {
        IdToken.TryCreate(text, out var token).ShouldBe(fits);
        token.Value.ShouldBe(fits ? text : "");
    }
}

using Csms.Host.Hosting;

namespace Csms.Host.Tests.Hosting;

public sealed class Simulating : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Connects_where_it_is_told_to_and_says_why_it_could_not()
    {
        await using var simulator = HostProcess.Start(
            folder.Data, "simulate", "--count", "1", "--url", "ws://localhost:1/ocpp", "--duration", "0.5");
        (await simulator.EndAsync()).ShouldBe(ExitCode.Unexpected);
        simulator.Output[^1].ShouldStartWith("0 of 1 connected");
        simulator.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--url", "http://localhost:8080/ocpp")]
    [InlineData("--url", "localhost:8080/ocpp")]
    [InlineData("--duration", "-1")]
    [InlineData("--duration", "nan")]
    public async Task Turns_down_what_it_cannot_do(string option, string value)
    {
        await using var simulator = HostProcess.Start(folder.Data, "simulate", option, value);
        (await simulator.EndAsync()).ShouldBe(ExitCode.WrongUsage);
        simulator.Errors[0].ShouldStartWith($"{option} takes ");
    }
}

using Csms.Host.Hosting;
using Csms.ReadModels;

namespace Csms.Host.Tests.Hosting;

public sealed class RebuildingAReadModel : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Works_without_a_terminal_and_without_a_running_host()
    {
        await using var rebuild = HostProcess.Start(folder.Data, "projections", "rebuild", "transactions");
        (await rebuild.EndAsync()).ShouldBe(ExitCode.Success, string.Join('\n', rebuild.Errors));
        rebuild.Output.ShouldContain(line => line.StartsWith("transactions V", StringComparison.Ordinal) && line.Contains("rebuilt from 0 events", StringComparison.Ordinal));
        string.Join('\n', rebuild.Output).ShouldNotContain("\u001b");

        await using var all = HostProcess.Start(folder.Data, "projections", "rebuild");
        (await all.EndAsync()).ShouldBe(ExitCode.Success, string.Join('\n', all.Errors));
        foreach (var model in Catalog.All)
            all.Output.ShouldContain(line => line.StartsWith($"{model.Name} V{model.Version} rebuilt", StringComparison.Ordinal));

        await using var list = HostProcess.Start(folder.Data, "projections", "list");
        (await list.EndAsync()).ShouldBe(ExitCode.Success);
        foreach (var model in Catalog.All)
            list.Output.ShouldContain(line => line.StartsWith($"{model.Name}\tV{model.Version}\t", StringComparison.Ordinal));
        HostProcess.PostgresOf(folder.Data).ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_the_read_models_there_are_when_it_does_not_know_one()
    {
        await using var rebuild = HostProcess.Start(folder.Data, "projections", "rebuild", "sessions");
        (await rebuild.EndAsync()).ShouldBe(ExitCode.WrongUsage);
        string.Join('\n', rebuild.Errors).ShouldContain("transactions");
    }
}

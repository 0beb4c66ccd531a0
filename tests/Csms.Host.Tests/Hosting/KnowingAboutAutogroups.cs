using Csms.Host.Hosting;

namespace Csms.Host.Tests.Hosting;

public sealed class KnowingAboutAutogroups : IDisposable
{
    private readonly TemporaryFolder machine = new();

    public void Dispose() => machine.Dispose();

    [Theory]
    [InlineData("0::/\n")]
    [InlineData("0::/system.slice/csms.service\n")]
    [InlineData("9:name=systemd:/user.slice\n1:cpu,cpuacct:/\n0::/\n")]
    [InlineData("4:cpuset:/a\n1:cpu:/\n")]
    public void They_are_in_force_where_no_control_group_hands_out_processors(string groups)
    {
        Give("proc/self/cgroup", groups);
        Give("proc/sys/kernel/sched_autogroup_enabled", "1\n");
        Give("sys/fs/cgroup/user.slice/cpu.weight", "100\n");
        Autogroup.IsInForceAt(machine.Path).ShouldBeTrue();
    }

    [Theory]
    [InlineData("0::/system.slice/csms.service\n", "sys/fs/cgroup/system.slice/csms.service/cpu.weight")]
    [InlineData("0::/system.slice/csms.service\n", "sys/fs/cgroup/system.slice/cpu.weight")]
    [InlineData("0::/\n", "sys/fs/cgroup/cpu.weight")]
    [InlineData("3:memory:/\n1:cpu,cpuacct:/docker/8b1a\n0::/\n", null)]
    public void They_are_not_where_one_does(string groups, string? weight)
    {
        Give("proc/self/cgroup", groups);
        Give("proc/sys/kernel/sched_autogroup_enabled", "1\n");
        if (weight is not null)
            Give(weight, "100\n");
        Autogroup.IsInForceAt(machine.Path).ShouldBeFalse();
    }

    [Fact]
    public void They_are_not_where_they_are_switched_off()
    {
        Give("proc/self/cgroup", "0::/\n");
        Give("proc/sys/kernel/sched_autogroup_enabled", "0\n");
        Autogroup.IsInForceAt(machine.Path).ShouldBeFalse();
    }

    [Fact]
    public void They_are_not_where_the_kernel_does_not_know_them()
    {
        Give("proc/self/cgroup", "0::/\n");
        Autogroup.IsInForceAt(machine.Path).ShouldBeFalse();
    }

    private void Give(string file, string content)
    {
        var path = Path.Combine(machine.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}

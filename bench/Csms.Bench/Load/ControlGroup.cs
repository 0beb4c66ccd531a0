using System.Globalization;

namespace Csms.Bench.Load;

/// <summary>
/// A control group for processors with this process and all it starts in it, as a container and most services are. Without one Linux may hand processors out by session
/// (<see cref="Csms.Host.Hosting.Autogroup"/>), and what is measured depends on the shell that it was begun from.
/// </summary>
internal sealed class ControlGroup : IDisposable
{
    private const string Processes = "cgroup.procs";
    private static readonly string[] Hierarchies = ["/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup"];
    private readonly string parent;
    private readonly string own;

    private ControlGroup(string parent) =>
        (this.parent, own) = (parent, string.Create(CultureInfo.InvariantCulture, $"{parent}/csms-bench-{Environment.ProcessId}"));

    /// <summary>Null where this user may not make one, or Linux has no controller for processors to give.</summary>
    public static ControlGroup? Enter()
    {
        foreach (var hierarchy in Hierarchies.Where(Directory.Exists))
        {
            var group = new ControlGroup(hierarchy);
            try
            {
                Directory.CreateDirectory(group.own);
                if (File.Exists($"{group.own}/cpu.shares") || File.Exists($"{group.own}/cpu.weight"))
                {
                    Move(group.own);
                    return group;
                }

                group.Remove();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                group.Remove();
            }
        }

        return null;
    }

    public void Dispose()
    {
        Move(parent);
        Remove();
    }

    private static void Move(string group) => File.WriteAllText($"{group}/{Processes}", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    private void Remove()
    {
        try
        {
            // Not its files: they belong to the kernel.
            Directory.Delete(own, recursive: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Never made, or a process is still in it: an empty group costs nothing.
        }
    }
}

namespace Csms.Host.Hosting;

/// <summary>
/// Linux may hand out the processors by session of processes (sched(7), "The autogroup feature"). Each process of PostgreSQL is a session of its own, so beside a busy host a
/// commit, which keeps every charge point waiting that is in it, gets a processor no sooner than the least important query does, and now and then much later.
/// </summary>
internal static class Autogroup
{
    private const string Switch = "/proc/sys/kernel/sched_autogroup_enabled";
    private const string Groups = "/proc/self/cgroup";
    private const string GroupsRoot = "/sys/fs/cgroup";

    /// <summary>Whether that holds for this process. It does not where a control group shares the processors out: in a container, mostly in a service.</summary>
    public static bool IsInForce => IsInForceAt("/");

    /// <summary>The same, with the machine's files below a folder.</summary>
    internal static bool IsInForceAt(string root)
    {
        try
        {
            return Read(Switch).Trim() == "1" && !Read(Groups).Split('\n').Any(SharesProcessors);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not Linux, or one that does not know it.
            return false;
        }

        // hierarchy:controllers:path, cgroups(7); of the second version 0::path.
        bool SharesProcessors(string line)
        {
            if (line.Split(':', 3) is not [var hierarchy, var controllers, var path])
                return false;
            if (hierarchy != "0")
                return controllers.Split(',').Contains("cpu") && path != "/";
            // The controller may stop above this process's own group. In a container the topmost group that can be seen is one as well.
            for (var group = path; ; group = group[..group.LastIndexOf('/')])
            {
                if (File.Exists(Below($"{GroupsRoot}{group.TrimEnd('/')}/cpu.weight")))
                    return true;
                if (group.LastIndexOf('/') < 0)
                    return false;
            }
        }

        string Read(string path) => File.ReadAllText(Below(path));

        string Below(string path) => Path.Combine(root, path[1..]);
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.IO.MemoryMappedFiles;

namespace Csms.Bench.Faults;

/// <summary>A time of day for one process that can be set while it runs, by a library before the C library that adds to what that says. What is measured by a
/// monotonic clock goes on as ever, as when somebody sets a machine's clock.</summary>
internal sealed class SetClock : IDisposable
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <fcntl.h>
        #include <stdlib.h>
        #include <sys/mman.h>
        #include <sys/time.h>
        #include <time.h>
        static volatile long *ahead;
        __attribute__((constructor)) static void find(void) {
          void *at = mmap(0, sizeof(long), PROT_READ, MAP_SHARED, open(getenv("CLOCK_AHEAD"), O_RDONLY), 0);
          if (at != MAP_FAILED) ahead = at;
        }
        int clock_gettime(clockid_t id, struct timespec *t) {
          static int (*real)(clockid_t, struct timespec *);
          if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
          int result = real(id, t);
          if (result == 0 && ahead && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) t->tv_sec += *ahead;
          return result;
        }
        int gettimeofday(struct timeval *t, void *zone) {
          struct timespec now;
          int result = clock_gettime(CLOCK_REALTIME, &now);
          t->tv_sec = now.tv_sec; t->tv_usec = now.tv_nsec / 1000;
          return result;
        }
        time_t time(time_t *t) {
          struct timespec now;
          clock_gettime(CLOCK_REALTIME, &now);
          if (t) *t = now.tv_sec;
          return now.tv_sec;
        }
        """;

    private readonly string folder;
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    private SetClock(string folder)
    {
        this.folder = folder;
        file = MemoryMappedFile.CreateFromFile(Path.Combine(folder, "ahead"), FileMode.Create, null, sizeof(long));
        view = file.CreateViewAccessor();
    }

    /// <summary>For whom the clock is set.</summary>
    public (string Name, string Value)[] Environment => [("LD_PRELOAD", Path.Combine(folder, "clock.so")), ("CLOCK_AHEAD", Path.Combine(folder, "ahead"))];

    /// <summary>How far it is from the truth.</summary>
    public TimeSpan Ahead
    {
        set => view.Write(0, (long)value.TotalSeconds);
    }

    /// <summary>Null where there is no C compiler, and elsewhere than on Linux.</summary>
    public static SetClock? TryMake()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var folder = Directory.CreateTempSubdirectory("csms-clock-").FullName;
        try
        {
            var source = Path.Combine(folder, "clock.c");
            File.WriteAllText(source, Source);
            using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O2", "-o", Path.Combine(folder, "clock.so"), source, "-ldl"]);
            compiler.WaitForExit();
            if (compiler.ExitCode == 0)
                return new SetClock(folder);
        }
        catch (Win32Exception)
        {
            // No compiler.
        }

        Directory.Delete(folder, recursive: true);
        return null;
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace Csms.Testing;

/// <summary>Holds a text against <c>Class.Method.verified.json</c> beside the test's source, named as Verify names it, so that Verify can take over.</summary>
public static class Snapshot
{
    /// <param name="test">The test class's instance: pass <c>this</c>.</param>
    /// <param name="actual">What the program made of it.</param>
    /// <param name="parameters">What tells the cases of a theory apart, as <c>name=value</c>.</param>
    public static void Match(object test, string actual, string? parameters = null, string extension = "json", [CallerMemberName] string method = "")
    {
        var testClass = test.GetType();
        var name = parameters is null ? $"{testClass.Name}.{method}" : $"{testClass.Name}.{method}_{parameters}";
        var folder = SourceFolder(testClass);
        var verified = Path.Combine(folder, $"{name}.verified.{extension}");
        var received = Path.Combine(folder, $"{name}.received.{extension}");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n").TrimEnd('\n') : null;
        if (expected == actual.ReplaceLineEndings("\n").TrimEnd('\n'))
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, actual);
        throw new XunitException(expected is null
            ? $"No snapshot yet. If {received} is right, rename it to {Path.GetFileName(verified)}. It holds:\n{actual}"
            : $"Not as in {verified}. If {received} is right, let it replace the snapshot.\nExpected: {expected}\nActual:   {actual}");
    }

    /// <summary>The build writes the project's folder into the assembly; a caller's file path would be cut by deterministic builds.</summary>
    private static string SourceFolder(Type testClass)
    {
        var project = testClass.Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "ProjectDirectory").Value!;
        var sources = Directory.EnumerateFiles(project, testClass.Name + ".cs", SearchOption.AllDirectories);
        return sources.Select(Path.GetDirectoryName).FirstOrDefault() ?? project;
    }
}

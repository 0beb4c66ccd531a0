using System.Reflection;
using Csms.Domain;
using Csms.EventStore;
using Csms.ReadModels;
using Csms.Simulator;
using Ocpp.Protocol;

namespace Csms.Host.Tests;

/// <summary>Who may depend on whom: the table of ARCHITECTURE.md.</summary>
public class ArchitectureRules
{
    private static readonly Dictionary<Assembly, string[]> Allowed = new()
    {
        [typeof(OcppFrame).Assembly] = ["FluentValidation"],
        [typeof(StoredEvents).Assembly] = [],
        [typeof(PostgresEventStore).Assembly] = ["Npgsql", "Microsoft.Extensions.Logging.Abstractions"],
        [typeof(Catalog).Assembly] = ["Csms.Domain", "Csms.EventStore", "Npgsql", "Microsoft.Extensions.Logging.Abstractions"],
        [typeof(SimulatedChargePoint).Assembly] = ["Ocpp.Protocol"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys.Select(a => a.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_depends_on_what_it_may_and_nothing_else(string project)
    {
        var (assembly, allowed) = Allowed.Single(a => a.Key.GetName().Name == project);
        assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(name => !IsBaseClassLibrary(name)).Except(allowed).ShouldBeEmpty();
    }

    [Fact]
    public void Domain_knows_no_clock_no_chance_and_no_waiting()
    {
        var members = typeof(StoredEvents).Assembly.GetTypes()
            .SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly));
        members.OfType<MethodInfo>().ShouldAllBe(m => !typeof(Task).IsAssignableFrom(m.ReturnType));
        members.OfType<FieldInfo>().ShouldAllBe(f => f.FieldType != typeof(TimeProvider) && f.FieldType != typeof(Random));
    }

    private static bool IsBaseClassLibrary(string name) =>
        name is "netstandard" or "System" || name.StartsWith("System.", StringComparison.Ordinal);
}

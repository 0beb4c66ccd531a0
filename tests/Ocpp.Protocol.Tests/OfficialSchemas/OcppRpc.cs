using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Ocpp.Protocol.Tests.OfficialSchemas;

/// <summary>npm's ocpp-rpc, which carries the official JSON schemas: in the folder that the environment's OCPP_RPC names, or in a node_modules above this project.</summary>
internal static class OcppRpc
{
    public static string? Folder { get; } = Candidates().FirstOrDefault(folder => File.Exists(SchemasIn(folder)));

    public static IReadOnlyDictionary<string, JsonNode> Schemas() =>
        JsonNode.Parse(File.ReadAllText(SchemasIn(Folder!)))!.AsArray()
            .ToDictionary(schema => ((string)schema!["$id"]!)["urn:".Length..], schema => schema!.DeepClone());

    /// <summary>Lets the package's own validator, as its strict mode uses it, look at the payloads. Returns one line for each that it refuses.</summary>
    public static string Refusals(IEnumerable<(string Schema, string Payload)> payloads)
    {
        const string Script = """
            const { createValidator } = require(process.argv[1] + '/lib/validator.js');
            const validator = createValidator('ocpp1.6', require(process.argv[1] + '/lib/schemas/ocpp1_6.json'));
            for (const line of require('fs').readFileSync(0, 'utf8').split('\n').filter(line => line)) {
                const [schema, payload] = JSON.parse(line);
                try { validator.validate('urn:' + schema, payload); } catch (error) { console.log(schema + ': ' + error.message); }
            }
            """;
        var start = new ProcessStartInfo("node", ["-e", Script, Folder!]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start)!;
        var refusals = node.StandardOutput.ReadToEndAsync();
        var complaints = node.StandardError.ReadToEndAsync();
        foreach (var (schema, payload) in payloads)
            node.StandardInput.Write($"[\"{schema}\",{payload}]\n");
        node.StandardInput.Close();
        node.WaitForExit(TimeSpan.FromMinutes(1)).ShouldBeTrue();
        node.ExitCode.ShouldBe(0, complaints.Result);
        return refusals.Result;
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("OCPP_RPC") is { Length: > 0 } named)
            yield return named;
        var metadata = typeof(OcppRpc).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>();
        var project = metadata.Single(entry => entry.Key == "ProjectDirectory").Value!;
        for (var folder = new DirectoryInfo(project); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "node_modules", "ocpp-rpc");
    }

    private static string SchemasIn(string folder) => Path.Combine(folder, "lib", "schemas", "ocpp1_6.json");
}

/// <summary>A test that needs the official schemas, and says so where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OfficialSchemasFactAttribute : FactAttribute
{
    public OfficialSchemasFactAttribute()
    {
        if (OcppRpc.Folder is null)
            Skip = "The npm package ocpp-rpc is not installed; `npm install ocpp-rpc` in the repository's root, or name its folder in OCPP_RPC.";
    }
}

using System.Diagnostics;
using System.Text.Json.Nodes;
using Csms.Testing;

namespace Ocpp.Protocol.Tests.OfficialSchemas;

/// <summary>The official JSON schemas as npm's ocpp-rpc carries them, and its validator.</summary>
internal static class OcppRpc
{
    public static IReadOnlyDictionary<string, JsonNode> Schemas() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(OcppRpcPackage.Package, "lib", "schemas", "ocpp1_6.json")))!.AsArray()
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
        var start = new ProcessStartInfo("node", ["-e", Script, OcppRpcPackage.Package]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
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
}

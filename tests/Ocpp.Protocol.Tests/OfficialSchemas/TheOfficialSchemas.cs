using System.Text.Json.Nodes;
using Csms.Testing;
using Ocpp.Protocol.Tests.Examples;
using Ocpp.Protocol.Tests.Messages;
using Ocpp.Protocol.V16;

namespace Ocpp.Protocol.Tests.OfficialSchemas;

public sealed class TheOfficialSchemas
{
    // Presence depends on another member, which JSON schemas leave to the text.
    private static readonly string[] RequiredByAnotherMember =
    [
        "SetChargingProfile.req csChargingProfiles.recurrencyKind",
        "SignedFirmwareStatusNotification.req requestId",
    ];

    [OcppRpcFact]
    public void Accept_every_message_we_write() =>
        OcppRpc.Refusals(Example.All.Select(message => (SchemaOf(message), Example.Payload(message)))).ShouldBeEmpty();

    [OcppRpcFact]
    public void Cover_the_same_messages() => OcppRpc.Schemas().Keys.ShouldBe(Example.All.Select(SchemaOf), ignoreOrder: true);

    [OcppRpcFact]
    public void Know_the_same_members()
    {
        foreach (var (message, schema) in Pairs())
            MembersOf(schema).Select(member => member.Path).ShouldBe(MembersOf(message), ignoreOrder: true, SchemaOf(message));
    }

    [OcppRpcFact]
    public void Require_the_same_members()
    {
        foreach (var (message, schema) in Pairs())
        {
            foreach (var member in MembersOf(schema).Where(member => Has(message, member.Path)))
            {
                var isRequired = !Example.Read(message, Members.Removed(Example.Payload(message), member.Path)).IsValid;
                var expected = member.IsRequired || RequiredByAnotherMember.Contains(SchemaOf(message) + " " + member.Path);
                isRequired.ShouldBe(expected, SchemaOf(message) + " " + member.Path);
            }
        }
    }

    [OcppRpcFact]
    public void Allow_the_same_values_of_enumerations()
    {
        foreach (var (message, schema) in Pairs())
        {
            foreach (var member in MembersOf(schema).Where(member => member.Schema["enum"] is not null && Has(message, member.Path)))
            {
                foreach (var value in member.Schema["enum"]!.AsArray().Select(value => (string)value!))
                    ErrorOf(message, member.Path, value)?.Description.ShouldNotStartWith(member.Path + ": \"");
                ErrorOf(message, member.Path, "accepted")!.Code.ShouldBe(OcppErrorCode.PropertyConstraintViolation);
                ListedIn(ErrorOf(message, member.Path, "accepted")!).ShouldBe(member.Schema["enum"]!.AsArray().Select(value => (string)value!), ignoreOrder: true);
            }
        }
    }

    [OcppRpcFact]
    public void Allow_the_same_lengths()
    {
        foreach (var (message, schema) in Pairs())
        {
            foreach (var member in MembersOf(schema).Where(member => member.Schema["maxLength"] is not null))
            {
                var length = (int)member.Schema["maxLength"]!;
                ErrorOf(message, member.Path, new string('x', length)).ShouldBeNull(SchemaOf(message) + " " + member.Path);
                ErrorOf(message, member.Path, new string('x', length + 1))
                    .ShouldBe(new OcppError(OcppErrorCode.PropertyConstraintViolation, $"{member.Path}: has more than {length} characters"));
            }
        }
    }

    /// <summary>All examples have every member, except where two members exclude each other.</summary>
    private static IEnumerable<string> MembersOf(object message)
    {
        var members = Members.Of(JsonNode.Parse(Example.Payload(message))!);
        return message is RemoteStartTransactionRequest
            ? members.Concat(["chargingProfile.transactionId", "chargingProfile.recurrencyKind"])
            : members;
    }

    private static OcppError? ErrorOf(object message, string path, string value) =>
        Example.Read(message, Members.Replaced(Example.Payload(message), path, value), strict: true).Error;

    private static string[] ListedIn(OcppError error) => error.Description[(error.Description.IndexOf(" is not one of ", StringComparison.Ordinal) + 15)..].Split(", ");

    private static bool Has(object message, string path) => Members.Of(JsonNode.Parse(Example.Payload(message))!).Contains(path);

    private static string SchemaOf(object message) => Example.ActionOf(message).Name + (Example.IsRequest(message) ? ".req" : ".conf");

    private static IEnumerable<(object Message, JsonNode Schema)> Pairs()
    {
        var schemas = OcppRpc.Schemas();
        return Example.All.Select(message => (message, schemas[SchemaOf(message)]));
    }

    private static IEnumerable<Member> MembersOf(JsonNode schema, string prefix = "")
    {
        var required = schema["required"]?.AsArray().Select(name => (string)name!).ToArray() ?? [];
        foreach (var (name, written) in schema["properties"]?.AsObject() ?? [])
        {
            var member = Resolved(written!);
            yield return new Member(prefix + name, member, required.Contains(name));
            var inner = member["items"] is { } items ? MembersOf(Resolved(items), prefix + name + "[0].") : MembersOf(member, prefix + name + ".");
            foreach (var nested in inner)
                yield return nested;
        }
    }

    /// <summary>The schemas of the security extension name their types: <c>#/definitions/FirmwareType</c>.</summary>
    private static JsonNode Resolved(JsonNode schema) =>
        (string?)schema["$ref"] is { } reference ? schema.Root["definitions"]![reference.Split('/')[^1]]! : schema;

    private sealed record Member(string Path, JsonNode Schema, bool IsRequired);
}

using System.Text.Json.Nodes;
using Csms.Testing;
using Ocpp.Protocol.Tests.Examples;
using Ocpp.Protocol.V16;

namespace Ocpp.Protocol.Tests.Messages;

public sealed class EveryMessage
{
    public static TheoryData<string> Names => Example.Names;

    [Fact]
    public void Has_an_example() =>
        Example.All.Select(message => message.GetType())
            .ShouldBe(OcppActions.All.SelectMany(action => new[] { action.RequestType, action.ResponseType }), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_written_as_verified(string message) => Snapshot.Match(this, Example.Frame(Example.Named(message)), $"message={message}");

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_valid_and_comes_back_as_it_was_written(string message)
    {
        var written = Example.Named(message);
        var payload = Example.Payload(written);

        var read = Example.Read(written, payload, strict: true);

        read.Error.ShouldBeNull();
        Example.Payload(read.Value!).ShouldBe(payload);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_every_member_set_in_its_example(string message)
    {
        var unset = Example.Named(message).GetType().GetProperties().Where(property => property.GetValue(Example.Named(message)) is null);

        unset.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_checked_before_it_is_sent_as_it_is_checked_on_receipt(string message)
    {
        var written = Example.Named(message);
        var action = Example.ActionOf(written);

        (Example.IsRequest(written) ? action.CheckRequest(written) : action.CheckResponse(written)).ShouldBeNull();
    }

    /// <summary>Takes every member away in turn, at every depth: it was optional, or its absence is reported under its own path.</summary>
    [Fact]
    public void Has_members_as_verified() =>
        Snapshot.Match(this, string.Join('\n', Example.All.SelectMany(message => MembersOf(message).Prepend(message.GetType().Name))), extension: "txt");

    [Theory]
    [MemberData(nameof(Names))]
    public void Reports_a_wrong_type_of_any_member_under_its_path(string message)
    {
        var example = Example.Named(message);
        foreach (var path in Members.Of(JsonNode.Parse(Example.Payload(example))!))
        {
            // No member of OCPP 1.6 is an array of arrays.
            var read = Example.Read(example, Members.Replaced(Example.Payload(example), path, new JsonArray(new JsonArray())));

            read.Value.ShouldBeNull(path);
            read.Error!.Code.ShouldBe(OcppErrorCode.TypeConstraintViolation, path);
            read.Error.Description.ShouldStartWith(path);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Counts_an_unknown_member_of_any_object_and_refuses_it_when_strict(string message)
    {
        var example = Example.Named(message);
        foreach (var path in Members.Objects(JsonNode.Parse(Example.Payload(example))!))
        {
            var payload = Members.Added(Example.Payload(example), path, "vendorSays", new JsonObject { ["a"] = new JsonArray(1, 2) });

            Example.Read(example, payload).ShouldSatisfyAllConditions(
                read => read.Error.ShouldBeNull(),
                read => read.UnknownMembers.ShouldBe(1),
                read => Example.Payload(read.Value!).ShouldBe(Example.Payload(example)));
            Example.Read(example, payload, strict: true).Error!.Code.ShouldBe(OcppErrorCode.FormationViolation);
        }
    }

    private static IEnumerable<string> MembersOf(object example) =>
        Members.Of(JsonNode.Parse(Example.Payload(example))!).Select(path => "  " + path + Describe(example, path));

    private static string Describe(object example, string path)
    {
        var read = Example.Read(example, Members.Removed(Example.Payload(example), path));
        if (read.Error is null)
            return " optional";
        read.Error.Code.ShouldBe(OcppErrorCode.OccurenceConstraintViolation, path);
        read.Error.Description.ShouldBe(path + ": is missing");
        return " required";
    }
}

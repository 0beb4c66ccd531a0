using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Csms.Domain.Access;
using Csms.Domain.Anomalies;
using Csms.Domain.Assignments;
using Csms.Domain.Bills;
using Csms.Domain.Calls;
using Csms.Domain.Certificates;
using Csms.Domain.ChargePoints;
using Csms.Domain.ChargingProfiles;
using Csms.Domain.Files;
using Csms.Domain.Outages;
using Csms.Domain.Places;
using Csms.Domain.ReRatings;
using Csms.Domain.Reservations;
using Csms.Domain.SecurityEvents;
using Csms.Domain.Tariffs;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.Testing;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Storing;

public sealed class StoringEvents
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> StoredNames => [.. StoredEvents.All.Select(e => e.Type)];

    [Theory]
    [MemberData(nameof(StoredNames))]
    public void Keeps_the_shape_of(string type) => Snapshot.Match(this, Pretty(StoredEvents.Write(Example(type)).Data), $"type={type}");

    [Fact]
    public void Keeps_the_shape_of_a_password_that_no_call_told()
    {
        var stored = StoredEvents.Write(new Csms.Domain.ChargePoints.ChargePointEvent.PasswordReplaced());
        Snapshot.Match(this, Pretty(stored.Data));
        StoredEvents.Read(stored.Type, "{}"u8.ToArray()).ShouldBe(new Csms.Domain.ChargePoints.ChargePointEvent.PasswordReplaced());
    }

    [Theory]
    [MemberData(nameof(StoredNames))]
    public void Reads_back_what_was_kept(string type)
    {
        var example = Example(type);
        var stored = StoredEvents.Write(example);
        stored.Type.ShouldBe(type);
        var restored = StoredEvents.Read(stored.Type, stored.Data).ShouldNotBeNull();
        (restored.GetType(), ByReflection(restored)).ShouldBe((example.GetType(), ByReflection(example)));
    }

    [Theory]
    [MemberData(nameof(StoredNames))]
    public void Passes_over_members_of_a_later_version(string type)
    {
        var stored = StoredEvents.Write(Example(type));
        var later = "{\"addedLater\":{\"timestamp\":[1]}," + Encoding.UTF8.GetString(stored.Data)[1..].TrimStart();
        later = later
            .Replace("\"samples\":[{", "\"addedLater\":[[1]],\"samples\":[{\"addedLater\":{\"unit\":\"V\"},", StringComparison.Ordinal)
            .Replace(",}", "}", StringComparison.Ordinal);
        ByReflection(StoredEvents.Read(type, Encoding.UTF8.GetBytes(later))!).ShouldBe(ByReflection(Example(type)));
    }

    [Theory]
    [MemberData(nameof(StoredNames))]
    public void Names_the_type_so_that_it_can_be_loaded(string type)
    {
        var stored = StoredEvents.Write(Example(type));
        Type.GetType(stored.DotNetType).ShouldBe(Example(type).GetType());
    }

    /// <summary>An event nobody named, showed or folds does not exist. Every one has its arm in Evolve, but for those
    /// that nothing ever follows on.</summary>
    [Fact]
    public void Knows_every_event_there_is()
    {
        Type[] informational = [typeof(AuthorizationEvent.Decided)];
        Type[] events =
        [
            .. typeof(StoredEvents).Assembly.GetTypes()
                .Where(type => type is { IsAbstract: true, IsSealed: false } && type.Name.EndsWith("Event", StringComparison.Ordinal))
                .SelectMany(stream => stream.GetNestedTypes()),
        ];

        StoredEvents.All.Select(e => e.ClrType).ShouldBe(events, ignoreOrder: true);
        StoredEvents.All.Select(e => e.Type).ShouldBeUnique();
        Examples.All.Select(e => e.GetType()).ShouldBe(events, ignoreOrder: true);
        Folded(ChargePoint.Initial, (ChargePoint state, ChargePointEvent e) => state.Evolve(e))
            .Concat(Folded(Transaction.Initial, (Transaction state, TransactionEvent e) => state.Evolve(e)))
            .Concat(Folded(Token.Initial, (Token state, TokenEvent e) => state.Evolve(e)))
            .Concat(Folded(Call.Initial, (Call state, CallEvent e) => state.Evolve(e)))
            .Concat(Folded(Reservation.Initial, (Reservation state, ReservationEvent e) => state.Evolve(e)))
            .Concat(Folded(ChargePointProfiles.Initial, (ChargePointProfiles state, ChargePointProfilesEvent e) => state.Evolve(e)))
            .Concat(Folded(StoredFile.Initial, (StoredFile state, FileEvent e) => state.Evolve(e)))
            .Concat(Folded(VersionedTariff.Initial, (VersionedTariff state, TariffEvent e) => state.Evolve(e)))
            .Concat(Folded(ApiKeyRecord.None, (ApiKeyRecord state, ApiKeyEvent e) => state.Evolve(e)))
            .Concat(Folded(User.Initial, (User state, UserEvent e) => state.Evolve(e)))
            .Concat(Folded(Entrance.Initial, (Entrance state, EntranceEvent e) => state.Evolve(e)))
            .Concat(Folded(SecurityAlarm.Initial, (SecurityAlarm state, SecurityAlarmEvent e) => state.Evolve(e)))
            .Concat(Folded(Certificate.Initial, (Certificate state, CertificateEvent e) => state.Evolve(e)))
            .Concat(Folded(Assignment.Initial, (Assignment state, AssignmentEvent e) => state.Evolve(e)))
            .Concat(Folded(PlaceOfChargePoint.Initial, (PlaceOfChargePoint state, PlaceEvent e) => state.Evolve(e)))
            .Concat(Folded(Bill.Initial, (Bill state, BillEvent e) => state.Evolve(e)))
            .Concat(Folded(ReRating.Initial, (ReRating state, ReRatingEvent e) => state.Evolve(e)))
            .Concat(Folded(OutageExclusion.Initial, (OutageExclusion state, OutageExclusionEvent e) => state.Evolve(e)))
            .Concat(Folded(FoundAnomaly.Initial, (FoundAnomaly state, AnomalyEvent e) => state.Evolve(e)))
            .Concat(informational)
            .ShouldBe(events, ignoreOrder: true);
    }

    [Fact]
    public void Leaves_out_what_is_absent() =>
        Encoding.UTF8.GetString(StoredEvents.Write(new ChargePointEvent.ConnectorStatusReported(1, ConnectorStatus.Available, "NoError")).Data)
            .ShouldBe("""{"connectorId":1,"status":"Available","errorCode":"NoError"}""");

    [Fact]
    public void Knows_no_event_of_a_later_version() => StoredEvents.Read("charge_point_teleported", "{}"u8).ShouldBeNull();

    [Fact]
    public void Does_not_write_what_is_no_event() => Should.Throw<ArgumentException>(() => StoredEvents.Write("text")).Message.ShouldContain("System.String");

    [Theory]
    [InlineData("""{"connectorId":1,"readings":[1]}""")]
    [InlineData("""{"connectorId":1,"readings":[{"timestamp":"2026-03-01T10:00:00Z","samples":[1]}]}""")]
    [InlineData("""{"connectorId":1,"readings":[{"timestamp":"2026-03-01T10:00:00Z","samples":{}}]}""")]
    [InlineData("""{"connectorId":1,"readings":[{"timestamp":"yesterday","samples":[]}]}""")]
    public void Says_when_data_has_not_the_shape_of_its_type(string data) =>
        Should.Throw<JsonException>(() => StoredEvents.Read("meter_values_reported", Encoding.UTF8.GetBytes(data)));

    [Fact]
    public void Writes_readings_as_the_serializer_would()
    {
        MeterReading[] readings =
        [
            new(At("2026-03-01 10:00:00.5"), [new("1", "Voltage", "V", "Other", "L1", "EV", "Raw", Guid.Empty), new(null), new("ä\"")]),
            new(default, []),
        ];
        var byHand = StoredEvents.Write(new ChargePointEvent.MeterValuesReported(1, readings)).Data;
        Encoding.UTF8.GetString(byHand).ShouldBe($$"""{"connectorId":1,"readings":{{JsonSerializer.Serialize(readings, Plain)}}}""");
    }

    private static object Example(string type) =>
        Examples.All.Single(example => example.GetType() == StoredEvents.All.Single(e => e.Type == type).ClrType);

    private static string Pretty(byte[] json) => JsonSerializer.Serialize(JsonElement.Parse(json), Indented);

    private static string ByReflection(object e) => JsonSerializer.Serialize(e, e.GetType());

    /// <summary>The examples of a stream that some state on the way accepts.</summary>
    private static IEnumerable<Type> Folded<TState, TEvent>(TState initial, Func<TState, TEvent, TState> evolve)
    {
        var folded = new HashSet<Type>();
        List<TState> states = [initial];
        for (var depth = 0; depth < 3; depth++)
        {
            List<TState> next = [];
            foreach (var state in states)
            {
                foreach (var e in Examples.All.OfType<TEvent>())
                {
                    try
                    {
                        next.Add(evolve(state, e));
                        folded.Add(e!.GetType());
                    }
                    catch (UnreachableException)
                    {
                        // Not from this state; perhaps from another.
                    }
                }
            }

            states = next;
        }

        return folded;
    }
}

using Csms.Domain;
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

namespace Csms.Host.Commands;

/// <summary>How a stream is folded and decided: the three functions of its aggregate and its name in the store.</summary>
internal sealed record StreamKind<TState, TEvent, TCommand>(
    string Type,
    TState Initial,
    Func<TState, TEvent, TState> Evolve,
    Func<TCommand, TState, Decision<TEvent>> Decide)
    where TEvent : notnull
{
    /// <summary>Under overload it goes before what is not: a charge point keeps what it reports of transactions until it is answered, and sends it again.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Whether nobody stands there and waits for what follows from a command, so that a few milliseconds may pass until it is stored.</summary>
    public Func<TCommand, bool> CanWait { get; init; } = _ => false;

    /// <summary>How its states are kept, where streams become so long that they are not folded from their beginning each time.</summary>
    public SnapshotFormat<TState>? Snapshots { get; init; }
}

/// <summary>A state as JSON in UTF-8.</summary>
/// <param name="SchemaVersion">Another one for states that are folded or written in another way.</param>
/// <param name="Read">Null for what it cannot read.</param>
internal sealed record SnapshotFormat<TState>(int SchemaVersion, Func<TState, byte[]> Write, Func<ReadOnlySpan<byte>, TState?> Read);

/// <summary>The streams there are.</summary>
internal static class Streams
{
    public static readonly StreamKind<ChargePoint, ChargePointEvent, ChargePointCommand> ChargePoints =
        new(ChargePoint.StreamType, ChargePoint.Initial, (state, e) => state.Evolve(e), ChargePointDecider.Decide)
        {
            CanWait = command => command is ChargePointCommand.ReportConnectorStatus or ChargePointCommand.ReportMeterValues,
            Snapshots = new(ChargePointSnapshot.SchemaVersion, ChargePointSnapshot.Write, ChargePointSnapshot.Read),
        };

    public static readonly StreamKind<Transaction, TransactionEvent, TransactionCommand> Transactions =
        new(Transaction.StreamType, Transaction.Initial, (state, e) => state.Evolve(e), TransactionDecider.Decide)
        {
            IsUrgent = true,
            CanWait = command => command is TransactionCommand.ReportMeterValues,
        };

    public static readonly StreamKind<Token, TokenEvent, TokenCommand> Tokens =
        new(Token.StreamType, Token.Initial, (state, e) => state.Evolve(e), TokenDecider.Decide);

    public static readonly StreamKind<Call, CallEvent, CallCommand> Calls =
        new(Call.StreamType, Call.Initial, (state, e) => state.Evolve(e), CallDecider.Decide);

    public static readonly StreamKind<Reservation, ReservationEvent, ReservationCommand> Reservations =
        new(Reservation.StreamType, Reservation.Initial, (state, e) => state.Evolve(e), ReservationDecider.Decide);

    public static readonly StreamKind<ChargePointProfiles, ChargePointProfilesEvent, ChargePointProfilesCommand> ChargingProfiles =
        new(ChargePointProfiles.StreamType, ChargePointProfiles.Initial, (state, e) => state.Evolve(e), ChargePointProfilesDecider.Decide)
        {
            Snapshots = new(ChargePointProfilesSnapshot.SchemaVersion, ChargePointProfilesSnapshot.Write, ChargePointProfilesSnapshot.Read),
        };

    public static readonly StreamKind<StoredFile, FileEvent, FileCommand> Files =
        new(StoredFile.StreamType, StoredFile.Initial, (state, e) => state.Evolve(e), FileDecider.Decide);

    public static readonly StreamKind<ApiKeyRecord, ApiKeyEvent, ApiKeyCommand> ApiKeys =
        new(ApiKeyRecords.StreamType, ApiKeyRecord.None, (state, e) => state.Evolve(e), ApiKeyDecider.Decide);

    public static readonly StreamKind<User, UserEvent, UserCommand> Users =
        new(User.StreamType, User.Initial, (state, e) => state.Evolve(e), UserDecider.Decide);

    public static readonly StreamKind<Certificate, CertificateEvent, CertificateCommand> Certificates =
        new(Certificate.StreamType, Certificate.Initial, (state, e) => state.Evolve(e), CertificateDecider.Decide);

    public static readonly StreamKind<Entrance, EntranceEvent, EntranceCommand> Entrances =
        new(Entrance.StreamType, Entrance.Initial, (state, e) => state.Evolve(e), Entrance.Decide);

    public static readonly StreamKind<SecurityAlarm, SecurityAlarmEvent, SecurityAlarmCommand> SecurityAlarms =
        new(SecurityAlarm.StreamType, SecurityAlarm.Initial, (state, e) => state.Evolve(e), SecurityAlarm.Decide);

    public static readonly StreamKind<VersionedTariff, TariffEvent, TariffCommand> Tariffs =
        new(VersionedTariff.StreamType, VersionedTariff.Initial, (state, e) => state.Evolve(e), TariffDecider.Decide);

    public static readonly StreamKind<Assignment, AssignmentEvent, AssignmentCommand> Assignments =
        new(Assignment.StreamType, Assignment.Initial, (state, e) => state.Evolve(e), AssignmentDecider.Decide);

    public static readonly StreamKind<PlaceOfChargePoint, PlaceEvent, DescribePlace> Places =
        new(Place.StreamType, PlaceOfChargePoint.Initial, (state, e) => state.Evolve(e), PlaceOfChargePoint.Decide);

    public static readonly StreamKind<Bill, BillEvent, BillCommand> Bills =
        new(Bill.StreamType, Bill.Initial, (state, e) => state.Evolve(e), BillDecider.Decide)
        {
            CanWait = command => command is BillCommand.ReportStart or BillCommand.ReportSession,
        };

    public static readonly StreamKind<FoundAnomaly, AnomalyEvent, AnomalyCommand> Anomalies =
        new(FoundAnomaly.StreamType, FoundAnomaly.Initial, (state, e) => state.Evolve(e), AnomalyDecider.Decide);

    public static readonly StreamKind<ReRating, ReRatingEvent, ReRatingCommand> ReRatings =
        new(ReRating.StreamType, ReRating.Initial, (state, e) => state.Evolve(e), ReRatingDecider.Decide);

    public static readonly StreamKind<OutageExclusion, OutageExclusionEvent, OutageExclusionCommand> OutageExclusions =
        new(OutageExclusion.StreamType, OutageExclusion.Initial, (state, e) => state.Evolve(e), OutageExclusion.Decide);
}

using Csms.Domain;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Simulator.Ledger;
using Ocpp.Protocol.V16;

namespace Csms.Host.Tests.Faults;

/// <summary>Everything that is stored about transactions, to be held against what was acknowledged.</summary>
internal sealed class StoredFacts
{
    private readonly Dictionary<string, Session> byStream = [];

    public static async Task<StoredFacts> ReadAsync(PostgresEventStore store)
    {
        var facts = new StoredFacts();
        long position = 0;
        while (await store.ReadFeedAsync(position, 1000, CancellationToken.None) is { Count: > 0 } page)
        {
            foreach (var recorded in page)
            {
                if (recorded.Sequence != ++position)
                    throw new InvalidOperationException($"After event {position - 1} comes {recorded.Sequence}: the sequence has a gap.");
                facts.Add(recorded);
            }
        }

        return facts;
    }

    /// <summary>Acknowledged facts that are missing, facts that are there twice, and starts that were given two numbers; empty when all is well.</summary>
    public IEnumerable<string> FaultsIn(AcknowledgementLedger ledger)
    {
        foreach (var contradiction in ledger.Contradictions)
            yield return $"{contradiction.Key} was given several numbers";
        var sessions = byStream.Values.ToLookup(s => s.Start.TransactionId);
        foreach (var fact in ledger.Facts)
        {
            var number = (int)fact.TransactionId!.Value;
            if (sessions[number].Count() != 1)
                yield return $"{fact} was acknowledged, and {sessions[number].Count()} transactions {number} are stored";
            else if (!IsIn(sessions[number].Single(), fact))
                yield return $"{fact} was acknowledged, and is not stored exactly once as it was sent";
        }

        foreach (var same in byStream.Values.GroupBy(s => (s.Start.ChargePointId, s.Start.ConnectorId, s.Start.TokenId, s.Start.Timestamp, s.Start.MeterStart)).Where(same => same.Count() > 1))
            yield return $"{same.Key} is stored {same.Count()} times";
    }

    private static bool IsIn(Session session, Acknowledgement fact) => session.Start.ChargePointId == fact.ChargePointId && fact.Request switch
    {
        StartTransactionRequest start => (session.Start.ConnectorId, session.Start.MeterStart, session.Start.Timestamp) == (start.ConnectorId, start.MeterStart, start.Timestamp),
        MeterValuesRequest values => values.MeterValue.All(value => session.Readings.Count(reading => Matches(reading, value)) == 1),
        StopTransactionRequest stop => session.Stops is [var only] && only.MeterStop == stop.MeterStop && only.Timestamp == stop.Timestamp,
        _ => true,
    };

    private static bool Matches(MeterReading stored, MeterValue sent) =>
        stored.Timestamp == sent.Timestamp
        && stored.Samples.Select(s => (s.Measurand, s.Phase, s.Context, s.Value)).SequenceEqual(sent.SampledValue.Select(s => (s.Measurand, s.Phase, s.Context, (string?)s.Value)));

    private void Add(RecordedEvent recorded)
    {
        switch (StoredEvents.Read(recorded.Type, recorded.Data.Span))
        {
            case TransactionEvent.Started start:
                byStream.Add(recorded.StreamId, new Session(start, [], []));
                break;
            case TransactionEvent.MeterValuesReported values:
                byStream[recorded.StreamId].Readings.AddRange(values.Readings);
                break;
            case TransactionEvent.Stopped stop:
                byStream[recorded.StreamId].Stops.Add(stop);
                break;
        }
    }

    private sealed record Session(TransactionEvent.Started Start, List<MeterReading> Readings, List<TransactionEvent.Stopped> Stops);
}

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
                recorded.Sequence.ShouldBe(++position, "the sequence has no gap");
                facts.Add(recorded);
            }
        }

        return facts;
    }

    /// <summary>No acknowledged fact is missing, none is there twice, and no start was given two numbers.</summary>
    public void ShouldHold(AcknowledgementLedger ledger)
    {
        var sessions = byStream.Values.ToDictionary(s => s.Start.TransactionId);
        ledger.Contradictions.ShouldBeEmpty();
        foreach (var fact in ledger.Facts)
        {
            var session = sessions.GetValueOrDefault((int)fact.TransactionId!.Value).ShouldNotBeNull($"{fact} was acknowledged");
            session.Start.ChargePointId.ShouldBe(fact.ChargePointId);
            switch (fact.Request)
            {
                case StartTransactionRequest start:
                    (session.Start.ConnectorId, session.Start.MeterStart, session.Start.Timestamp).ShouldBe((start.ConnectorId, start.MeterStart, start.Timestamp));
                    break;
                case MeterValuesRequest values:
                    foreach (var value in values.MeterValue)
                        session.Readings.Count(reading => Matches(reading, value)).ShouldBe(1, $"{fact} was acknowledged");
                    break;
                case StopTransactionRequest stop:
                    session.Stops.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                        s => s.MeterStop.ShouldBe(stop.MeterStop), s => s.Timestamp.ShouldBe(stop.Timestamp));
                    break;
            }
        }

        byStream.Values.GroupBy(s => (s.Start.ChargePointId, s.Start.ConnectorId, s.Start.TokenId, s.Start.Timestamp, s.Start.MeterStart)).ShouldAllBe(same => same.Count() == 1);
    }

    private static bool Matches(MeterReading stored, MeterValue sent) =>
        stored.Timestamp == sent.Timestamp
        && stored.Samples.Select(s => (s.Measurand, s.Phase, s.Context, s.Value)).SequenceEqual(sent.SampledValue.Select(s => (s.Measurand, s.Phase, s.Context, (string?)s.Value)));

    private void Add(RecordedEvent recorded)
    {
        switch (StoredEvents.Read(recorded.Type, recorded.Data.Span))
        {
            case TransactionEvent.Started start:
                byStream.ContainsKey(recorded.StreamId).ShouldBeFalse("a stream starts once");
                byStream[recorded.StreamId] = new Session(start, [], []);
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

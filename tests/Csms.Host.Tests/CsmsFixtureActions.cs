using System.Text;
using Csms.Domain;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Csms.Host.Storage;
using Microsoft.Extensions.DependencyInjection;
using Ocpp.Protocol.V16;

namespace Csms.Host.Tests;

/// <summary>What a test needs done before it begins.</summary>
internal static class CsmsFixtureActions
{
    private static EventMetadata Metadata => new("test", DateTimeOffset.UtcNow);

    extension(CsmsFixture csms)
    {
        public PostgresEventStore Store => csms.Services.GetRequiredService<PostgresEventStore>();

        private CommandRunner Runner => csms.Services.GetRequiredService<CommandRunner>();

        public async Task RegisterAsync(string chargePointId, RegistrationPolicy registration = RegistrationPolicy.Accepted, int securityProfile = 0, string? password = null)
        {
            if (password is not null)
            {
                LoggedSecrets.Add(password);
                await csms.Services.GetRequiredService<Credentials>().ReplaceAsync(chargePointId, Credentials.BytesOf(password), CancellationToken.None);
            }

            var outcome = await csms.Runner.RunAsync(
                Streams.ChargePoints,
                ChargePoint.StreamId(chargePointId),
                new ChargePointCommand.RequestRegistration(chargePointId, registration, securityProfile),
                Metadata,
                CancellationToken.None);
            outcome.Rejection.ShouldBeNull();
        }

        public async Task<Guid> RegisterTokenAsync(string idTag, TokenStatus status = TokenStatus.Accepted, DateTimeOffset? expiryDate = null, string? parent = null, int? most = null)
        {
            csms.Logged.AddIdTag(idTag);
            var idTags = csms.Services.GetRequiredService<IdTags>();
            var tokenId = await idTags.FindOrAddAsync(idTag, CancellationToken.None);
            var parentId = parent is null ? (Guid?)null : await idTags.FindOrAddAsync(parent, CancellationToken.None);
            var outcome = await csms.Runner.RunAsync(
                Streams.Tokens,
                Token.StreamId(tokenId),
                new TokenCommand.RequestRegistration(tokenId, status, expiryDate, parentId, most),
                Metadata,
                CancellationToken.None);
            outcome.Rejection.ShouldBeNull();
            csms.Services.GetRequiredService<TokenDirectory>().Forget(tokenId);
            return tokenId;
        }

        public async Task<IReadOnlyList<RecordedEvent>> EventsOfTransactionAsync(int transactionId) =>
            await csms.EventsOfAsync((await csms.Store.FindStreamAsync(SessionTransactions.AliasOf(transactionId), CancellationToken.None))!);

        /// <summary>Orders a call as an operator would, and returns its id.</summary>
        public async Task<Guid> OrderAsync(
            string chargePointId, OcppAction action, string payload, TimeSpan? deliverWithin = null, TimeSpan? answerWithin = null, string? key = null)
        {
            var order = new CallOrder(chargePointId, action, Encoding.UTF8.GetBytes(payload), "test", null, key, deliverWithin, answerWithin);
            var (callId, outcome) = await csms.Services.GetRequiredService<CallRequests>().RequestAsync(order, CancellationToken.None);
            outcome.Rejection.ShouldBeNull();
            return callId;
        }

        /// <summary>How a call ended.</summary>
        public async Task<CallEvent> OutcomeOfAsync(Guid callId) =>
            (await csms.Services.GetRequiredService<CallRequests>().WaitAsync(callId, TimeSpan.FromSeconds(20), CancellationToken.None)).ShouldBeOfType<Call.Ended>().Outcome;

        /// <summary>Stores events as if they had been reported, and returns the version of their stream.</summary>
        public async Task<long> AppendAsync(string streamId, string streamType, long expectedVersion, IEnumerable<object> events)
        {
            var stored = events.Select(StoredEvents.Write).Select(e => new NewEvent(Guid.CreateVersion7(), e.Type, e.DotNetType, e.Data, Metadata));
            return (await csms.Store.AppendAsync(new StreamAppend(streamId, streamType, expectedVersion, [.. stored]), CancellationToken.None))
                .ShouldBeOfType<AppendResult.Appended>().Version;
        }
    }
}

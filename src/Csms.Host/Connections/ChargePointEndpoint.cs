using Csms.Domain.ChargePoints;
using Csms.Domain.SecurityEvents;
using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.Certificates;
using Csms.Host.Commands;
using Csms.Host.Handlers;
using Csms.Host.Journal;
using Csms.Host.Limits;
using Csms.Host.Storage;
using Csms.Host.Telemetry;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Npgsql;
using Ocpp.Protocol;

namespace Csms.Host.Connections;

/// <summary><c>/ocpp/{identity}</c>: the handshake, and the life of the connection that follows (OCPP-J section 3).</summary>
internal sealed partial class ChargePointEndpoint(
    Admission admission,
    Refusals refusals,
    KnockLimits knocks,
    HandshakeTurns turns,
    ConnectionRegistry registry,
    RevokedCertificates certificates,
    ConnectionRows rows,
    MessageHandlers handlers,
    CallDelivery delivery,
    CommandRunner runner,
    PostgresEventStore store,
    TransactionsOfChargePoint transactions,
    NodeName node,
    NodeWatch nodeWatch,
    WireJournal journal,
    MessageMetrics metrics,
    IOptions<OcppOptions> options,
    IOptions<LimitOptions> limits,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<ChargePointEndpoint> logger)
{
    public const string Prefix = "/ocpp/";
    private const string Subprotocol = "ocpp1.6";

    // After this, work that a charge point had already sent is given up so that the process can end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task ServeAsync(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var identity = ChargePointIdentity.Read(target, Prefix);
        if (identity is null)
        {
            await RefuseAsync(http, null, StatusCodes.Status400BadRequest, "the identity in the address is not valid percent-encoded UTF-8");
            return;
        }

        if (identity.Length == 0)
        {
            await RefuseAsync(http, null, StatusCodes.Status404NotFound, "the address must be /ocpp/{identity}, 1 to 48 characters");
            return;
        }

        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.Headers.Upgrade = "websocket";
            await RefuseAsync(http, identity, StatusCodes.Status426UpgradeRequired, "this address speaks WebSocket (version 13)");
            return;
        }

        var offered = http.WebSockets.WebSocketRequestedProtocols;
        try
        {
            if (!offered.Contains(Subprotocol, StringComparer.Ordinal) && !(offered.Count == 0 && await admission.AssumesSubprotocolAsync(identity, http.RequestAborted)))
            {
                await RefuseAsync(http, identity, StatusCodes.Status400BadRequest, "Sec-WebSocket-Protocol must offer ocpp1.6");
                return;
            }

            using var door = registry.Open(identity);
            var (result, session) = await turns.TakeAsync(() => EnterAsync(http, identity, namesSubprotocol: offered.Count > 0), http.RequestAborted);
            switch (result)
            {
                case AdmissionResult.TurnedAway turnedAway:
                    await TurnAwayAsync(http, identity, turnedAway.Wait);
                    break;
                case AdmissionResult.Refused refused:
                    if (refused.Reason is { } reason)
                        refusals.Of(identity, reason, http.Connection.RemoteIpAddress, refused.Why);
                    await RefuseAsync(http, identity, refused.Status, refused.Why);
                    break;
                case AdmissionResult.Admitted admitted:
                    await ConverseAsync(http, session!, door, admitted.SecurityProfile, namesSubprotocol: offered.Count > 0);
                    break;
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // It hung up, perhaps while it stood in line.
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException && !http.Response.HasStarted)
        {
            http.Response.Headers.RetryAfter = "10";
            await RefuseAsync(http, identity, StatusCodes.Status503ServiceUnavailable, "the database is away");
        }
    }

    /// <summary>Decides, and puts the connection on record where it is let in.</summary>
    private async Task<(AdmissionResult Result, ChargePointSession? Session)> EnterAsync(HttpContext http, string identity, bool namesSubprotocol)
    {
        if (knocks.Begin(identity, http.Connection.RemoteIpAddress) is { } wait)
            return (new AdmissionResult.TurnedAway(wait), null);
        var result = await DecideAsync(http, identity);
        return (result, result is AdmissionResult.Admitted admitted ? await OpenAsync(http, identity, admitted, namesSubprotocol) : null);
    }

    private async Task<AdmissionResult> DecideAsync(HttpContext http, string identity)
    {
        var address = http.Connection.RemoteIpAddress;
        AdmissionResult result;
        try
        {
            result = await admission.DecideAsync(identity, http.Request, http.RequestAborted);
        }
        catch
        {
            knocks.Undecided(identity, address);
            throw;
        }

        switch (result)
        {
            case AdmissionResult.Admitted:
                knocks.LetIn(identity, address);
                http.Features.Get<Newcomer>()?.IsKnown(isChargePoint: true);
                break;
            case AdmissionResult.Refused refused:
                knocks.Refused(identity, address, guessed: refused.Status != StatusCodes.Status404NotFound);
                break;
        }

        return result;
    }

    /// <summary>Neither in the journal nor in the log: who comes here may come a thousand times a second.</summary>
    private async Task TurnAwayAsync(HttpContext http, string identity, TimeSpan wait)
    {
        Log.TurnedAway(logger, identity, wait);
        refusals.OfHandshake(HandshakeRefusal.TooManyAttempts, http.Connection.RemoteIpAddress);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await http.Response.CompleteAsync();
    }

    private async Task<ChargePointSession> OpenAsync(HttpContext http, string identity, AdmissionResult.Admitted admitted, bool namesSubprotocol)
    {
        var now = clock.GetUtcNow();
        var epoch = await rows.TakeOverAsync(identity, node.Value, now, http.RequestAborted);
        var session = new ChargePointSession(identity, epoch, runner, store, transactions, admitted.ChargePoint);
        var context = new MessageContext(now, $"ocpp:{identity}/{epoch}");
        if (!namesSubprotocol)
            context.Repaired(Quirk.NoSubprotocol);
        if (admitted.PasswordWasHex)
            context.Repaired(Quirk.HexPassword);
        try
        {
            await session.ReportAsync(new ChargePointCommand.ReportConnection(epoch, node.Value, admitted.SecurityProfile), context, CancellationToken.None);
            return session;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            // It may be stored all the same, and nobody else would tell the end of a connection that never was.
            nodeWatch.ReportLater(identity, epoch, DisconnectReason.Lost);
            throw;
        }
    }

    private async Task ConverseAsync(HttpContext http, ChargePointSession session, ConnectionRegistry.Door door, int securityProfile, bool namesSubprotocol)
    {
        var reason = DisconnectReason.Lost;
        try
        {
            using var webSocket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
            {
                // Whoever names none is told none (RFC 6455 section 4.2.2).
                SubProtocol = namesSubprotocol ? Subprotocol : null,
                // Pings does it for all.
                KeepAliveInterval = Timeout.InfiniteTimeSpan,
            });
            var stream = http.Features.GetRequiredFeature<UpgradedStream.Feature>().Stream!;
            journal.Record(HandshakeEntry.Of(http, clock.GetUtcNow(), session.Id, session.Epoch, null));
            metrics.HandshakeAnswered(StatusCodes.Status101SwitchingProtocols);
            using var socket = new OcppSocket(webSocket, stream, options.Value.LargestMessage, options.Value.SendTimeout);
            using var connection = new ChargePointConnection(socket, session, handlers, metrics, journal, clock, logger)
            {
                Rate = new MessageRate(limits.Value.MessagesPerSecond, limits.Value.MessageBurst, clock),
                CertificateId = securityProfile == 3 && http.Connection.ClientCertificate is { } shown ? CertificateAuthority.IdentityIn(shown) : null,
            };
            reason = await ServeAsync(connection, door);
        }
        finally
        {
            await ReportEndAsync(session, reason);
        }
    }

    private async Task<DisconnectReason> ServeAsync(ChargePointConnection connection, ConnectionRegistry.Door door)
    {
        if (!await registry.TryEnterAsync(connection, door))
            return DisconnectReason.Superseded;
        Log.Connected(logger, connection.ChargePointId, connection.Epoch);
        using var patience = new CancellationTokenSource();
        await using var stopping = lifetime.ApplicationStopping.Register(() => patience.CancelAfter(Patience));
        using var delivering = new CancellationTokenSource();
        var delivered = delivery.RunAsync(connection, delivering.Token);
        try
        {
            // A host that is stopping has said good-bye to everyone it knew; this one came too late for that.
            if (lifetime.ApplicationStopping.IsCancellationRequested)
                await registry.EndAllAsync();
            // Revoked while the door was opening: whoever ends connections did not see this one yet.
            if (connection.CertificateId is { } certificate)
                await certificates.TurnAwayAsync(certificate, patience.Token);
            return await connection.RunAsync(patience.Token);
        }
        finally
        {
            registry.Leave(connection);
            await delivering.CancelAsync();
            await delivered;
        }
    }

    private async Task ReportEndAsync(ChargePointSession session, DisconnectReason reason)
    {
        Log.Disconnected(logger, session.Id, session.Epoch, reason);
        metrics.Disconnected(reason);
        try
        {
            var context = new MessageContext(clock.GetUtcNow(), $"ocpp:{session.Id}/{session.Epoch}");
            await session.ReportAsync(new ChargePointCommand.ReportDisconnection(session.Epoch, reason), context, CancellationToken.None);
            await rows.CloseAsync(session.Id, session.Epoch, CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            Log.EndNotStored(logger, session.Id, e.Message);
            nodeWatch.ReportLater(session.Id, session.Epoch, reason);
        }
    }

    private async Task RefuseAsync(HttpContext http, string? identity, int status, string why)
    {
        Log.Refused(logger, identity ?? http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, status, why);
        http.Response.StatusCode = status;
        metrics.HandshakeAnswered(status);
        journal.Record(HandshakeEntry.Of(http, clock.GetUtcNow(), identity, null, why));
        if (status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"ocpp\", charset=\"UTF-8\"";

        // A stranger learns no more than the status says; the reason is in the log.
        var told = status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound ? string.Empty : why;
        await http.Response.WriteAsync(told, http.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(5, LogLevel.Debug, "Handshake of {ChargePoint} turned away for another {Wait}: refused too often")]
        public static partial void TurnedAway(ILogger logger, string chargePoint, TimeSpan wait);

        [LoggerMessage(1, LogLevel.Information, "Charge point {ChargePoint} connected (epoch {Epoch})")]
        public static partial void Connected(ILogger logger, string chargePoint, long epoch);

        [LoggerMessage(2, LogLevel.Information, "Charge point {ChargePoint} disconnected (epoch {Epoch}): {Reason}")]
        public static partial void Disconnected(ILogger logger, string chargePoint, long epoch, DisconnectReason reason);

        [LoggerMessage(3, LogLevel.Information, "Handshake of {Who} refused with {Status}: {Why}")]
        public static partial void Refused(ILogger logger, string who, int status, string why);

        [LoggerMessage(4, LogLevel.Warning, "The end of the connection of {ChargePoint} could not be stored yet ({Why})")]
        public static partial void EndNotStored(ILogger logger, string chargePoint, string why);
    }
}

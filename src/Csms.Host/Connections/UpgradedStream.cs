using Microsoft.AspNetCore.Http.Features;

namespace Csms.Host.Connections;

/// <summary>
/// What a charge point's connection became when it was upgraded: its WebSocket reads from it and writes whole frames to it. Knows how long nothing was heard,
/// and sends pings between the WebSocket's frames (RFC 6455 section 5.5.2). .NET's WebSocket pings by itself or not at all: by itself it takes a timer
/// for each connection.
/// </summary>
internal sealed class UpgradedStream(Stream inner) : Stream
{
    private static readonly byte[] PingFrame = [0x89, 0];
#pragma warning disable CA2213 // A ping may still be on its way out; it holds nothing unmanaged.
    private readonly SemaphoreSlim writing = new(1);
#pragma warning restore CA2213
    private long heardAt = Environment.TickCount64;
    private volatile bool isAsked;

    /// <summary>For how long the WebSocket has been waiting for something to come. A pong is something.</summary>
    public TimeSpan Silence => TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref heardAt));

    /// <summary>It was pinged, and nothing has come since.</summary>
    public bool IsAsked => isAsked;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Pings, unless something else is on its way out already. Completes when the ping has been taken; whether it arrives is for the reader to find out.</summary>
    public async Task PingAsync()
    {
        isAsked = true;
        if (!writing.Wait(0))
            return;
        try
        {
            await inner.WriteAsync(PingFrame);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            // The connection is over, which whoever reads from it is told.
        }
        finally
        {
            writing.Release();
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Whoever reads again has got what came before.
        Volatile.Write(ref heardAt, Environment.TickCount64);
        isAsked = false;
        return inner.ReadAsync(buffer, cancellationToken);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            await inner.WriteAsync(buffer, cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Nothing is left to do: Kestrel sends what is written to an upgraded connection at once.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Stands in for what the server does to upgrade one request, over HTTP/1.1 or HTTP/2 (RFC 8441), so that its connection becomes an <see cref="UpgradedStream"/>.</summary>
    internal sealed class Feature(IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect) : IHttpUpgradeFeature, IHttpExtendedConnectFeature
    {
        public bool IsUpgradableRequest => upgrade!.IsUpgradableRequest;

        public bool IsExtendedConnect => connect!.IsExtendedConnect;

        public string? Protocol => connect!.Protocol;

        /// <summary>Null until the request was upgraded.</summary>
        public UpgradedStream? Stream { get; private set; }

        /// <summary>Middleware: in front of whatever makes WebSockets.</summary>
        public static Task PutIn(HttpContext http, RequestDelegate next)
        {
            var (upgrade, connect) = (http.Features.Get<IHttpUpgradeFeature>(), http.Features.Get<IHttpExtendedConnectFeature>());
            var ours = new Feature(upgrade, connect);
            if (upgrade is not null)
                http.Features.Set<IHttpUpgradeFeature>(ours);
            if (connect is not null)
                http.Features.Set<IHttpExtendedConnectFeature>(ours);
            http.Features.Set(ours);
            return next(http);
        }

        public async Task<Stream> UpgradeAsync() => Stream = new UpgradedStream(await upgrade!.UpgradeAsync());

        public async ValueTask<Stream> AcceptAsync() => Stream = new UpgradedStream(await connect!.AcceptAsync());
    }
}

using Csms.EventStore;

namespace Csms.Bench.Store;

/// <summary>A way to store one event at the end of a stream that is at a known version.</summary>
internal interface IAppender : IAsyncDisposable
{
    Task AppendAsync(string stream, long version, NewEvent newEvent);
}

using System.Collections.Frozen;
using System.Diagnostics.Metrics;

namespace Csms.Host.Telemetry;

/// <summary>What others measure and operators want to see, under names that Prometheus finds in order.</summary>
internal static class ForeignMetrics
{
    private static readonly FrozenDictionary<(string Meter, string Instrument), Metric> Known = new Dictionary<(string, string), Metric>
    {
        [("Npgsql", "db.client.connection.count")] = Gauge("csms_pool_connections", "Connections to PostgreSQL by their state: used or idle."),
        [("Npgsql", "db.client.connection.max")] = Gauge("csms_pool_connections_limit", "Most connections to PostgreSQL that may be open."),
        [("Npgsql", "db.client.connection.npgsql.pending_requests")] = Gauge("csms_pool_waiting", "Who waits for a connection to PostgreSQL."),
        [("Npgsql", "db.client.connection.npgsql.timeouts")] = Counter("csms_pool_timeouts_total", "Who waited for a connection to PostgreSQL in vain."),
        [("System.Runtime", "dotnet.process.cpu.time")] = Counter("process_cpu_seconds_total", "Processor time of this process."),
        [("System.Runtime", "dotnet.process.memory.working_set")] = Gauge("process_resident_memory_bytes", "Memory of this process."),
        [("System.Runtime", "dotnet.gc.heap.total_allocated")] = Counter("dotnet_gc_allocated_bytes_total", "Memory that was ever allocated."),
        [("System.Runtime", "dotnet.gc.last_collection.heap.size")] = Gauge("dotnet_gc_heap_bytes", "Heap after the last collection, by generation."),
        [("System.Runtime", "dotnet.gc.collections")] = Counter("dotnet_gc_collections_total", "Collections by generation."),
        [("System.Runtime", "dotnet.gc.pause.time")] = Counter("dotnet_gc_pause_seconds_total", "Time in which everything stood still for collections."),
        [("System.Runtime", "dotnet.thread_pool.queue.length")] = Gauge("dotnet_thread_pool_waiting", "Work that waits for a thread."),
        [("System.Runtime", "dotnet.thread_pool.thread.count")] = Gauge("dotnet_thread_pool_threads", "Threads of the pool."),
        [("System.Runtime", "dotnet.exceptions")] = Counter("dotnet_exceptions_total", "Exceptions by type."),
    }.ToFrozenDictionary();

    /// <summary>Null for what nobody asked for: an instrument that is listened to costs something.</summary>
    public static Metric? Find(Instrument instrument) =>
        // Each listener has its own.
        Known.TryGetValue((instrument.Meter.Name, instrument.Name), out var known)
            ? new Metric(known.Name, known.Kind, known.Help) { IsObserved = instrument.IsObservable, Keeps = IsOurs }
            : null;

    // Pools without a name are named after their address and user.
    private static bool IsOurs(KeyValuePair<string, object?> label) => label.Key != "db.client.connection.pool.name" || label.Value is CsmsApplication.PoolName;

    private static Metric Gauge(string name, string help) => new(name, MetricKind.Gauge, help);

    private static Metric Counter(string name, string help) => new(name, MetricKind.Counter, help);
}

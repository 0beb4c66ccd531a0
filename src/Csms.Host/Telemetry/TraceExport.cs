using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Csms.Host.Telemetry;

/// <summary>Sends spans by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says; otherwise nobody listens, and none are made.</summary>
/// <remarks>Sampling, protocol and headers are set by OpenTelemetry's own environment variables.</remarks>
internal sealed class TraceExport : IHostedService, IDisposable
{
    private static readonly string[] Variables = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];
    private TracerProvider? provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Variables.Any(variable => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable))))
            provider = Sdk.CreateTracerProviderBuilder().ConfigureResource(resource => resource.AddService("csms")).AddSource(MessageMetrics.MeterName).AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        provider?.ForceFlush(2000);
        return Task.CompletedTask;
    }

    public void Dispose() => provider?.Dispose();
}

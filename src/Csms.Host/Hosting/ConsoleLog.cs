namespace Csms.Host.Hosting;

/// <summary>One line per entry, in UTC.</summary>
internal static class ConsoleLog
{
    public static void Configure(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Npgsql", LogLevel.Warning);
        // Every refused query is told by whoever asked it; the health check is asked every few seconds and says it in its answer.
        logging.AddFilter("Npgsql.Command", LogLevel.None);
        logging.AddFilter("Npgsql.Connection", LogLevel.None);
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
    }
}

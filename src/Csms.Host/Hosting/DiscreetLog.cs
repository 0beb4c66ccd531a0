namespace Csms.Host.Hosting;

/// <summary>
/// The framework's loggers that print addresses as they were asked for: with idTags in queries, with the tokens of files in paths. They say nothing below a
/// warning, whatever the settings ask for; what happens to a request is told by ours.
/// </summary>
internal static class DiscreetLog
{
    // Puts the path into the scope of every line of a request, unless it is off altogether. Failures are told by ApiExceptions and by Kestrel.
    private const string WrapsEveryLine = "Microsoft.AspNetCore.Hosting.Diagnostics";

    private static readonly string[] PrintAddresses =
    [
        "Microsoft.AspNetCore.Routing.Matching.DfaMatcher",
        "Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware",
        "Microsoft.AspNetCore.StaticFiles.StaticFileMiddleware",
        "Microsoft.AspNetCore.HttpLogging",
        "Microsoft.AspNetCore.Http.Result",
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "Microsoft.AspNetCore.Server.Kestrel.Http2",
        "Microsoft.AspNetCore.Server.Kestrel.Http3",
    ];

    public static void Configure(IServiceCollection services) => services.PostConfigure<LoggerFilterOptions>(options =>
    {
        // A rule for one provider is stronger than a rule for all, so that each provider that has rules gets ours.
        foreach (var provider in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToArray())
        {
            options.Rules.Add(new LoggerFilterRule(provider, WrapsEveryLine, LogLevel.None, null));
            foreach (var category in PrintAddresses)
                options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.Warning, null));
        }
    });
}

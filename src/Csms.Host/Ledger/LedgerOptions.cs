using System.Globalization;
using Csms.EventStore.Ledger;
using Csms.Host.Hosting;

namespace Csms.Host.Ledger;

/// <summary>Section <c>Ledger</c> of the configuration.</summary>
internal sealed record LedgerOptions
{
    /// <summary>Name of a ledger that begins; one that has begun keeps its name.</summary>
    public string? Origin { get; init; }

    /// <summary>PEM file of the signing key, the same for all nodes of a database; the data folder's own when left out.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Id of the key that the present one follows.</summary>
    public string? ReplacesKey { get; init; }

    /// <summary>Places outside that checkpoints are taken to.</summary>
    public AnchorOptions[] Anchors { get; init; } = [];

    public SealerSettings Settings => new() { Origin = Origin, ReplacesKey = ReplacesKey };

    public static LedgerOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Ledger");
        // The binder leaves out of a list whatever it cannot read: a place with a slip in its settings would get nothing, and nobody know.
        var anchors = section.GetSection("Anchors").GetChildren().Select(anchor => anchor.Get<AnchorOptions>() ?? new());
        return (section.Get<LedgerOptions>() ?? new()) with { Anchors = [.. anchors] };
    }

    public LedgerKey LoadKey(string dataFolder) => LedgerKeyFile.Load(dataFolder, KeyFile);
}

/// <summary>One place: exactly one of folder, URL and git remote.</summary>
internal sealed record AnchorOptions
{
    /// <summary>As logs and <c>/ledger</c> name it; made of its kind and number when left out.</summary>
    public string? Name { get; init; }

    /// <summary>A folder of another machine, or one that only takes new files.</summary>
    public string? Folder { get; init; }

    /// <summary>Gets each checkpoint as the body of a POST.</summary>
    public Uri? Url { get; init; }

    /// <summary>A remote that <c>git push</c> reaches without asking anything.</summary>
    public string? Git { get; init; }

    /// <summary>Every so many checkpoints; the newest one each time.</summary>
    public int Every { get; init; } = 60;

    public string NameOr(int number) => Name ?? string.Create(CultureInfo.InvariantCulture, $"{(Folder is not null ? "folder" : Url is not null ? "url" : "git")}-{number}");
}

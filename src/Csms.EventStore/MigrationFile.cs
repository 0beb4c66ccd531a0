using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Csms.EventStore;

/// <summary>One embedded <c>Migrations/NNNN_name.sql</c>.</summary>
internal sealed partial record MigrationFile(string Owner, int Number, string Name, string Sql, string Checksum)
{
    /// <summary>The files of an assembly in the order of their numbers.</summary>
    public static IReadOnlyList<MigrationFile> In(Assembly owner)
    {
        var files = owner.GetManifestResourceNames()
            .Where(resource => resource.EndsWith(".sql", StringComparison.Ordinal) && resource.Contains("Migrations", StringComparison.Ordinal))
            .Select(resource => Read(owner, resource))
            .OrderBy(file => file.Number)
            .ToArray();
        for (var i = 1; i < files.Length; i++)
        {
            if (files[i].Number == files[i - 1].Number)
                throw new InvalidOperationException($"Migrations {files[i - 1]} and {files[i]} have the same number.");
        }
        return files;
    }

    /// <summary>A file that was applied is history; a change to the schema is a new file.</summary>
    public void MustNotDifferFrom(string? appliedChecksum)
    {
        if (appliedChecksum is not null && appliedChecksum != Checksum)
            throw new InvalidOperationException($"Migration {this} was edited after it was applied to this database. Restore it and put the change into a new file.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Owner}/{Number:D4}_{Name}.sql";

    private static MigrationFile Read(Assembly owner, string resource)
    {
        var match = ResourceName().Match(resource);
        if (!match.Success)
            throw new InvalidOperationException($"The embedded file {resource} is not named Migrations/NNNN_name.sql.");
        using var reader = new StreamReader(owner.GetManifestResourceStream(resource)!, Encoding.UTF8);
        // A checkout with other line ends is the same migration.
        var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
        return new MigrationFile(
            owner.GetName().Name!,
            int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture),
            match.Groups[2].Value,
            sql,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }

    [GeneratedRegex(@"Migrations[./](\d{4})_([a-z0-9_]+)\.sql$", RegexOptions.CultureInvariant)]
    private static partial Regex ResourceName();
}

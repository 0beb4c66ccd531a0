using System.Data.Common;
using System.Text;

namespace Csms.ReadModels.Analysis;

/// <summary>The view has other columns than when the file was begun.</summary>
public sealed class ViewChangedException() : Exception("The view has other columns than when the file was begun.");

/// <summary>A file of rows on its way out, from one answer of the database or from several.</summary>
internal sealed class RowWriter(Stream output, RowFormat format) : IAsyncDisposable
{
    private const int Buffer = 64 * 1024;
    private readonly StreamWriter text = new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Buffer, leaveOpen: true);
    private string? header;
    private bool isWhole;

    public long Written { get; private set; }

    public bool HasHeader => header is not null;

    public async Task WriteAsync(DbDataReader reader, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var names = CsvRow.Header(reader);
        if (header is null && format == RowFormat.Csv) await text.WriteAsync(names.AsMemory(), cancellationToken);
        header ??= names;
        if (header != names) throw new ViewChangedException();
        while (await reader.ReadAsync(cancellationToken))
        {
            await text.WriteAsync((format == RowFormat.Csv ? CsvRow.Of(reader) : NdjsonRow.Of(reader)).AsMemory(), cancellationToken);
            Written++;
            progress?.Report(Written);
        }
    }

    /// <summary>All rows are there.</summary>
    public void Complete() => isWhole = true;

    /// <summary>What breaks off has no last line end, and whoever was sent nothing yet can still be told why.</summary>
    public ValueTask DisposeAsync() => isWhole ? text.DisposeAsync() : ValueTask.CompletedTask;
}

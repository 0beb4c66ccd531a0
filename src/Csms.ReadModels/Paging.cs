using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Csms.ReadModels;

/// <summary>Which part of a list is wanted.</summary>
/// <param name="After">Where the page before ended (<see cref="Page{T}.Next"/>); null for the first.</param>
/// <param name="Limit">1 to <see cref="Most"/>; others are brought into that range.</param>
public readonly record struct PageRequest(string? After = null, int? Limit = null)
{
    public const int Usual = 50;
    public const int Most = 1000;

    internal int Size => Math.Clamp(Limit ?? Usual, 1, Most);

    internal Cursor? Cursor => After is null ? null : ReadModels.Cursor.Parse(After);
}

/// <summary>A part of a list. Rows that are added meanwhile never move a row from one page to another.</summary>
/// <param name="Next">Hand it in as <see cref="PageRequest.After"/> for what follows; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>Of rows that were read with one more than the page holds, which tells whether anything follows.</summary>
    internal static Page<T> Of(List<T> rows, PageRequest request, Func<T, Cursor> cursor)
    {
        if (rows.Count <= request.Size) return new(rows, null);
        rows.RemoveRange(request.Size, rows.Count - request.Size);
        return new(rows, cursor(rows[^1]).ToString());
    }
}

/// <summary>Sort key and identity of the last row of a page, opaque to clients: base64url of a JSON array.</summary>
internal readonly record struct Cursor(string Key, string Id)
{
    public Cursor(DateTimeOffset key, string id)
        : this(key.ToString("O", CultureInfo.InvariantCulture), id)
    {
    }

    public DateTimeOffset Time => DateTimeOffset.TryParse(Key, CultureInfo.InvariantCulture, out var time) ? time : throw new InvalidCursorException();

    public long Sequence => long.TryParse(Key, CultureInfo.InvariantCulture, out var sequence) ? sequence : throw new InvalidCursorException();

    public int Number => int.TryParse(Id, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidCursorException();

    public Guid Uuid => Guid.TryParse(Id, out var id) ? id : throw new InvalidCursorException();

    public static Cursor Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<string?[]>(Base64Url.DecodeFromChars(text)) is [{ } key, { } id]
                ? new(key, id)
                : throw new InvalidCursorException();
        }
        catch (Exception failure) when (failure is FormatException or JsonException)
        {
            throw new InvalidCursorException();
        }
    }

    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes((string[])[Key, Id]));
}

/// <summary>The text is no cursor of this list. Thrown when the list is read; a client's fault.</summary>
public sealed class InvalidCursorException() : Exception("This is not a cursor of this list.");

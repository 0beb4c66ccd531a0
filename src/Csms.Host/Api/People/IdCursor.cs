using Csms.ReadModels;

namespace Csms.Host.Api.People;

/// <summary>Pages by id, whose order is that of creation (UUID version 7).</summary>
internal static class IdCursor
{
    public static Guid? Parse(string? after) => after is null ? null : Guid.TryParseExact(after, "N", out var id) ? id : throw new InvalidCursorException();

    /// <param name="rows">One more than the page holds, if there are more.</param>
    public static Page<TView> Page<TRow, TView>(IReadOnlyList<TRow> rows, int size, Func<TRow, TView> view, Func<TView, Guid> id)
    {
        TView[] items = [.. rows.Take(size).Select(view)];
        return new Page<TView>(items, rows.Count > size ? id(items[^1]).ToString("N") : null);
    }
}

using Csms.ReadModels;

namespace Csms.Host.Api.Reading;

internal static class Pages
{
    public static Page<TView> Select<TRow, TView>(this Page<TRow> page, Func<TRow, TView> view) => new([.. page.Items.Select(view)], page.Next);
}

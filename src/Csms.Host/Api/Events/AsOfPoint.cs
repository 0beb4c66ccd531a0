using System.Globalization;
using Csms.EventStore;
using Csms.Host.Api.Requests;

namespace Csms.Host.Api.Events;

/// <summary>How far a stream is read: up to a place in the feed, or up to a moment.</summary>
internal readonly record struct AsOfPoint(AsOf Value)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out AsOfPoint point)
    {
        point = default;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            point = new AsOfPoint(new AsOf(Sequence: sequence));
        else if (Instant.TryParse(text, provider, out var instant))
            point = new AsOfPoint(new AsOf(RecordedAt: instant.Value));
        else
            return false;
        return true;
    }
}

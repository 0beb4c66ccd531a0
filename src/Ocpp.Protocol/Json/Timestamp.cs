namespace Ocpp.Protocol.Json;

/// <summary>ISO 8601 as it occurs in the field: T, t or a blank; any number of fractional digits; Z, z, ±hh:mm, ±hhmm, ±hh or no zone at
/// all.</summary>
internal static class Timestamp
{
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset value, out bool zoneAssumed)
    {
        value = default;
        zoneAssumed = false;
        if (text.Length < 19 || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':')
            return false;
        if (text[10] is not ((byte)'T' or (byte)'t' or (byte)' '))
            return false;
        if (!(Digits(text[..4], out var year) && Digits(text[5..7], out var month) && Digits(text[8..10], out var day)
              && Digits(text[11..13], out var hour) && Digits(text[14..16], out var minute) && Digits(text[17..19], out var second)))
            return false;
        // Second 60 is a leap second, which .NET does not know: it becomes the next one.
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
            return false;

        var rest = text[19..];
        if (!Fraction(ref rest, out var fraction) || !Zone(rest, out var offset, out zoneAssumed))
            return false;
        var ticks = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc).Ticks + (second * TimeSpan.TicksPerSecond) + fraction - offset;
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
            return false;
        value = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest.IsEmpty || rest[0] is not ((byte)'.' or (byte)','))
            return true;
        var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? rest.Length - 1 : digits;
        for (int i = 1, weight = (int)TimeSpan.TicksPerSecond / 10; i <= digits; i++, weight /= 10)
            ticks += (rest[i] - '0') * weight;
        rest = rest[(digits + 1)..];
        return digits > 0;
    }

    private static bool Zone(ReadOnlySpan<byte> zone, out long offset, out bool assumed)
    {
        offset = 0;
        assumed = zone.IsEmpty;
        if (assumed || zone is [(byte)'Z' or (byte)'z'])
            return true;
        if (zone[0] is not ((byte)'+' or (byte)'-') || zone.Length is not (3 or 5 or 6) || (zone.Length == 6 && zone[3] != ':'))
            return false;
        var minutes = 0;
        if (!Digits(zone[1..3], out var hours) || (zone.Length > 3 && !Digits(zone[^2..], out minutes)) || hours > 23 || minutes > 59)
            return false;
        offset = ((hours * 60) + minutes) * TimeSpan.TicksPerMinute * (zone[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            number = (number * 10) + (digit - '0');
        }
        return true;
    }
}

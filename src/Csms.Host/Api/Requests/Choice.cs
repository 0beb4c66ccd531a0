namespace Csms.Host.Api.Requests;

/// <summary>A value of an enumeration in a query, by its name whatever the case; the framework alone would take numbers and only the exact case.</summary>
internal readonly record struct Choice<T>(T Value)
    where T : struct, Enum
{
    public static bool TryParse(string? text, IFormatProvider? provider, out Choice<T> choice)
    {
        var known = Array.Find(Enum.GetNames<T>(), name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        choice = known is null ? default : new(Enum.Parse<T>(known));
        return known is not null;
    }
}

using System.Buffers.Binary;
using Csms.EventStore;

namespace Csms.ReadModels.Rows;

/// <summary>A number as PostgreSQL's numeric has it: digits to the base 10,000, grouped from the decimal point outwards.</summary>
internal static class NumericDigits
{
    private static readonly uint[] Shifts = [1, 1000, 100, 10];

    /// <summary>Fills in the digits without zeros at either end, and tells how many there are.</summary>
    /// <param name="weight">The first digit counts 10,000 to this power.</param>
    public static int Of(decimal number, Span<short> digits, out short weight)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        // Decimals are brought to a multiple of four, so that the point falls between two digits.
        var scale = (int)number.Scale;
        var mantissa = new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]) * Shifts[scale % 4];
        var count = 0;
        Span<short> reversed = stackalloc short[16];
        if (mantissa >> 64 == 0)
        {
            for (var rest = (ulong)mantissa; rest != 0; rest /= 10_000) reversed[count++] = (short)(rest % 10_000);
        }
        else
        {
            for (; mantissa != 0; mantissa /= 10_000) reversed[count++] = (short)(mantissa % 10_000);
        }
        weight = count == 0 ? (short)0 : (short)(count - 1 - ((scale + 3) / 4));
        var trailing = 0;
        while (trailing < count && reversed[trailing] == 0) trailing++;
        for (var i = 0; i < count - trailing; i++) digits[i] = reversed[count - 1 - i];
        return count - trailing;
    }

    /// <summary>Number of base 10,000 digits, weight of the first one, sign, decimals to show, digits.</summary>
    public static void Numeric(this CopyBuffer buffer, decimal? value)
    {
        if (value is not { } number)
        {
            buffer.Null();
            return;
        }
        Span<short> digits = stackalloc short[16];
        var count = Of(number, digits, out var weight);
        var field = buffer.Field(8 + (2 * count));
        BinaryPrimitives.WriteInt16BigEndian(field, (short)count);
        BinaryPrimitives.WriteInt16BigEndian(field[2..], weight);
        BinaryPrimitives.WriteInt16BigEndian(field[4..], number < 0 ? (short)0x4000 : (short)0);
        BinaryPrimitives.WriteInt16BigEndian(field[6..], number.Scale);
        for (var i = 0; i < count; i++) BinaryPrimitives.WriteInt16BigEndian(field[(8 + (2 * i))..], digits[i]);
    }
}

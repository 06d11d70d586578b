using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Graphoid.Runtime.Values;

/// <summary>Numbers as text: shortest form that reads back to the same bits, never with an exponent.</summary>
public static class NumberText
{
    /// <summary>The display form of a number.</summary>
    public static string Format(double number)
    {
        if (number == 0)
        {
            return "0";
        }

        if (Math.Abs(number) < 1e15 && number == Math.Truncate(number))
        {
            return ((long)number).ToString(CultureInfo.InvariantCulture);
        }

        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        }

        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = text.IndexOf('E', StringComparison.Ordinal);
        return exponentAt < 0 ? text : Expand(text[..exponentAt], int.Parse(text[(exponentAt + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Appends the display form of a number.</summary>
    internal static void Append(ref DefaultInterpolatedStringHandler text, double number)
    {
        if (number == (long)number && Math.Abs(number) < 1e15)
        {
            text.AppendFormatted((long)number);
        }
        else
        {
            text.AppendLiteral(Format(number));
        }
    }

    private static string Expand(string mantissa, int exponent)
    {
        var result = new StringBuilder();
        if (mantissa[0] == '-')
        {
            result.Append('-');
            mantissa = mantissa[1..];
        }

        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", string.Empty, StringComparison.Ordinal);
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        if (point <= 0)
        {
            return result.Append("0.").Append('0', -point).Append(digits).ToString();
        }

        if (point >= digits.Length)
        {
            return result.Append(digits).Append('0', point - digits.Length).ToString();
        }

        return result.Append(digits, 0, point).Append('.').Append(digits, point, digits.Length - point).ToString();
    }
}

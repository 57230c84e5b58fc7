using System.Globalization;

namespace StrongCities.Engine.Expressions;

/// <summary>Reckoning as Fluid does it: whole numbers stay whole, the rest is decimal, what is no number is 0.</summary>
public static class LiquidMath
{
    /// <summary>Adds.</summary>
    /// <param name="input">A number, or text that holds one.</param>
    /// <param name="operand">Likewise.</param>
    /// <returns>Their sum.</returns>
    public static object Plus(object? input, object? operand) => Of(Number(input) + Number(operand), input, operand);

    /// <summary>Subtracts.</summary>
    /// <param name="input">A number, or text that holds one.</param>
    /// <param name="operand">Likewise.</param>
    /// <returns>Their difference.</returns>
    public static object Minus(object? input, object? operand) => Of(Number(input) - Number(operand), input, operand);

    /// <summary>Multiplies.</summary>
    /// <param name="input">A number, or text that holds one.</param>
    /// <param name="operand">Likewise.</param>
    /// <returns>Their product.</returns>
    public static object Times(object? input, object? operand) => Of(Number(input) * Number(operand), input, operand);

    /// <summary>Divides; two whole numbers without a rest.</summary>
    /// <param name="input">A number, or text that holds one.</param>
    /// <param name="operand">Likewise.</param>
    /// <returns>Their quotient.</returns>
    /// <exception cref="InvalidOperationException">The divisor is 0.</exception>
    public static object DividedBy(object? input, object? operand)
    {
        var divisor = Number(operand);
        if (divisor == 0)
        {
            throw new InvalidOperationException("A template divides by zero.");
        }

        var quotient = Number(input) / divisor;
        return IsWhole(input) && IsWhole(operand) ? (object)(long)Math.Floor(quotient) : quotient;
    }

    /// <summary>The rest of a division.</summary>
    /// <param name="input">A number, or text that holds one.</param>
    /// <param name="operand">Likewise.</param>
    /// <returns>The rest.</returns>
    /// <exception cref="InvalidOperationException">The divisor is 0.</exception>
    public static object Modulo(object? input, object? operand) => Number(operand) is var divisor && divisor == 0
        ? throw new InvalidOperationException("A template divides by zero.") : Of(Number(input) % divisor, input, operand);

    /// <summary>Rounds half to even.</summary>
    /// <param name="input">A number, or text that holds one.</param>
    /// <param name="digits">Digits to keep.</param>
    /// <returns>The number.</returns>
    public static object Round(object? input, object? digits = null) =>
        Math.Round(Number(input), Math.Clamp((int)Number(digits), 0, 28), MidpointRounding.ToEven);

    /// <summary>Adds up a list of numbers; objects count as 0, as in Fluid.</summary>
    /// <param name="input">A list.</param>
    /// <param name="member">Taken and not heeded, as in Fluid.</param>
    /// <returns>The sum.</returns>
    public static object Sum(object? input, string? member = null) => input is string || input is not System.Collections.IEnumerable list
        ? 0 : Of(list.Cast<object?>().Sum(Number), [.. list.Cast<object?>()]);

    /// <summary>A decimal as Fluid prints it: no trailing zeros, but <c>1.0</c> stays <c>1.0</c>.</summary>
    internal static string Text(decimal number) =>
        number.Scale > 0 && number == decimal.Truncate(number)
            ? decimal.Truncate(number).ToString("0'.0'", CultureInfo.InvariantCulture)
            : number.ToString("0.#############################", CultureInfo.InvariantCulture);

    /// <summary>Reads a number.</summary>
    internal static bool TryNumber(object? value, out decimal number)
    {
        number = 0;
        switch (value)
        {
            case int or long or short or decimal:
                number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
                return true;
            case double real when Math.Abs(real) < 7.9e28:
                number = (decimal)real;
                return true;
            case string text:
                return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
            default:
                return false;
        }
    }

    private static decimal Number(object? value) => TryNumber(value, out var number) ? number : 0;

    private static object Of(decimal result, params object?[] operands)
    {
        object number = result;
        if (Array.TrueForAll(operands, IsWhole) && Math.Abs(result) <= long.MaxValue)
        {
            number = (long)result;
        }

        return number;
    }

    private static bool IsWhole(object? value) => value is not decimal and not double
        && (value is not string text || !text.Contains('.', StringComparison.Ordinal));
}

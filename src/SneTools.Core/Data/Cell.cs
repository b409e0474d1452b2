using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>One cell of a table as it was read: empty, a number, a text, which may spell a number, or a vector. What it was read as is
/// kept, so that a column that rides along is not changed by a detour by way of a double.</summary>
internal readonly struct Cell
{
    /// <summary>Numbers of so many digits do not overflow a long, and powers of ten up to that are doubles without rounding.</summary>
    private const int MostDigits = 18;

    /// <summary>Whole numbers up to this are doubles.</summary>
    private const long MostExact = 1L << 53;

    private static readonly double[] PowersOfTen =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    private readonly object? _source;

    private Cell(double number, object? source, bool isNumber, bool isEmpty = false, bool isAbsent = false)
    {
        Number = number;
        _source = source;
        IsNumber = isNumber;
        IsEmpty = isEmpty;
        IsAbsent = isAbsent;
    }

    /// <summary>A cell without a value.</summary>
    public static Cell Empty { get; } = new(double.NaN, null, isNumber: false, isEmpty: true);

    /// <summary>The place of a cell in a row that lacks the column.</summary>
    public static Cell Absent { get; } = new(double.NaN, null, isNumber: false, isEmpty: true, isAbsent: true);

    /// <summary>The number, if the cell holds or spells one; NaN otherwise.</summary>
    public double Number { get; }

    /// <summary>True when the cell holds or spells a number, which may be NaN or infinite.</summary>
    public bool IsNumber { get; }

    /// <summary>True when there is nothing in the cell, or nothing but spaces.</summary>
    public bool IsEmpty { get; }

    /// <summary>True when the row lacks the column.</summary>
    public bool IsAbsent { get; }

    /// <summary>A cell that holds a number.</summary>
    public static Cell FromNumber(double number) => new(number, null, isNumber: true);

    /// <summary>A cell that holds a number of another type than double.</summary>
    /// <param name="number">The nearest double.</param>
    /// <param name="value">The number as it was.</param>
    public static Cell FromNumber(double number, IFormattable value) => new(number, value, isNumber: true);

    /// <summary>A cell that holds a vector.</summary>
    /// <param name="elements">Its elements; NaN for one that is missing.</param>
    public static Cell FromVector(double[] elements) => new(double.NaN, elements, isNumber: false);

    /// <summary>A cell that holds a text: a number if it spells one in the invariant culture, empty if it is blank.
    /// </summary>
    public static Cell FromText(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return Empty;
        if (string.IsNullOrWhiteSpace(text))
            return new Cell(double.NaN, text, isNumber: false, isEmpty: true);
        return TryParse(text, out double number)
            ? new Cell(number, text, isNumber: true)
            : new Cell(double.NaN, text, isNumber: false);
    }

    /// <summary>A cell that holds a text which spells a number in another notation.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number that it spells.</param>
    public static Cell FromSpelling(string text, double number) => new(number, text, isNumber: true);

    /// <summary>A cell that holds a text, even one that spells a number or is blank.</summary>
    public static Cell FromOpaqueText(string text) => new(double.NaN, text, isNumber: false);

    /// <summary>True for a number that is written as SneTools writes it, or was a double; of some that are so it says false.</summary>
    public bool IsPlain => _source switch
    {
        null => true,
        string text => NumberTexts.IsPlain(text.AsSpan()),
        _ => Math.Abs(Number) < MostExact && Number == Math.Floor(Number),
    };

    /// <summary>The elements of a vector: of one that the cell holds, or that its text spells, [0.1, 0.2].</summary>
    /// <param name="elements">The elements; NaN for one that is missing.</param>
    /// <returns>False if the cell is no vector.</returns>
    public bool TryGetVector([NotNullWhen(true)] out double[]? elements)
    {
        elements = _source switch
        {
            double[] vector => vector,
            string text when !IsNumber => CellVector.Parse(text),
            _ => null,
        };
        return elements is not null;
    }

    /// <summary>Reads a number as all of SneTools does: invariant culture, no thousands separators.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double number) =>
        TryParseShort(text, '.', out number) || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <summary>Writes a number as all of SneTools does: invariant culture, the shortest text that reads back as the
    /// same number.</summary>
    public static string Format(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The text of the cell as it was; null if there is none.</summary>
    public string? AsText() => _source switch
    {
        string text => text,
        double[] vector => CellVector.Format(vector),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => IsEmpty ? null : Format(Number),
    };

    /// <summary>Reads the numbers that tables are full of, -12.5 or 255: no exponent, and digits up to 2⁵³. Both parts of the quotient are exact,
    /// so that it is rounded once, and the result is the one that the long way gives (Clinger 1990).</summary>
    /// <typeparam name="T">Letters, or bytes of UTF-8.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="point">The decimal separator.</param>
    /// <param name="number">The number.</param>
    /// <returns>False if it has to be read the long way, or is no number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParseShort<T>(ReadOnlySpan<T> text, T point, out double number)
        where T : unmanaged, IBinaryInteger<T>
    {
        number = 0;
        if (text.Length is 0 or > MostDigits + 2)
            return false;
        int k = text[0] == T.CreateTruncating('-') ? 1 : 0;
        long mantissa = 0;
        int first = k;
        int behind = -1;
        for (; k < text.Length; k++)
        {
            uint digit = uint.CreateTruncating(text[k]) - '0';
            if (digit <= 9)
                mantissa = (10 * mantissa) + digit;
            else if (text[k] == point && behind < 0)
                behind = k + 1;
            else
                return false;
        }

        int count = k - first - (behind < 0 ? 0 : 1);
        if (count is 0 or > MostDigits || mantissa > MostExact)
            return false;
        number = behind < 0 ? mantissa : mantissa / PowersOfTen[k - behind];
        number = first > 0 ? -number : number;
        return true;
    }
}

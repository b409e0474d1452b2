using System.Globalization;

namespace SneTools;

/// <summary>One cell of a table as it was read: empty, a number, or a text, which may spell a number.</summary>
public readonly struct Cell
{
    private Cell(double number, string? text, bool isNumber, bool isEmpty = false, bool isAbsent = false)
    {
        Number = number;
        Text = text;
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

    private string? Text { get; }

    /// <summary>A cell that holds a number.</summary>
    public static Cell FromNumber(double number) => new(number, null, isNumber: true);

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

    /// <summary>A cell that holds a text, even one that spells a number or is blank.</summary>
    public static Cell FromOpaqueText(string text) => new(double.NaN, text, isNumber: false);

    /// <summary>Reads a number as all of SneTools does: invariant culture, no thousands separators.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    /// <summary>Writes a number as all of SneTools does: invariant culture, the shortest text that reads back as the
    /// same number.</summary>
    public static string Format(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The text of the cell as it was; null if there is none.</summary>
    public string? AsText() => Text ?? (IsEmpty ? null : Format(Number));
}

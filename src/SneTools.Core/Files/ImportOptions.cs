using System.Globalization;
using System.Text;

namespace SneTools;

/// <summary>How a file is read.</summary>
public sealed record ImportOptions
{
    /// <summary>The character between the cells of a text, a blank for any number of blanks and tabs; null to find the one that divides
    /// the first lines into the same number of cells: comma, tab, semicolon, bar or blanks.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The decimal separator of a text; null to find it, a point or a comma. Marks between thousands are not read.</summary>
    public char? DecimalSeparator { get; init; }

    /// <summary>The encoding of a text; null for UTF-8. A byte order mark tells otherwise.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>True for a text whose first line is a row like the others. Its columns are named X1, X2, …</summary>
    public bool NoHeader { get; init; }

    /// <summary>Which columns are embedded, ride along or are left out.</summary>
    public ColumnSelection Columns { get; init; } = new();

    /// <summary>What to do with cells that hold no finite number.</summary>
    public MissingValuePolicy MissingValue { get; init; }

    /// <summary>The most rows read, at least 1, from the first on, or from the first that is not passed over; null for all.</summary>
    public int? First { get; init; }

    /// <summary>Rows that are passed over before the first that is read, at least 0. Numbers in a file of known layout are not even read, nor are
    /// whole groups of rows of a Parquet file; of a text the lines are counted. All rows keep the numbers that they have in the file.</summary>
    public int Skip { get; init; }

    /// <summary>Bytes that a file's contents may take where they are more than its size accounts for: of a compressed file, or of one whose
    /// few bytes stand for many rows or columns. Null for a thousand times its size, and 64 MB of any.</summary>
    public long? MaxExpandedSize { get; init; }

    /// <summary>A file with a label for every row; null if there is none.</summary>
    public string? LabelPath { get; init; }

    /// <summary>The row, from 0, behind the last that is read, if there are as many.</summary>
    internal int End => (int)Math.Min(int.MaxValue, (long)Skip + (First ?? int.MaxValue));

    /// <summary>The same, with the separators of a culture where none are given.</summary>
    /// <param name="culture">The culture.</param>
    public ImportOptions With(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return this with
        {
            Delimiter = Delimiter ?? culture.TextInfo.ListSeparator[0],
            DecimalSeparator = DecimalSeparator ?? culture.NumberFormat.NumberDecimalSeparator[0],
        };
    }
}

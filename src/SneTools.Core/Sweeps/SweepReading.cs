using System.Text;

namespace SneTools;

/// <summary>How the files of a sweep are read, beside which of their columns: <see cref="ImportOptions"/>.</summary>
public sealed record SweepReading
{
    /// <summary>The character between cells; null to find it.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The decimal separator; null to find it.</summary>
    public char? DecimalSeparator { get; init; }

    /// <summary>The number of the encoding's code page; null for UTF-8.</summary>
    public int? CodePage { get; init; }

    /// <summary>True where the first line is a row.</summary>
    public bool NoHeader { get; init; }

    /// <summary>The most rows read of a file; null for all.</summary>
    public int? First { get; init; }

    /// <summary>Bytes that a file's contents may take; null for a thousand times its size.</summary>
    public long? MaxExpandedSize { get; init; }

    /// <summary>What a plan keeps of how files are read.</summary>
    /// <param name="options">How.</param>
    public static SweepReading Of(ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SweepReading
        {
            Delimiter = options.Delimiter,
            DecimalSeparator = options.DecimalSeparator,
            CodePage = options.Encoding?.CodePage,
            NoHeader = options.NoHeader,
            First = options.First,
            MaxExpandedSize = options.MaxExpandedSize,
        };
    }

    /// <summary>How a file is read for a run.</summary>
    /// <param name="settings">The run's settings.</param>
    internal ImportOptions ToOptions(SweepSettings settings) => new()
    {
        Delimiter = Delimiter,
        DecimalSeparator = DecimalSeparator,
        Encoding = CodePage is { } page ? CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page) : null,
        NoHeader = NoHeader,
        First = First,
        MaxExpandedSize = MaxExpandedSize,
        Columns = settings.Columns,
        MissingValue = settings.MissingValue,
    };
}

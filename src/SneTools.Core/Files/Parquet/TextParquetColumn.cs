using Parquet;
using Parquet.Schema;

namespace SneTools;

/// <summary>A column whose values are texts, or things with a text of their own: truths, dates, identifiers.</summary>
/// <param name="field">Its description.</param>
/// <param name="budget">How much the file may expand to.</param>
/// <param name="toText">The text of a value.</param>
/// <param name="toNumber">The number of a value, where it is one; by default that which its text spells.</param>
internal sealed class TextParquetColumn<T>(DataField field, Expansion budget, Func<T, string?> toText, Func<T, double>? toNumber = null)
    : ParquetColumn(field, budget)
    where T : struct
{
    /// <inheritdoc/>
    public override bool IsNumeric => false;

    /// <inheritdoc/>
    public override int BytesOfRow => ParquetValues<T>.BytesOfRow + IntPtr.Size;

    /// <inheritdoc/>
    public override void ReadNumbers(ParquetRowGroupReader group, Span<double> target, CancellationToken cancellation)
    {
        using ParquetValues<T> values = ReadValues<T>(group, cancellation);
        var texts = new RepeatedTexts<T>(toText, values.Count, Budget);
        int i = 0;
        foreach (T? value in values)
            target[i++] = value is not { } there ? Missing : toNumber is null ? ToNumber(texts.Of(there)) : toNumber(there);
    }

    /// <inheritdoc/>
    public override string?[] ReadTexts(ParquetRowGroupReader group, CancellationToken cancellation)
    {
        using ParquetValues<T> values = ReadValues<T>(group, cancellation);
        return new RepeatedTexts<T>(toText, values.Count, Budget).Of(values);
    }

    private static double ToNumber(string? text)
    {
        var cell = Cell.FromText(text);
        return cell.IsEmpty ? Missing : cell.Number;
    }
}

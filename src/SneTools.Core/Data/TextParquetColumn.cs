using Parquet;
using Parquet.Schema;

namespace SneTools;

/// <summary>A column whose values are texts, or things with a text of their own: truths, dates, identifiers.</summary>
/// <param name="field">Its description.</param>
/// <param name="toText">The text of a value.</param>
/// <param name="toNumber">The number of a value, where it is one; by default that which its text spells.</param>
internal sealed class TextParquetColumn<T>(DataField field, Func<T, string?> toText, Func<T, double>? toNumber = null)
    : ParquetColumn(field)
    where T : struct
{
    /// <inheritdoc/>
    public override bool IsNumeric => false;

    /// <inheritdoc/>
    public override void ReadNumbers(ParquetRowGroupReader group, Span<double> target, CancellationToken cancellation)
    {
        (T[] values, int[] levels) = ReadValues<T>(group, cancellation);
        int next = 0;
        for (int i = 0; i < target.Length; i++)
            target[i] = levels.Length == 0 || levels[i] == Field.MaxDefinitionLevel ? ToNumber(values[next++]) : Missing;
    }

    /// <inheritdoc/>
    public override string?[] ReadTexts(ParquetRowGroupReader group, CancellationToken cancellation)
    {
        (T[] values, int[] levels) = ReadValues<T>(group, cancellation);
        var texts = new string?[values.Length];
        int next = 0;
        for (int i = 0; i < texts.Length; i++)
            texts[i] = levels.Length == 0 || levels[i] == Field.MaxDefinitionLevel ? toText(values[next++]) : null;
        return texts;
    }

    private double ToNumber(T value)
    {
        if (toNumber is not null)
            return toNumber(value);
        var cell = Cell.FromText(toText(value));
        return cell.IsEmpty ? Missing : cell.Number;
    }
}

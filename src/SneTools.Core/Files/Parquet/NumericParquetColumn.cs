using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace SneTools;

/// <summary>A column of numbers of one type.</summary>
/// <param name="field">Its description.</param>
/// <param name="budget">How much the file may expand to.</param>
internal sealed class NumericParquetColumn<T>(DataField field, Expansion budget) : ParquetColumn(field, budget)
    where T : struct, INumber<T>
{
    /// <summary>Bytes of the text of most numbers.</summary>
    private const int BytesOfText = 32;

    /// <inheritdoc/>
    public override bool IsNumeric => true;

    /// <inheritdoc/>
    public override int BytesOfRow => ParquetValues<T>.BytesOfRow;

    /// <inheritdoc/>
    public override void ReadNumbers(ParquetRowGroupReader group, Span<double> target, CancellationToken cancellation)
    {
        using ParquetValues<T> values = ReadValues<T>(group, cancellation);
        int i = 0;
        foreach (T? value in values)
            target[i++] = value is { } number ? double.CreateTruncating(number) : Missing;
    }

    /// <inheritdoc/>
    public override string?[] ReadTexts(ParquetRowGroupReader group, CancellationToken cancellation)
    {
        using ParquetValues<T> values = ReadValues<T>(group, cancellation);
        Budget.Take((double)values.Count * BytesOfText, "A column of texts");
        var texts = new string?[values.Count];
        int i = 0;
        foreach (T? value in values)
            texts[i++] = value?.ToString(null, CultureInfo.InvariantCulture);
        return texts;
    }
}

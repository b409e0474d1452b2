using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace SneTools;

/// <summary>A column of numbers of one type.</summary>
internal sealed class NumericParquetColumn<T>(DataField field) : ParquetColumn(field)
    where T : struct, INumber<T>
{
    /// <inheritdoc/>
    public override bool IsNumeric => true;

    /// <inheritdoc/>
    public override void ReadNumbers(ParquetRowGroupReader group, Span<double> target, CancellationToken cancellation)
    {
        (T[] values, int[] levels) = ReadValues<T>(group, cancellation);
        int next = 0;
        for (int i = 0; i < target.Length; i++)
        {
            bool isThere = levels.Length == 0 || levels[i] == Field.MaxDefinitionLevel;
            target[i] = isThere ? double.CreateTruncating(values[next++]) : Missing;
        }
    }

    /// <inheritdoc/>
    public override string?[] ReadTexts(ParquetRowGroupReader group, CancellationToken cancellation)
    {
        (T[] values, int[] levels) = ReadValues<T>(group, cancellation);
        int next = 0;
        return
        [
            .. Enumerable.Range(0, values.Length).Select(i => levels.Length == 0 || levels[i] == Field.MaxDefinitionLevel
                ? values[next++].ToString(null, CultureInfo.InvariantCulture)
                : null)
        ];
    }
}

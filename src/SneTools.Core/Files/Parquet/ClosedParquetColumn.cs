using Parquet;
using Parquet.Schema;

namespace SneTools;

/// <summary>A column that is neither numbers nor text: lists, bytes. It is left out, and an error if somebody asks for it.</summary>
/// <param name="field">Its description.</param>
/// <param name="budget">How much the file may expand to.</param>
/// <param name="what">What it holds, as a plural.</param>
internal sealed class ClosedParquetColumn(DataField field, Expansion budget, string what) : ParquetColumn(field, budget)
{
    /// <inheritdoc/>
    public override bool IsNumeric => false;

    /// <inheritdoc/>
    public override bool HasTexts => false;

    /// <inheritdoc/>
    public override int BytesOfRow => 0;

    /// <inheritdoc/>
    public override void ReadNumbers(ParquetRowGroupReader group, Span<double> target, CancellationToken cancellation) => throw Refused();

    /// <inheritdoc/>
    public override string?[] ReadTexts(ParquetRowGroupReader group, CancellationToken cancellation) => throw Refused();

    private SneException Refused() => new(
        SneError.NotANumber, $"The column '{Name}' holds {what}, neither numbers nor texts.", column: Name);
}

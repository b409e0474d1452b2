using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace SneTools;

/// <summary>A column of a Parquet file.</summary>
/// <param name="description">Its description.</param>
/// <param name="budget">How much the file may expand to.</param>
internal abstract class ParquetColumn(DataField description, Expansion budget)
{
    /// <summary>A NaN that no file holds by accident: the cell was null.</summary>
    public static double Missing { get; } = BitConverter.UInt64BitsToDouble(0x7FF8_0000_4D49_5353);

    /// <summary>The name; of a column within a record the names on the way, with points between them.</summary>
    public string Name { get; } = string.Join('.', description.Path.ToList());

    /// <summary>The path as the file's description has it.</summary>
    public string Key { get; } = ParquetFooter.Key(description.Path.ToList());

    /// <summary>True when the values are numbers.</summary>
    public abstract bool IsNumeric { get; }

    /// <summary>True when the values can be a text: of all but lists and bytes.</summary>
    public virtual bool HasTexts => true;

    /// <summary>Bytes that a row takes while its group is read, beside the table.</summary>
    public abstract int BytesOfRow { get; }

    /// <summary>How much the file may expand to.</summary>
    protected Expansion Budget => budget;

    /// <summary>The column of a description.</summary>
    public static ParquetColumn Of(DataField field, Expansion budget)
    {
        Type type = field.ClrType;
        if (field.MaxRepetitionLevel > 0)
            return new ClosedParquetColumn(field, budget, "lists");
        if (type == typeof(double))
            return new NumericParquetColumn<double>(field, budget);
        if (type == typeof(float))
            return new NumericParquetColumn<float>(field, budget);
        if (type == typeof(int))
            return Number<int>(field, budget);
        if (type == typeof(long))
            return Number<long>(field, budget);
        if (type == typeof(byte))
            return new NumericParquetColumn<byte>(field, budget);
        if (type == typeof(sbyte))
            return new NumericParquetColumn<sbyte>(field, budget);
        if (type == typeof(short))
            return new NumericParquetColumn<short>(field, budget);
        if (type == typeof(ushort))
            return new NumericParquetColumn<ushort>(field, budget);
        if (type == typeof(uint))
            return new NumericParquetColumn<uint>(field, budget);
        if (type == typeof(ulong))
            return new NumericParquetColumn<ulong>(field, budget);
        if (type == typeof(decimal))
            return new NumericParquetColumn<decimal>(field, budget);
        if (type == typeof(BigInteger))
            return new NumericParquetColumn<BigInteger>(field, budget);
        if (type == typeof(bool))
            return new TextParquetColumn<bool>(field, budget, value => value ? "True" : "False", value => value ? 1 : 0);
        if (type == typeof(DateTime))
            return new TextParquetColumn<DateTime>(field, budget, value => value.ToString("o", CultureInfo.InvariantCulture));
        if (type == typeof(DateOnly))
            return new TextParquetColumn<DateOnly>(field, budget, value => value.ToString("o", CultureInfo.InvariantCulture));
        if (type == typeof(Guid))
            return new TextParquetColumn<Guid>(field, budget, value => value.ToString());
        return type == typeof(ReadOnlyMemory<char>)
            ? new TextParquetColumn<ReadOnlyMemory<char>>(field, budget, value => value.Length == 0 ? null : value.ToString())
            : new ClosedParquetColumn(field, budget, "bytes");
    }

    /// <summary>Bytes of the file that hold the column's part of a group.</summary>
    public long Bytes(ParquetRowGroupReader group) => group.GetMetadata(description)?.MetaData?.TotalCompressedSize ?? 0;

    /// <summary>Reads the numbers of a group: <see cref="Missing"/> for null.</summary>
    /// <param name="group">The rows.</param>
    /// <param name="target">A place for every row.</param>
    /// <param name="cancellation">Ends the work.</param>
    public abstract void ReadNumbers(ParquetRowGroupReader group, Span<double> target, CancellationToken cancellation);

    /// <summary>Reads the values of a group as texts; null for null.</summary>
    public abstract string?[] ReadTexts(ParquetRowGroupReader group, CancellationToken cancellation);

    /// <summary>Reads the values of the first rows as texts.</summary>
    public List<string?> ReadTexts(ParquetContents contents, int? first, CancellationToken cancellation)
    {
        int rows = (int)Math.Min(contents.Rows, first ?? int.MaxValue);
        var texts = new List<string?>();
        foreach (ParquetRowGroupReader group in contents.Groups.TakeWhile(_ => texts.Count < rows))
            texts.AddRange(ReadTexts(group, cancellation).Take(rows - texts.Count));
        return texts;
    }

    /// <summary>An error about a column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="what">What is wrong with it, as the end of a sentence.</param>
    public static SneException Damaged(string name, FormattableString what) =>
        new(SneError.InvalidFile, $"The column '{name}' of the Parquet file {FormattableString.Invariant(what)}.", column: name);

    /// <summary>The values of a group that are not null, and which of the rows have one.</summary>
    protected ParquetValues<T> ReadValues<T>(ParquetRowGroupReader group, CancellationToken cancellation)
        where T : struct
    {
        long values = group.GetMetadata(description)?.MetaData?.NumValues ?? throw Damaged(Name, $"lacks a group of {group.RowCount} rows");
        if (values != group.RowCount)
            throw Damaged(Name, $"has {values} values for {group.RowCount} rows");
        MemoryBudget.Require(
            (double)values * BytesOfRow,
            $"A group of {values} rows of the column '{Name}'",
            "Write the file with smaller groups of rows.");
        return ParquetContents.Guard(() => ParquetValues<T>.Read(group, description, (int)values, cancellation));
    }

    private static ParquetColumn Number<T>(DataField field, Expansion budget)
        where T : unmanaged, INumber<T> => field is TimeDataField
            ? new TextParquetColumn<T>(field, budget, value => value.ToString(null, CultureInfo.InvariantCulture))
            : new NumericParquetColumn<T>(field, budget);
}

using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace SneTools;

/// <summary>A column of a Parquet file.</summary>
/// <param name="description">Its description.</param>
internal abstract class ParquetColumn(DataField description)
{
    /// <summary>A NaN that no file holds by accident: the cell was null.</summary>
    public static double Missing { get; } = BitConverter.UInt64BitsToDouble(0x7FF8_0000_4D49_5353);

    /// <summary>The name; of a column within a record the names on the way, with points between them.</summary>
    public string Name { get; } = string.Join('.', description.Path.ToList());

    /// <summary>True when the values are numbers.</summary>
    public abstract bool IsNumeric { get; }

    /// <summary>True when the values can be a text: of all but lists and bytes.</summary>
    public virtual bool HasTexts => true;

    /// <summary>The description.</summary>
    protected DataField Field => description;

    /// <summary>The column of a description.</summary>
    public static ParquetColumn Of(DataField field)
    {
        Type type = field.ClrType;
        if (field.MaxRepetitionLevel > 0)
            return new ClosedParquetColumn(field, "lists");
        if (type == typeof(double))
            return new NumericParquetColumn<double>(field);
        if (type == typeof(float))
            return new NumericParquetColumn<float>(field);
        if (type == typeof(int))
            return Number<int>(field);
        if (type == typeof(long))
            return Number<long>(field);
        if (type == typeof(byte))
            return new NumericParquetColumn<byte>(field);
        if (type == typeof(sbyte))
            return new NumericParquetColumn<sbyte>(field);
        if (type == typeof(short))
            return new NumericParquetColumn<short>(field);
        if (type == typeof(ushort))
            return new NumericParquetColumn<ushort>(field);
        if (type == typeof(uint))
            return new NumericParquetColumn<uint>(field);
        if (type == typeof(ulong))
            return new NumericParquetColumn<ulong>(field);
        if (type == typeof(decimal))
            return new NumericParquetColumn<decimal>(field);
        if (type == typeof(BigInteger))
            return new NumericParquetColumn<BigInteger>(field);
        if (type == typeof(bool))
            return new TextParquetColumn<bool>(field, value => value ? "True" : "False", value => value ? 1 : 0);
        if (type == typeof(DateTime))
            return new TextParquetColumn<DateTime>(field, value => value.ToString("o", CultureInfo.InvariantCulture));
        if (type == typeof(DateOnly))
            return new TextParquetColumn<DateOnly>(field, value => value.ToString("o", CultureInfo.InvariantCulture));
        if (type == typeof(Guid))
            return new TextParquetColumn<Guid>(field, value => value.ToString());
        return type == typeof(ReadOnlyMemory<char>)
            ? new TextParquetColumn<ReadOnlyMemory<char>>(field, value => value.Length == 0 ? null : value.ToString())
            : new ClosedParquetColumn(field, "bytes");
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

    /// <summary>The values of a group that are not null, and which of the rows have one (empty: all).</summary>
    protected (T[] Values, int[] Levels) ReadValues<T>(ParquetRowGroupReader group, CancellationToken cancellation)
        where T : struct
    {
        long values = group.GetMetadata(description)?.MetaData?.NumValues ?? throw Damaged($"lacks a group of {group.RowCount} rows");
        if (values != group.RowCount)
            throw Damaged($"has {values} values for {group.RowCount} rows");
        MemoryBudget.Require(
            (double)values * (Unsafe.SizeOf<T>() + sizeof(int)),
            $"A group of {values} rows of the column '{Name}'",
            "Write the file with smaller groups of rows.");
        return ParquetContents.Guard(() =>
        {
            var numbers = new T[values];
            var levels = new int[description.MaxDefinitionLevel > 0 ? values : 0];
            group.ReadRawAsync<T>(description, numbers, levels.Length > 0 ? (Memory<int>?)levels : null, null, cancellation).AsTask().GetAwaiter().GetResult();
            return (numbers, levels);
        });
    }

    private static ParquetColumn Number<T>(DataField field)
        where T : unmanaged, INumber<T> => field is TimeDataField
            ? new TextParquetColumn<T>(field, value => value.ToString(null, CultureInfo.InvariantCulture))
            : new NumericParquetColumn<T>(field);

    private SneException Damaged(FormattableString what) => new(
        SneError.InvalidFile, $"The column '{Name}' of the Parquet file {FormattableString.Invariant(what)}.", column: Name);
}

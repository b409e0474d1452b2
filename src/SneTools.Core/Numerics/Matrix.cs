using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SneTools;

/// <summary>A dense matrix of doubles in row-major order.</summary>
public sealed class Matrix
{
    /// <summary>Creates a matrix of zeros.</summary>
    /// <param name="rows">Number of rows, at least 0.</param>
    /// <param name="columns">Number of columns, at least 0.</param>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>: more elements than an array can hold.
    /// </exception>
    public Matrix(int rows, int columns)
        : this(rows, columns, Allocate(rows, columns))
    {
    }

    /// <summary>Wraps an array without copying it.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="values">The elements, row after row: <paramref name="rows"/> × <paramref name="columns"/>.</param>
    public Matrix(int rows, int columns, double[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentNullException.ThrowIfNull(values);
        if (values.LongLength != (long)rows * columns)
            throw new ArgumentException($"Expected {rows} x {columns} values, found {values.LongLength}.", nameof(values));
        Rows = rows;
        Columns = columns;
        Values = values;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The elements, row after row; the matrix's own storage.</summary>
    public double[] Values { get; }

    /// <summary>The element in a row and a column, both counted from 0.</summary>
    public double this[int row, int column]
    {
        get => Row(row)[column];
        set => Row(row)[column] = value;
    }

    /// <summary>Copies a two-dimensional array.</summary>
    public static Matrix FromArray(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var matrix = new Matrix(values.GetLength(0), values.GetLength(1));
        Flatten(values).CopyTo(matrix.Values);
        return matrix;
    }

    /// <summary>One row of the matrix, as a view.</summary>
    public Span<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>A copy as a two-dimensional array.</summary>
    public double[,] ToArray()
    {
        var result = new double[Rows, Columns];
        Values.CopyTo(Flatten(result));
        return result;
    }

    /// <summary>A copy of the matrix.</summary>
    public Matrix Clone() => new(Rows, Columns, (double[])Values.Clone());

    /// <summary>A copy whose columns have mean 0.</summary>
    public Matrix Center()
    {
        double[] means = Means();
        Matrix result = Clone();
        for (int i = 0; i < Rows; i++)
        {
            for (int k = 0; k < Columns; k++)
                result.Values[(i * Columns) + k] -= means[k];
        }

        return result;
    }

    /// <summary>A copy whose rows have length 1; rows of zeros stay.</summary>
    public Matrix NormalizeRows()
    {
        Matrix result = Clone();
        for (int i = 0; i < Rows; i++)
        {
            Span<double> row = result.Row(i);
            double factor = Distance.InverseLength(row);
            for (int k = 0; k < row.Length; k++)
                row[k] *= factor;
        }

        return result;
    }

    /// <summary>The mean of every column.</summary>
    public double[] Means()
    {
        var means = new double[Columns];
        for (int i = 0; i < Rows; i++)
        {
            ReadOnlySpan<double> row = Row(i);
            for (int k = 0; k < row.Length; k++)
                means[k] += row[k] / Rows;
        }

        return means;
    }

    /// <summary>Some of the rows, in the order given.</summary>
    /// <param name="rows">Which, counted from 0.</param>
    internal Matrix Select(ReadOnlySpan<int> rows)
    {
        var result = new Matrix(rows.Length, Columns);
        for (int i = 0; i < rows.Length; i++)
            Row(rows[i]).CopyTo(result.Row(i));
        return result;
    }

    /// <summary>True when all rows have the same number in a column.</summary>
    /// <param name="column">The column, counted from 0.</param>
    internal bool IsConstant(int column)
    {
        for (int i = 1; i < Rows; i++)
        {
            if (this[i, column] != this[0, column])
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Rows} x {Columns}";

    private static Span<double> Flatten(double[,] values) => MemoryMarshal.CreateSpan(
        ref Unsafe.As<byte, double>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length);

    private static double[] Allocate(int rows, int columns)
    {
        long length = (long)rows * columns;
        if (length > Array.MaxLength)
        {
            throw new SneException(
                SneError.OutOfMemory,
                $"A matrix of {rows} x {columns} numbers is larger than one array can be ({Array.MaxLength} numbers).");
        }

        return new double[Math.Max(0, length)];
    }
}

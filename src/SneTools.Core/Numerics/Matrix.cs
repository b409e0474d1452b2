using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SneTools;

/// <summary>A dense matrix of doubles in row-major order.</summary>
/// <remarks>Numbers that came in single precision are kept so until somebody asks for all of them, or for a row to write to; then they become
/// doubles, and stay so.</remarks>
public sealed class Matrix
{
    private double[]? _doubles;
    private float[]? _singles;

    /// <summary>Creates a matrix of zeros.</summary>
    /// <param name="rows">Number of rows, at least 0.</param>
    /// <param name="columns">Number of columns, at least 0.</param>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>: more elements than an array can hold.
    /// </exception>
    public Matrix(int rows, int columns)
        : this(rows, columns, Allocate<double>(rows, columns))
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
        _doubles = values;
    }

    /// <summary>Wraps numbers of single precision without copying them.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="values">The elements, row after row: <paramref name="rows"/> × <paramref name="columns"/>.</param>
    internal Matrix(int rows, int columns, float[] values)
    {
        if (values.LongLength != (long)rows * columns)
            throw new ArgumentException($"Expected {rows} x {columns} values, found {values.LongLength}.", nameof(values));
        Rows = rows;
        Columns = columns;
        _singles = values;
    }

    /// <summary>A matrix of whatever lay in its memory, all of which is to be written: many gigabytes are not set to zero first, which nothing
    /// could interrupt.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>: more elements than an array can hold.</exception>
    internal static Matrix Unset(int rows, int columns) => new(rows, columns, Allocate<double>(rows, columns, isUnset: true));

    /// <summary>A matrix of zeros that keeps single precision.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <exception cref="SneException"><see cref="SneError.OutOfMemory"/>: more elements than an array can hold.</exception>
    internal static Matrix OfSingles(int rows, int columns) => new(rows, columns, Allocate<float>(rows, columns));

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The elements, row after row; the matrix's own storage.</summary>
    public double[] Values => Volatile.Read(ref _doubles) ?? Widen();

    /// <summary>The numbers in the precision they are kept in, if that is single; null once they are doubles.</summary>
    internal float[]? Singles => Volatile.Read(ref _doubles) is null ? Volatile.Read(ref _singles) : null;

    /// <summary>The element in a row and a column, both counted from 0.</summary>
    public double this[int row, int column]
    {
        get => Volatile.Read(ref _doubles) is { } doubles ? doubles.AsSpan(row * Columns, Columns)[column] : ReadRow(row)[column];
        set
        {
            if (Singles is { } singles && ((float)value == value || double.IsNaN(value)))
                singles.AsSpan(row * Columns, Columns)[column] = (float)value;
            else
                Row(row)[column] = value;
        }
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

    /// <summary>One row of the matrix, to be read as it is kept.</summary>
    /// <param name="row">The row, counted from 0.</param>
    internal MatrixRow ReadRow(int row) => Singles is { } singles
        ? new MatrixRow(singles.AsSpan(row * Columns, Columns))
        : new MatrixRow(Values.AsSpan(row * Columns, Columns));

    /// <summary>A copy as a two-dimensional array.</summary>
    public double[,] ToArray()
    {
        var result = new double[Rows, Columns];
        Values.CopyTo(Flatten(result));
        return result;
    }

    /// <summary>A copy of the matrix.</summary>
    public Matrix Clone() => Singles is { } singles ? new(Rows, Columns, (float[])singles.Clone()) : new(Rows, Columns, (double[])Values.Clone());

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
    public double[] Means() => Means(CancellationToken.None);

    /// <summary>The same, until somebody ends it.</summary>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    internal double[] Means(CancellationToken cancellation)
    {
        var means = new double[Columns];
        for (int i = 0; i < Rows; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            MatrixRow row = ReadRow(i);
            for (int k = 0; k < row.Length; k++)
                means[k] += row[k] / Rows;
        }

        return means;
    }

    /// <summary>Some of the rows, in the order given.</summary>
    /// <param name="rows">Which, counted from 0.</param>
    internal Matrix Select(ReadOnlySpan<int> rows)
    {
        if (Singles is not { } singles)
        {
            var result = new Matrix(rows.Length, Columns);
            for (int i = 0; i < rows.Length; i++)
                Row(rows[i]).CopyTo(result.Row(i));
            return result;
        }

        Matrix kept = OfSingles(rows.Length, Columns);
        for (int i = 0; i < rows.Length; i++)
            singles.AsSpan(rows[i] * Columns, Columns).CopyTo(kept._singles.AsSpan(i * Columns));
        return kept;
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

    /// <summary>Makes doubles of numbers of single precision, once, whoever asks first.</summary>
    private double[] Widen()
    {
        if (Volatile.Read(ref _singles) is { } singles)
        {
            double[] doubles = Allocate<double>(Rows, Columns, isUnset: true);
            for (int k = 0; k < doubles.Length; k++)
                doubles[k] = singles[k];
            Interlocked.CompareExchange(ref _doubles, doubles, null);
            Volatile.Write(ref _singles, null);
        }

        return Volatile.Read(ref _doubles)!;
    }

    private static T[] Allocate<T>(int rows, int columns, bool isUnset = false)
    {
        long length = (long)rows * columns;
        if (length > Array.MaxLength)
        {
            throw new SneException(
                SneError.OutOfMemory,
                $"A matrix of {rows} x {columns} numbers is larger than one array can be ({Array.MaxLength} numbers).");
        }

        length = Math.Max(0, length);
        return isUnset ? GC.AllocateUninitializedArray<T>((int)length) : new T[length];
    }
}

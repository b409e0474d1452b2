using System.Buffers;
using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace SneTools;

/// <summary>The values of a column in a group of rows, in arrays that the next column takes over.</summary>
internal readonly struct ParquetValues<T> : IDisposable
    where T : struct
{
    private readonly T[] _values;
    private readonly int[] _levels;
    private readonly int _most;

    private ParquetValues(T[] values, int[] levels, int count, int most)
    {
        _values = values;
        _levels = levels;
        _most = most;
        Count = count;
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Bytes of a row: the value, how much of it there is, and its place in a dictionary.</summary>
    public static int BytesOfRow => Unsafe.SizeOf<T>() + (2 * sizeof(int));

    /// <summary>Reads the values.</summary>
    /// <param name="group">The rows.</param>
    /// <param name="field">The column.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static ParquetValues<T> Read(ParquetRowGroupReader group, DataField field, int count, CancellationToken cancellation)
    {
        int most = field.MaxDefinitionLevel;
        T[] values = ArrayPool<T>.Shared.Rent(count);
        int[] levels = ArrayPool<int>.Shared.Rent(most > 0 ? count : 0);
        var result = new ParquetValues<T>(values, levels, count, most);
        try
        {
            // Nothing that an earlier column left may show through.
            values.AsSpan(0, count).Clear();
            Memory<int>? places = most > 0 ? (Memory<int>?)levels.AsMemory(0, count) : null;
            group.ReadRawAsync<T>(field, values.AsMemory(0, count), places, null, cancellation).AsTask().GetAwaiter().GetResult();
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>Goes through the rows.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<T>.Shared.Return(_values, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        ArrayPool<int>.Shared.Return(_levels);
    }

    /// <summary>Goes through the rows: the value, or null where it is missing.</summary>
    public struct Enumerator(ParquetValues<T> values)
    {
        private int _row = -1;
        private int _next;

        /// <summary>The value of the row.</summary>
        public T? Current { get; private set; }

        /// <summary>Goes to the next row.</summary>
        public bool MoveNext()
        {
            if (++_row == values.Count)
                return false;
            Current = values._most == 0 || values._levels[_row] == values._most ? values._values[_next++] : null;
            return true;
        }
    }
}

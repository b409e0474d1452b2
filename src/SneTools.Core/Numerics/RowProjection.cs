using System.Buffers;
using System.Runtime.Intrinsics;

namespace SneTools;

/// <summary>Products of the rows of a centered matrix with a few vectors.</summary>
internal static unsafe class RowProjection
{
    private const int BlockSize = 64;

    /// <summary>Computes XVᵀ, n × k.</summary>
    /// <param name="data">X, n × h.</param>
    /// <param name="vectors">V, k × h.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    public static Matrix Compute(CenteredRows data, Matrix vectors, ThreadTeam team) =>
        Vector512.IsHardwareAccelerated
            ? Compute<Lanes512<double>>(data, vectors, team)
            : Compute<Lanes256<double>>(data, vectors, team);

    /// <summary>The same, for registers of a given width.</summary>
    public static Matrix Compute<TLanes>(
        CenteredRows data,
        Matrix vectors,
        ThreadTeam team)
        where TLanes : struct, ILanes<TLanes, double>
    {
        var result = new Matrix(data.Rows, vectors.Rows);
        var blocks = new RowBlocks(data.Rows, BlockSize);
        using NativeBuffer<double> strips = Pack(vectors, PanelKernel<TLanes>.Columns);
        double* packed = strips.Pointer;
        team.Run(blocks.Count, block =>
        {
            double[] rows = ArrayPool<double>.Shared.Rent(PanelKernel<TLanes>.Rows * data.Columns);
            for (int i = blocks.Start(block); i < blocks.End(block); i += PanelKernel<TLanes>.Rows)
                Multiply<TLanes>(data, i, rows, packed, result);
            ArrayPool<double>.Shared.Return(rows);
        });
        return result;
    }

    /// <summary>Four rows, or as many as there are, times all vectors.</summary>
    private static void Multiply<TLanes>(CenteredRows data, int first, double[] rows, double* strips, Matrix result)
        where TLanes : struct, ILanes<TLanes, double>
    {
        const int Together = PanelKernel<TLanes>.Rows;
        int width = PanelKernel<TLanes>.Columns;
        int count = Math.Min(Together, data.Rows - first);
        for (int r = 0; r < Together; r++)
        {
            // Rows beyond the last are the last again: the kernel has a fixed shape.
            int row = first + Math.Min(r, count - 1);
            for (int k = 0; k < data.Columns; k++)
                rows[(k * Together) + r] = data[row, k];
        }

        double* products = stackalloc double[Together * width];
        fixed (double* a = rows)
        {
            for (int c = 0; c < result.Columns; c += width)
            {
                PanelKernel<TLanes>.Multiply(a, Together, strips + ((long)c * data.Columns), data.Columns, products);
                int length = Math.Min(width, result.Columns - c);
                for (int r = 0; r < count; r++)
                    new ReadOnlySpan<double>(products + (r * width), length).CopyTo(result.Row(first + r)[c..]);
            }
        }
    }

    /// <summary>Strips of vectors: the first numbers of all vectors in a strip, then the second, and so on; 0 for vectors
    /// beyond the last.</summary>
    private static NativeBuffer<double> Pack(Matrix vectors, int width)
    {
        var strips = new NativeBuffer<double>((long)new RowBlocks(vectors.Rows, width).Count * width * vectors.Columns);
        for (int v = 0; v < vectors.Rows; v++)
        {
            double* target = strips.Pointer + ((long)(v / width) * width * vectors.Columns) + (v % width);
            ReadOnlySpan<double> vector = vectors.Row(v);
            for (int k = 0; k < vector.Length; k++)
                target[(long)k * width] = vector[k];
        }

        return strips;
    }
}

namespace SneTools;

/// <summary>The products of all pairs of vectors, for registers of a given width.</summary>
/// <remarks>
/// The vectors are the columns, or the rows, of the data. A slice of them is packed at a time: strips of as many vectors as
/// the kernel takes, so that it reads memory in order. Every tile of the result then adds the slice's products to itself;
/// as the slices follow each other in order, its sums do not depend on the threads.
/// </remarks>
/// <typeparam name="TLanes">The registers.</typeparam>
internal sealed unsafe class InnerProducts<TLanes>
    where TLanes : struct, ILanes<TLanes, double>
{
    /// <summary>Numbers of each vector in a slice: two strips of that length stay in the cache nearest to the processor,
    /// or the next.</summary>
    private const int Depth = 256;

    /// <summary>Vectors on a side of a tile: enough work to be worth handing to a thread.</summary>
    private const int TileSize = 64;

    private static readonly int Width = PanelKernel<TLanes>.Columns;

    private readonly CenteredRows _data;
    private readonly bool _ofRows;
    private readonly int _count;
    private readonly Matrix _result;
    private readonly double* _panel;
    private int _start;
    private int _depth;

    private InnerProducts(CenteredRows data, bool ofRows, double* panel, Matrix result)
    {
        _data = data;
        _ofRows = ofRows;
        _panel = panel;
        _result = result;
        _count = ofRows ? data.Rows : data.Columns;
    }

    /// <summary>Computes the products.</summary>
    /// <param name="data">n × h.</param>
    /// <param name="ofRows">True for products of rows, n × n; false for products of columns, h × h.</param>
    /// <param name="team">The threads that do the work.</param>
    public static Matrix Compute(CenteredRows data, bool ofRows, ThreadTeam team)
    {
        int count = ofRows ? data.Rows : data.Columns;
        int length = ofRows ? data.Columns : data.Rows;
        var strips = new RowBlocks(count, Width);
        MemoryBudget.Require(8.0 * count * count, $"The products of {count} vectors", "Use fewer rows or columns.");
        using var panel = new NativeBuffer<double>((long)strips.Count * Width * Depth);
        var products = new InnerProducts<TLanes>(data, ofRows, panel.Pointer, new Matrix(count, count));
        (int Row, int Column)[] tiles = Tiles(new RowBlocks(count, TileSize).Count);
        for (int start = 0; start < length; start += Depth)
        {
            team.ThrowIfCanceled();
            products._start = start;
            products._depth = Math.Min(Depth, length - start);
            team.Run(strips.Count, products.Pack);
            team.Run(tiles.Length, tile => products.Add(tiles[tile].Row, tiles[tile].Column));
        }

        products.Mirror();
        return products._result;
    }

    /// <summary>The tiles on and above the diagonal.</summary>
    private static (int Row, int Column)[] Tiles(int count) =>
        [.. Enumerable.Range(0, count).SelectMany(row => Enumerable.Range(row, count - row).Select(column => (row, column)))];

    /// <summary>Copies a slice of the vectors of one strip. What is beyond the last vector is left: nobody reads its products.
    /// </summary>
    private void Pack(int strip)
    {
        double* target = _panel + ((long)strip * Width * Depth);
        int first = strip * Width;
        int width = Math.Min(Width, _count - first);
        if (_ofRows)
        {
            for (int v = 0; v < width; v++)
            {
                for (int k = 0; k < _depth; k++)
                    target[(k * Width) + v] = _data[first + v, _start + k];
            }
        }
        else
        {
            for (int k = 0; k < _depth; k++)
            {
                for (int v = 0; v < width; v++)
                    target[(k * Width) + v] = _data[_start + k, first + v];
            }
        }
    }

    private void Add(int tileRow, int tileColumn)
    {
        double* products = stackalloc double[PanelKernel<TLanes>.Rows * Width];
        int endRow = Math.Min(_count, (tileRow + 1) * TileSize);
        int endColumn = Math.Min(_count, (tileColumn + 1) * TileSize);
        for (int column = tileColumn * TileSize; column < endColumn; column += Width)
        {
            double* b = _panel + ((long)column * Depth);
            for (int row = tileRow * TileSize; row < Math.Min(endRow, column + Width); row += PanelKernel<TLanes>.Rows)
            {
                double* a = _panel + ((long)(row / Width) * Width * Depth) + (row % Width);
                PanelKernel<TLanes>.Multiply(a, Width, b, _depth, products);
                Add(products, row, column);
            }
        }
    }

    private void Add(double* products, int row, int column)
    {
        int width = Math.Min(Width, _count - column);
        for (int r = 0; r < Math.Min(PanelKernel<TLanes>.Rows, _count - row); r++)
        {
            Span<double> target = _result.Row(row + r).Slice(column, width);
            for (int c = 0; c < target.Length; c++)
                target[c] += products[(r * Width) + c];
        }
    }

    /// <summary>Copies what is above the diagonal to below it.</summary>
    private void Mirror()
    {
        for (int i = 0; i < _count; i++)
        {
            for (int j = 0; j < i; j++)
                _result[i, j] = _result[j, i];
        }
    }
}

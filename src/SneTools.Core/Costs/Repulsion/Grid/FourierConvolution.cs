using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>The field of charges on a grid through Fourier transforms: O(m log m) for m nodes, whatever the kernel.</summary>
/// <typeparam name="TLanes">How many numbers are computed with at once.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// The grid lies on rings of twice its size, so that no charge meets its own images. Three things keep the work small. The
/// charges are real: two halves of the grid are transformed as the real and the imaginary part of one. The kernel is even, so
/// its transform is real. And an axis is transformed, multiplied and transformed back while it is in the cache, with
/// other frequencies side by side in the lanes of a register.
/// </remarks>
internal sealed unsafe class FourierConvolution<TLanes, T> : IGridConvolution<T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Func<double, double> _weight;
    private readonly int _reach;
    private readonly int _refinement;
    private readonly ThreadTeam _team;
    private readonly Action<int> _splitColumns;
    private readonly Action<int> _convolveRows;
    private readonly Action<int> _joinColumns;
    private GridGeometry _grid;
    private FourierPlan<TLanes, T>? _outer;
    private FourierPlan<TLanes, T>? _middle;
    private FourierPlan<TLanes, T>? _inner;
    private NativeBuffer<T> _kernel = new(0);
    private NativeBuffer<T> _spectrum = new(0);
    private BufferPool<T>? _columns;
    private BufferPool<T>? _rows;
    private T* _nodes;

    /// <summary>Prepares a convolution.</summary>
    /// <param name="weight">w(d²).</param>
    /// <param name="team">The threads that do the work; must outlive this object.</param>
    /// <param name="reach">Nodes beyond which w has vanished.</param>
    /// <param name="refinement">How many times finer the grid is that charges come from and the field goes to; 1 if it is this one.</param>
    public FourierConvolution(Func<double, double> weight, ThreadTeam team, int reach = int.MaxValue, int refinement = 1)
    {
        _reach = reach;
        _refinement = refinement;
        _weight = weight;
        _team = team;
        _splitColumns = SplitColumns;
        _convolveRows = ConvolveRows;
        _joinColumns = JoinColumns;
    }

    /// <summary>Nodes of one line of the first axis: depth in a 3-D map, height in a 2-D one.</summary>
    private int OuterNodes => _grid.Depth > 1 ? _grid.Depth : _grid.Height;

    private int MiddleNodes => _grid.Depth > 1 ? _grid.Height : 1;

    private int Columns => MiddleNodes * _grid.Width;

    /// <summary>From one row of the spectrum, of the last axis, to the next: those of a plane have room for the whole ring, so that they are
    /// transformed where they lie.</summary>
    private int RowPitch => MiddleNodes == 1 ? _inner!.Length : _grid.Width;

    private int OuterBlocks => (KernelSpectrum.Half(_outer!.Length) + TLanes.Count - 1) / TLanes.Count;

    private static int Lanes => TLanes.Count;

    private static int Stride => 2 * TLanes.Count;

    /// <inheritdoc/>
    public void Prepare(GridGeometry grid)
    {
        if (grid == _grid)
            return;
        FreeLines();
        _grid = grid;
        _outer = new FourierPlan<TLanes, T>(KernelSpectrum.RingLength(OuterNodes, _reach));
        _middle = new FourierPlan<TLanes, T>(KernelSpectrum.RingLength(MiddleNodes, _reach));
        _inner = new FourierPlan<TLanes, T>(KernelSpectrum.RingLength(grid.Width, _reach));
        NativeBuffer<T>.Reserve(ref _spectrum, (long)OuterBlocks * MiddleNodes * RowPitch * Stride);
        _columns = new BufferPool<T>(_team.Size, 2L * _outer.Size);
        _rows = new BufferPool<T>(
            _team.Size, (2L * Math.Max(_inner.Size, _middle.Size)) + (MiddleNodes > 1 ? (long)_middle.Length * _inner.Length * Stride : 0));
        FillKernel();
    }

    /// <inheritdoc/>
    public T* Convolve(T* nodes)
    {
        _nodes = nodes;
        int strips = Columns / Stride;
        _team.Run(strips, _splitColumns);
        _team.Run(OuterBlocks, _convolveRows);
        _team.Run(strips, _joinColumns);
        return nodes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        _kernel.Dispose();
        _spectrum.Dispose();
    }

    /// <summary>Gives memory back until the next grid.</summary>
    public void Free()
    {
        FreeLines();
        _kernel.Dispose();
        _spectrum.Dispose();
        (_kernel, _spectrum) = (new(0), new(0));
        _grid = default;
    }

    private void FreeLines()
    {
        _outer?.Dispose();
        _middle?.Dispose();
        _inner?.Dispose();
        _columns?.Dispose();
        _rows?.Dispose();
        _grid = default;
    }

    /// <summary>The kernel's transform, the frequencies of the first axis in the lanes.</summary>
    private void FillKernel()
    {
        using NativeBuffer<double> values = KernelSpectrum.Compute(
            _weight, _grid.Spacing, [_outer!.Length, _middle!.Length, _inner!.Length], _refinement, _team);
        int outerHalf = KernelSpectrum.Half(_outer.Length);
        int plane = KernelSpectrum.Half(_middle.Length) * KernelSpectrum.Half(_inner.Length);
        NativeBuffer<T>.Reserve(ref _kernel, (long)OuterBlocks * plane * Lanes);
        new Span<T>(_kernel.Pointer + ((long)(OuterBlocks - 1) * plane * Lanes), plane * Lanes).Clear();
        double* numbers = values.Pointer;
        _team.Run(OuterBlocks, block =>
        {
            T* target = _kernel.Pointer + ((long)block * plane * Lanes);
            int lanes = Math.Min(Lanes, outerHalf - (block * Lanes));
            for (int j = 0; j < plane; j++, target += Lanes)
            {
                for (int lane = 0; lane < lanes; lane++)
                    target[lane] = T.CreateTruncating(numbers[((((long)block * Lanes) + lane) * plane) + j]);
            }
        });
    }

    /// <summary>Transforms some columns along the first axis: those of the strip as real parts, those half a row further as
    /// imaginary parts.</summary>
    private void SplitColumns(int strip)
    {
        int first = strip * Lanes;
        int second = first + (Columns / 2);
        T* data = _columns!.Take(out int ticket);
        for (int r = 0; r < OuterNodes; r++)
        {
            T* row = _nodes + ((long)r * Columns);
            TLanes.Load(row + first).Store(data + ((long)r * Stride));
            TLanes.Load(row + second).Store(data + ((long)r * Stride) + Lanes);
        }

        new Span<T>(data + ((long)OuterNodes * Stride), (_outer!.Length - OuterNodes) * Stride).Clear();
        T* result = _outer.Transform(data, data + _outer.Size);
        TLanes factor = TLanes.Broadcast(T.CreateTruncating(0.5));
        T* squares = stackalloc T[4 * Lanes * Lanes];
        for (int block = 0; block < OuterBlocks; block++)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                // Frequencies beyond half the ring fill the last block up.
                int k = ((block * Lanes) + lane) % _outer.Length;
                T* here = result + ((long)k * Stride);
                T* mirror = result + ((long)((_outer.Length - k) % _outer.Length) * Stride);
                TLanes real = TLanes.Load(here) * factor;
                TLanes imaginary = TLanes.Load(here + Lanes) * factor;
                TLanes mirrorReal = TLanes.Load(mirror) * factor;
                TLanes mirrorImaginary = TLanes.Load(mirror + Lanes) * factor;
                T* row = squares + (lane * Lanes);
                (real + mirrorReal).Store(row);
                (imaginary - mirrorImaginary).Store(row + (Lanes * Lanes));
                (imaginary + mirrorImaginary).Store(row + (2 * Lanes * Lanes));
                (mirrorReal - real).Store(row + (3 * Lanes * Lanes));
            }

            for (int part = 0; part < 4; part++)
                TLanes.Transpose(squares + (part * Lanes * Lanes), Lanes, SpectrumAt(block, part < 2 ? first : second) + (part % 2 * Lanes), Stride);
        }

        _columns.Return(ticket);
    }

    /// <summary>The inverse of <see cref="SplitColumns"/>: writes the field of the strip's columns to the grid.</summary>
    private void JoinColumns(int strip)
    {
        int first = strip * Lanes;
        int second = first + (Columns / 2);
        T* data = _columns!.Take(out int ticket);
        int half = KernelSpectrum.Half(_outer!.Length);
        T* squares = stackalloc T[4 * Lanes * Lanes];
        for (int block = 0; block < OuterBlocks; block++)
        {
            // Real and imaginary parts have changed places.
            for (int part = 0; part < 4; part++)
            {
                T* source = SpectrumAt(block, part < 2 ? first : second) + (((part + 1) % 2) * Lanes);
                TLanes.Transpose(source, Stride, squares + (part * Lanes * Lanes), Lanes);
            }

            for (int lane = 0; lane < Lanes && (block * Lanes) + lane < half; lane++)
            {
                int k = (block * Lanes) + lane;
                T* row = squares + (lane * Lanes);
                TLanes real = TLanes.Load(row);
                TLanes imaginary = TLanes.Load(row + (Lanes * Lanes));
                TLanes otherReal = TLanes.Load(row + (2 * Lanes * Lanes));
                TLanes otherImaginary = TLanes.Load(row + (3 * Lanes * Lanes));

                // Real and imaginary parts change places, which makes the transform an inverse one.
                T* mirror = data + ((long)((_outer.Length - k) % _outer.Length) * Stride);
                (otherReal - imaginary).Store(mirror);
                (real + otherImaginary).Store(mirror + Lanes);
                T* here = data + ((long)k * Stride);
                (imaginary + otherReal).Store(here);
                (real - otherImaginary).Store(here + Lanes);
            }
        }

        T* result = _outer.Transform(data, data + _outer.Size);
        for (int r = 0; r < OuterNodes; r++)
        {
            T* row = _nodes + ((long)r * Columns);
            TLanes.Load(result + ((long)r * Stride) + Lanes).Store(row + first);
            TLanes.Load(result + ((long)r * Stride)).Store(row + second);
        }

        _columns.Return(ticket);
    }

    /// <summary>A block of frequencies of a column: their real parts; the imaginary ones follow.</summary>
    private T* SpectrumAt(int block, int column) => _spectrum.Pointer + ((((long)block * MiddleNodes * RowPitch) + column) * Stride);

    /// <summary>Transforms the other axes for a register of frequencies of the first, multiplies by the kernel, and transforms
    /// back, real and imaginary parts exchanged.</summary>
    private void ConvolveRows(int block)
    {
        T* scratch = _rows!.Take(out int ticket);
        T* spectrum = SpectrumAt(block, 0);
        long plane = (long)KernelSpectrum.Half(_middle!.Length) * KernelSpectrum.Half(_inner!.Length);
        T* kernel = _kernel.Pointer + (block * plane * Lanes);
        if (MiddleNodes == 1)
            ConvolveRow(spectrum, kernel, scratch);
        else
            ConvolvePlane(spectrum, kernel, scratch);
        _rows.Return(ticket);
    }

    /// <summary>Convolves along the last axis, in place; real and imaginary parts change places.</summary>
    /// <param name="row">A row of nodes, with room for the whole ring.</param>
    /// <param name="kernel">The kernel's transform along the row.</param>
    /// <param name="scratch">Room for two rings.</param>
    private void ConvolveRow(T* row, T* kernel, T* scratch)
    {
        int nodes = _grid.Width;
        int ring = _inner!.Length;
        T* other = scratch + _inner.Size;
        new Span<T>(row + ((long)nodes * Stride), (ring - nodes) * Stride).Clear();
        T* result = _inner.Transform(row, scratch, other);
        for (int q = 0; q < ring; q++)
        {
            // Real and imaginary parts change places, which makes the next transform an inverse one.
            TLanes factor = TLanes.Load(kernel + ((long)Math.Min(q, ring - q) * Lanes));
            T* here = result + ((long)q * Stride);
            TLanes real = TLanes.Load(here) * factor;
            (TLanes.Load(here + Lanes) * factor).Store(here);
            real.Store(here + Lanes);
        }

        _inner.Transform(result, result == scratch ? other : scratch, result, row);
    }

    /// <summary>Convolves along the last two axes of a 3-D map, in place.</summary>
    private void ConvolvePlane(T* spectrum, T* kernel, T* scratch)
    {
        int width = _grid.Width;
        int nodes = MiddleNodes;
        int ring = _middle!.Length;
        int pitch = _inner!.Length;
        T* plane = scratch + (2L * Math.Max(_inner.Size, _middle.Size));
        for (int x = 0; x < width; x++)
        {
            for (int y = 0; y < nodes; y++)
                Copy(spectrum + ((((long)y * width) + x) * Stride), scratch + ((long)y * Stride));
            new Span<T>(scratch + ((long)nodes * Stride), (ring - nodes) * Stride).Clear();
            T* result = _middle.Transform(scratch, scratch + _middle.Size);
            for (int q = 0; q < ring; q++)
                Copy(result + ((long)q * Stride), plane + ((((long)q * pitch) + x) * Stride));
        }

        for (int q = 0; q < ring; q++)
        {
            long line = (long)Math.Min(q, ring - q) * KernelSpectrum.Half(pitch) * Lanes;
            ConvolveRow(plane + ((long)q * pitch * Stride), kernel + line, scratch);
        }

        for (int x = 0; x < width; x++)
        {
            for (int q = 0; q < ring; q++)
                Copy(plane + ((((long)q * pitch) + x) * Stride), scratch + ((long)q * Stride));
            T* result = _middle.Transform(scratch, scratch + _middle.Size);
            for (int y = 0; y < nodes; y++)
                Copy(result + ((long)y * Stride), spectrum + ((((long)y * width) + x) * Stride));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(T* source, T* target)
    {
        TLanes.Load(source).Store(target);
        TLanes.Load(source + Lanes).Store(target + Lanes);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>
/// The field of charges on a grid for a kernel that is a product of one factor for each axis, as exp(-d²) is: a sum along
/// one axis after the other, cut off where the kernel has vanished.
/// </summary>
/// <typeparam name="TLanes">How many numbers are computed with at once.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// It takes less work than Fourier transforms for so short a kernel, and it is local: where few charges are near, the
/// field is as exact, relative to itself, as anywhere else.
/// </remarks>
internal sealed unsafe class SeparableConvolution<TLanes, T> : IGridConvolution<T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Distance at which a factor, 1e-11, is left out.</summary>
    private const double Reach = 5;

    private readonly Func<double, double> _weight;
    private readonly ThreadTeam _team;
    private readonly Action<int> _sumAcross;
    private readonly Action<int> _sumAlong;
    private GridGeometry _grid;
    private NativeBuffer<T> _scratch = new(0);
    private BufferPool<T>? _lines;
    private T[] _taps = [];
    private T* _from;
    private T* _to;

    // Lines that a sum across runs over, their length, and the distance between successive ones.
    private int _lineCount;
    private int _lineLength;

    public SeparableConvolution(Func<double, double> weight, ThreadTeam team)
    {
        _weight = weight;
        _team = team;
        _sumAcross = SumAcross;
        _sumAlong = SumAlong;
    }

    private int LongestAxis => Math.Max(_grid.Width, Math.Max(_grid.Height, _grid.Depth));

    /// <inheritdoc/>
    public void Prepare(GridGeometry grid)
    {
        if (grid == _grid)
            return;
        _lines?.Dispose();
        _grid = grid;
        NativeBuffer<T>.Reserve(ref _scratch, (long)grid.Size);
        _taps = Taps();
        _lines = new BufferPool<T>(_team.Size, grid.Width + (2L * _taps.Length) + TLanes.Count);
    }

    /// <inheritdoc/>
    public T* Convolve(T* nodes)
    {
        _from = nodes;
        _to = _scratch.Pointer;
        _team.Run(_grid.Depth * _grid.Height, _sumAlong);
        if (_grid.Height > 1)
            RunAcross(_grid.Height, _grid.Width);
        if (_grid.Depth > 1)
            RunAcross(_grid.Depth, _grid.Height * _grid.Width);
        return _to;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _scratch.Dispose();
        _lines?.Dispose();
    }

    private void RunAcross(int count, int length)
    {
        T* result = _from;
        _from = _to;
        _to = result;
        _lineCount = count;
        _lineLength = length;
        _team.Run(_grid.Depth * _grid.Height, _sumAcross);
    }

    /// <summary>The kernel's factor for an axis, at nodes 0, 1, … apart, as the spline needs it.</summary>
    private T[] Taps()
    {
        double reach = Math.Ceiling(Reach / _grid.Spacing);
        int count = (int)Math.Min(LongestAxis, reach + SplineWindow.Order);
        int ring = KernelSpectrum.RingLength(Math.Max(2, count));
        using NativeBuffer<double> values = KernelSpectrum.Compute(_weight, _grid.Spacing, [1, 1, ring], 1, _team);
        var spectrum = new ReadOnlySpan<double>(values.Pointer, (int)values.Length);
        var taps = new T[count];
        for (int m = 0; m < count; m++)
        {
            double sum = spectrum[0] + (spectrum[^1] * (m % 2 == 0 ? 1 : -1));
            for (int k = 1; k < spectrum.Length - 1; k++)
                sum += 2 * spectrum[k] * Math.Cos(2 * Math.PI * ((long)k * m % ring) / ring);
            taps[m] = T.CreateTruncating(sum);
        }

        return taps;
    }

    /// <summary>Sums along a line that is contiguous in memory.</summary>
    private void SumAlong(int line)
    {
        int width = _grid.Width;
        int taps = _taps.Length;
        T* padded = _lines!.Take(out int ticket);
        new Span<T>(padded, taps).Clear();
        Buffer.MemoryCopy(_from + ((long)line * width), padded + taps, (long)width * sizeof(T), (long)width * sizeof(T));
        new Span<T>(padded + taps + width, taps).Clear();
        T* target = _to + ((long)line * width);
        fixed (T* tap = _taps)
        {
            for (int x = 0; x < width; x += 2 * TLanes.Count)
            {
                T* center = padded + taps + x;
                TLanes first = TLanes.Load(center) * TLanes.Broadcast(tap[0]);
                TLanes second = TLanes.Load(center + TLanes.Count) * TLanes.Broadcast(tap[0]);
                for (int m = 1; m < taps; m++)
                {
                    TLanes factor = TLanes.Broadcast(tap[m]);
                    T* after = center + m;
                    T* before = center - m;
                    first = TLanes.MultiplyAdd(TLanes.Load(after) + TLanes.Load(before), factor, first);
                    second = TLanes.MultiplyAdd(
                        TLanes.Load(after + TLanes.Count) + TLanes.Load(before + TLanes.Count), factor, second);
                }

                first.Store(target + x);
                second.Store(target + x + TLanes.Count);
            }
        }

        _lines.Return(ticket);
    }

    /// <summary>Sums lines with the lines around them: one row of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumAcross(int row)
    {
        int width = _grid.Width;
        int perLine = _lineLength / width;
        int line = row / perLine % _lineCount;
        int first = Math.Max(0, line - (_taps.Length - 1));
        int last = Math.Min(_lineCount - 1, line + (_taps.Length - 1));
        T* target = _to + ((long)row * width);
        T* source = _from + ((long)row * width) - ((long)line * _lineLength);
        fixed (T* taps = _taps)
        {
            for (int x = 0; x < width; x += 2 * TLanes.Count)
            {
                TLanes left = TLanes.Broadcast(T.Zero);
                TLanes right = TLanes.Broadcast(T.Zero);
                for (int k = first; k <= last; k++)
                {
                    TLanes factor = TLanes.Broadcast(taps[Math.Abs(k - line)]);
                    T* other = source + ((long)k * _lineLength) + x;
                    left = TLanes.MultiplyAdd(TLanes.Load(other), factor, left);
                    right = TLanes.MultiplyAdd(TLanes.Load(other + TLanes.Count), factor, right);
                }

                left.Store(target + x);
                right.Store(target + x + TLanes.Count);
            }
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>
/// The discrete Fourier transform of one length, of as many complex sequences side by side as a register has lanes
/// (Stockham's algorithm with radices 4, 2, 3 and 5: no bit reversal, every access a whole register).
/// </summary>
/// <typeparam name="TLanes">How many sequences are transformed at once.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// Element k of the sequences is a register of real parts followed by a register of imaginary parts. The inverse is the
/// same transform with real and imaginary parts exchanged in its input and its output, without the factor 1/length.
/// </remarks>
internal sealed unsafe class FourierPlan<TLanes, T> : IDisposable
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _radices;
    private readonly NativeBuffer<T> _twiddles;

    /// <summary>Prepares the transform.</summary>
    /// <param name="length">A product of 2, 3 and 5; see <see cref="FourierLength"/>.</param>
    public FourierPlan(int length)
    {
        Length = length;
        _radices = [.. FourierLength.Radices(length)];
        _twiddles = new NativeBuffer<T>(2L * length * Math.Max(1, _radices.Length));
        FillTwiddles();
    }

    /// <summary>Length of the sequences.</summary>
    public int Length { get; }

    /// <summary>Numbers that one element of the sequences takes.</summary>
    public static int Stride => 2 * TLanes.Count;

    /// <summary>Numbers that the sequences take.</summary>
    public int Size => Length * Stride;

    /// <summary>Σⱼ xⱼ exp(-2πi jk / length).</summary>
    /// <param name="data"><see cref="Size"/> numbers; overwritten.</param>
    /// <param name="scratch">As many again.</param>
    /// <returns>Where the result is: <paramref name="data"/> or <paramref name="scratch"/>.</returns>
    public T* Transform(T* data, T* scratch) => Transform(data, scratch, data);

    /// <summary>The same from a place that is left as it is, unless it is one of the other two.</summary>
    /// <param name="source"><see cref="Size"/> numbers.</param>
    /// <param name="first">As many, overwritten: not the source.</param>
    /// <param name="second">As many, overwritten.</param>
    /// <param name="target">Where the result is to go, which may be none of the others; null for the first or second place.</param>
    /// <returns>Where the result is.</returns>
    public T* Transform(T* source, T* first, T* second, T* target = null)
    {
        T* from = source;
        T* to = first;
        T* next = second;
        T* twiddles = _twiddles.Pointer;
        int length = Length;
        int stride = 1;
        foreach (int radix in _radices)
        {
            int parts = length / radix;
            if (parts == 1 && target is not null)
                to = target;
            Pass(radix, from, to, twiddles, parts, stride);
            twiddles += 2 * (radix - 1) * parts;
            from = to;
            to = next;
            next = from;
            length = parts;
            stride *= radix;
        }

        return from;
    }

    /// <inheritdoc/>
    public void Dispose() => _twiddles.Dispose();

    private static void Pass(int radix, T* from, T* to, T* twiddles, int parts, int stride)
    {
        switch (radix)
        {
            case 4:
                Pass4(from, to, twiddles, parts, stride);
                break;
            case 2:
                Pass2(from, to, twiddles, parts, stride);
                break;
            case 3:
                Pass3(from, to, twiddles, parts, stride);
                break;
            default:
                Pass5(from, to, twiddles, parts, stride);
                break;
        }
    }

    /// <summary>For every pass and every p, exp(-2πi pr / length) for r = 1 … radix - 1.</summary>
    private void FillTwiddles()
    {
        T* target = _twiddles.Pointer;
        int length = Length;
        foreach (int radix in _radices)
        {
            int parts = length / radix;
            for (int p = 0; p < parts; p++)
            {
                for (int r = 1; r < radix; r++)
                {
                    (double sin, double cos) = Math.SinCos(-2 * Math.PI * ((long)p * r % length) / length);
                    *target++ = T.CreateTruncating(cos);
                    *target++ = T.CreateTruncating(sin);
                }
            }

            length = parts;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass2(T* from, T* to, T* twiddles, int parts, int stride)
    {
        nint step = (nint)parts * stride * Stride;
        for (int p = 0; p < parts; p++)
        {
            var w = new Twiddle(twiddles + (2 * p));
            T* x = from + ((nint)p * stride * Stride);
            T* y = to + ((nint)p * stride * 2 * Stride);
            for (int q = 0; q < stride; q++, x += Stride, y += Stride)
            {
                Complex a = Complex.Load(x);
                Complex b = Complex.Load(x + step);
                (a + b).Store(y);
                w.Rotate(a - b).Store(y + ((nint)stride * Stride));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass4(T* from, T* to, T* twiddles, int parts, int stride)
    {
        nint step = (nint)parts * stride * Stride;
        nint leap = (nint)stride * Stride;
        for (int p = 0; p < parts; p++)
        {
            var w1 = new Twiddle(twiddles + (6 * p));
            var w2 = new Twiddle(twiddles + (6 * p) + 2);
            var w3 = new Twiddle(twiddles + (6 * p) + 4);
            T* x = from + (p * leap);
            T* y = to + (4 * p * leap);
            for (int q = 0; q < stride; q++, x += Stride, y += Stride)
            {
                Complex a = Complex.Load(x);
                Complex b = Complex.Load(x + step);
                Complex c = Complex.Load(x + (2 * step));
                Complex d = Complex.Load(x + (3 * step));
                Complex even = a + c;
                Complex odd = a - c;
                Complex sum = b + d;
                Complex turned = (b - d).TimesMinusI();
                (even + sum).Store(y);
                w1.Rotate(odd + turned).Store(y + leap);
                w2.Rotate(even - sum).Store(y + (2 * leap));
                w3.Rotate(odd - turned).Store(y + (3 * leap));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass3(T* from, T* to, T* twiddles, int parts, int stride)
    {
        nint step = (nint)parts * stride * Stride;
        nint leap = (nint)stride * Stride;
        TLanes half = Constant(0.5);
        TLanes sine = Constant(Math.Sin(2 * Math.PI / 3));
        for (int p = 0; p < parts; p++)
        {
            var w1 = new Twiddle(twiddles + (4 * p));
            var w2 = new Twiddle(twiddles + (4 * p) + 2);
            T* x = from + (p * leap);
            T* y = to + (3 * p * leap);
            for (int q = 0; q < stride; q++, x += Stride, y += Stride)
            {
                Complex a = Complex.Load(x);
                Complex b = Complex.Load(x + step);
                Complex c = Complex.Load(x + (2 * step));
                Complex sum = b + c;
                Complex middle = a - sum.Times(half);
                Complex turned = (b - c).Times(sine).TimesMinusI();
                (a + sum).Store(y);
                w1.Rotate(middle + turned).Store(y + leap);
                w2.Rotate(middle - turned).Store(y + (2 * leap));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass5(T* from, T* to, T* twiddles, int parts, int stride)
    {
        nint step = (nint)parts * stride * Stride;
        nint leap = (nint)stride * Stride;
        TLanes cos1 = Constant(Math.Cos(0.4 * Math.PI));
        TLanes cos2 = Constant(Math.Cos(0.8 * Math.PI));
        TLanes sin1 = Constant(Math.Sin(0.4 * Math.PI));
        TLanes sin2 = Constant(Math.Sin(0.8 * Math.PI));
        for (int p = 0; p < parts; p++)
        {
            T* w = twiddles + (8 * p);
            T* x = from + (p * leap);
            T* y = to + (5 * p * leap);
            for (int q = 0; q < stride; q++, x += Stride, y += Stride)
            {
                Complex a = Complex.Load(x);
                Complex b = Complex.Load(x + step);
                Complex c = Complex.Load(x + (2 * step));
                Complex d = Complex.Load(x + (3 * step));
                Complex e = Complex.Load(x + (4 * step));
                Complex outer = b + e;
                Complex inner = c + d;
                Complex outerTurn = (b - e).TimesMinusI();
                Complex innerTurn = (c - d).TimesMinusI();
                Complex first = a + outer.Times(cos1) + inner.Times(cos2);
                Complex second = a + outer.Times(cos2) + inner.Times(cos1);
                Complex firstTurn = outerTurn.Times(sin1) + innerTurn.Times(sin2);
                Complex secondTurn = outerTurn.Times(sin2) - innerTurn.Times(sin1);
                (a + outer + inner).Store(y);
                new Twiddle(w).Rotate(first + firstTurn).Store(y + leap);
                new Twiddle(w + 2).Rotate(second + secondTurn).Store(y + (2 * leap));
                new Twiddle(w + 4).Rotate(second - secondTurn).Store(y + (3 * leap));
                new Twiddle(w + 6).Rotate(first - firstTurn).Store(y + (4 * leap));
            }
        }
    }

    private static TLanes Constant(double value) => TLanes.Broadcast(T.CreateTruncating(value));

    /// <summary>One element of the sequences.</summary>
    private readonly struct Complex(TLanes real, TLanes imaginary)
    {
        public readonly TLanes Real = real;
        public readonly TLanes Imaginary = imaginary;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Complex Load(T* source) => new(TLanes.Load(source), TLanes.Load(source + TLanes.Count));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Complex operator +(Complex a, Complex b) => new(a.Real + b.Real, a.Imaginary + b.Imaginary);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Complex operator -(Complex a, Complex b) => new(a.Real - b.Real, a.Imaginary - b.Imaginary);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Complex Times(TLanes factor) => new(Real * factor, Imaginary * factor);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Complex TimesMinusI() => new(Imaginary, TLanes.Broadcast(T.Zero) - Real);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(T* target)
        {
            Real.Store(target);
            Imaginary.Store(target + TLanes.Count);
        }
    }

    /// <summary>A rotation, the same for all sequences.</summary>
    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly struct Twiddle(T* source)
    {
        private readonly TLanes _cos = TLanes.Broadcast(source[0]);
        private readonly TLanes _sin = TLanes.Broadcast(source[1]);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Complex Rotate(Complex x) => new(
            (x.Real * _cos) - (x.Imaginary * _sin),
            TLanes.MultiplyAdd(x.Real, _sin, x.Imaginary * _cos));
    }
}

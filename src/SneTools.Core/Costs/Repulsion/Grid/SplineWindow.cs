using System.Numerics;
using System.Runtime.CompilerServices;

namespace SneTools;

/// <summary>
/// The weights with which a point's charge is laid on the grid nodes around it, and with which a field on the grid is read
/// at the point: the cardinal B-spline of order 8 (degree 7).
/// </summary>
/// <typeparam name="TEight">Eight numbers.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
/// <remarks>
/// The spline is six times differentiable, so the gradient of a field can be read as well as the field; it is exact for
/// polynomials, so a map much smaller than the kernel costs no accuracy; and it has one register of weights.
/// </remarks>
internal sealed unsafe class SplineWindow<TEight, T> : IDisposable
    where TEight : struct, ILanes<TEight, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly NativeBuffer<T> _values = new(SplineWindow.Order * SplineWindow.Order);
    private readonly NativeBuffer<T> _slopes = new((SplineWindow.Order - 1) * SplineWindow.Order);

    public SplineWindow()
    {
        double[][] pieces = SplineWindow.Pieces();
        for (int node = 0; node < SplineWindow.Order; node++)
        {
            for (int power = 0; power < SplineWindow.Order; power++)
            {
                double coefficient = pieces[node][power];
                _values.Pointer[(power * SplineWindow.Order) + node] = T.CreateTruncating(coefficient);
                if (power > 0)
                    _slopes.Pointer[((power - 1) * SplineWindow.Order) + node] = T.CreateTruncating(power * coefficient);
            }
        }
    }

    /// <summary>The weights of the eight nodes for a point at a fraction of the cell, counted from the cell's middle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TEight Values(T offset) => Horner(_values.Pointer, SplineWindow.Order - 1, offset);

    /// <summary>The derivatives of the weights, per cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TEight Slopes(T offset) => Horner(_slopes.Pointer, SplineWindow.Order - 2, offset);

    /// <inheritdoc/>
    public void Dispose()
    {
        _values.Dispose();
        _slopes.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TEight Horner(T* coefficients, int degree, T offset)
    {
        TEight x = TEight.Broadcast(offset);
        TEight result = TEight.Load(coefficients + (degree * SplineWindow.Order));
        for (int power = degree - 1; power >= 0; power--)
            result = TEight.MultiplyAdd(result, x, TEight.Load(coefficients + (power * SplineWindow.Order)));
        return result;
    }
}

/// <summary>The spline itself.</summary>
internal static class SplineWindow
{
    /// <summary>Number of nodes around a point.</summary>
    public const int Order = 8;

    /// <summary>The polynomial of every node's weight, by ascending powers of the fraction counted from the cell's middle
    /// (the recursion of de Boor 1972).</summary>
    public static double[][] Pieces()
    {
        double[][] pieces = [[0.5, -1], [0.5, 1]];
        for (int order = 3; order <= Order; order++)
        {
            var next = new double[order][];
            for (int node = 0; node < order; node++)
            {
                next[node] = new double[order];
                if (node > 0)
                    AddProduct(next[node], pieces[node - 1], order - 0.5 - node, 1, order - 1);
                if (node < order - 1)
                    AddProduct(next[node], pieces[node], 0.5 + node, -1, order - 1);
            }

            pieces = next;
        }

        return pieces;
    }

    /// <summary>The squared Fourier transform of the spline at the nodes, on a ring of a given length: what laying down and
    /// reading off multiply a field's frequencies by.</summary>
    public static double[] Response(int length)
    {
        double[] nodes = Values(-0.5);
        var response = new double[length];
        for (int k = 0; k < length; k++)
        {
            double real = 0;
            double imaginary = 0;
            for (int node = 0; node < Order; node++)
            {
                (double sin, double cos) = Math.SinCos(2 * Math.PI * ((long)k * node % length) / length);
                real += nodes[node] * cos;
                imaginary += nodes[node] * sin;
            }

            response[k] = (real * real) + (imaginary * imaginary);
        }

        return response;
    }

    /// <summary>The weights of the eight nodes for a point at a fraction of the cell, counted from the cell's middle.</summary>
    public static double[] Values(double offset) => [.. Pieces().Select(piece => Evaluate(piece, offset))];

    private static double Evaluate(double[] polynomial, double x)
    {
        double result = 0;
        for (int power = polynomial.Length - 1; power >= 0; power--)
            result = (result * x) + polynomial[power];
        return result;
    }

    /// <summary>Adds a polynomial times (constant + slope x) / divisor.</summary>
    private static void AddProduct(double[] target, double[] polynomial, double constant, double slope, double divisor)
    {
        for (int power = 0; power < polynomial.Length; power++)
        {
            target[power] += polynomial[power] * constant / divisor;
            target[power + 1] += polynomial[power] * slope / divisor;
        }
    }
}

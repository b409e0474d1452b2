using System.Numerics;
using MathNet.Numerics.Random;

namespace SneTools;

/// <summary>
/// Searches the leading eigenvectors of a large symmetric matrix C in small subspaces: from a block of vectors V, the best
/// that the span of V, CV, C²V … holds (Rayleigh and Ritz), which are the next V. The first block is random, of a fixed seed.
/// </summary>
/// <remarks>Every sum has a fixed order, so the result does not depend on the number of threads.</remarks>
internal sealed class LeadingSubspace
{
    /// <summary>Powers of C in a subspace. More make each search costlier, and better.</summary>
    private const int Powers = 4;

    /// <summary>Vectors sought beyond those asked for: the farther the first that is left out lies below the last that is
    /// asked for, the fewer searches there are.</summary>
    private const int Surplus = 16;

    /// <summary>‖Cv - λv‖ over the largest eigenvalue at which v is found.</summary>
    private const double Tolerance = 1e-11;

    /// <summary>Length of the rest of a unit vector that is rounding.</summary>
    private const double Vanishing = 1e-12;

    /// <summary>The most searches. Eigenvalues that lie so close together as to need more have eigenvectors that the last
    /// digits of the data decide, and one of them is as good as another.</summary>
    private const int MaxSearches = 40;

    private readonly int _size;
    private readonly int _count;
    private readonly int _block;
    private readonly ThreadTeam _team;
    private readonly Func<Matrix, Matrix> _multiply;
    private readonly double _tolerance;
    private readonly int _searches;
    private readonly Matrix _basis;
    private readonly Matrix _images;
    private readonly Xoshiro256StarStar _random = new(1);

    /// <summary>Prepares the search.</summary>
    /// <param name="symmetric">The matrix, m × m.</param>
    /// <param name="count">How many eigenvectors, well below m.</param>
    /// <param name="team">The threads that do the work.</param>
    public LeadingSubspace(Matrix symmetric, int count, ThreadTeam team)
        : this(symmetric.Rows, vectors => RowProjection.Compute(Uncentered(symmetric), vectors, team), count, Tolerance, MaxSearches, team)
    {
    }

    /// <summary>Prepares the search in a matrix that is known by its products.</summary>
    /// <param name="size">Its size, m.</param>
    /// <param name="multiply">CVᵀ, m × k, for V, k × m.</param>
    /// <param name="count">How many eigenvectors, well below m.</param>
    /// <param name="tolerance">‖Cv - λv‖ over the largest eigenvalue at which v is found.</param>
    /// <param name="searches">The most searches.</param>
    /// <param name="team">The threads that do the work.</param>
    public LeadingSubspace(int size, Func<Matrix, Matrix> multiply, int count, double tolerance, int searches, ThreadTeam team)
    {
        _size = size;
        _multiply = multiply;
        _count = count;
        _block = Math.Min(count + Surplus, size / (Powers + 1));
        _team = team;
        _tolerance = tolerance;
        _searches = searches;
        _basis = new Matrix(_block * (Powers + 1), size);
        _images = new Matrix(_basis.Rows, size);
    }

    /// <summary>Searches until all are found.</summary>
    public SymmetricEigenvectors Find()
    {
        for (int v = 0; v < _block; v++)
            Randomize(v);
        Orthogonalize(0);
        SymmetricEigenvectors found;
        int searches = 0;
        do
        {
            found = Search();
            searches++;
        }
        while (!IsFound(found) && searches < _searches);
        return new SymmetricEigenvectors(found.Values[.._count], First(found.Vectors, _count));
    }

    /// <summary>The best vectors of one subspace; they become the first block of the next.</summary>
    private SymmetricEigenvectors Search()
    {
        for (int power = 0; power <= Powers; power++)
        {
            int start = power * _block;
            Multiply(start);
            if (power == Powers)
                break;
            for (int v = 0; v < _block; v++)
                _images.Row(start + v).CopyTo(_basis.Row(start + _block + v));
            Orthogonalize(start + _block);
        }

        // C in the subspace, symmetric but for rounding.
        Matrix small = RowProjection.Compute(Uncentered(_images), _basis, _team);
        for (int a = 0; a < small.Rows; a++)
        {
            for (int b = 0; b < a; b++)
                small[a, b] = small[b, a] = (small[a, b] + small[b, a]) / 2;
        }

        var best = SymmetricEigenvectors.ByFactorization(small, _block, _team.Cancellation);
        Matrix vectors = Combine(best.Vectors, _basis);
        vectors.Values.CopyTo(_basis.Values.AsSpan());
        Orthogonalize(0);
        return new SymmetricEigenvectors(best.Values, vectors);
    }

    /// <summary>True when all vectors asked for are eigenvectors.</summary>
    private bool IsFound(SymmetricEigenvectors found)
    {
        Matrix vectors = First(found.Vectors, _count);
        Matrix images = _multiply(vectors);
        for (int c = 0; c < _count; c++)
        {
            double squares = 0;
            for (int k = 0; k < images.Rows; k++)
            {
                double residual = images[k, c] - (found.Values[c] * vectors[c, k]);
                squares += residual * residual;
            }

            if (Math.Sqrt(squares) > _tolerance * found.Values[0])
                return false;
        }

        return true;
    }

    /// <summary>Multiplies a block of the basis with C.</summary>
    private void Multiply(int start)
    {
        var block = new Matrix(
            _block, _size, _basis.Values[(start * _basis.Columns)..((start + _block) * _basis.Columns)]);
        Matrix products = _multiply(block);
        for (int v = 0; v < _block; v++)
        {
            for (int k = 0; k < products.Rows; k++)
                _images[start + v, k] = products[k, v];
        }
    }

    /// <summary>Makes a block of the basis unit vectors, at right angles to each other and to all before.</summary>
    private void Orthogonalize(int start)
    {
        // Twice: the first time leaves what was rounded away.
        _team.Run(_block, v =>
        {
            Normalize(start + v);
            Remove(start + v, 0, start);
            Normalize(start + v);
            Remove(start + v, 0, start);
            Normalize(start + v);
        });
        for (int v = start; v < start + _block; v++)
        {
            // Where next to nothing is left, the vector lay in the span of those before, and any other will do.
            while (Remove(v, start, v) < Vanishing)
            {
                Randomize(v);
                Remove(v, 0, start);
                Normalize(v);
            }

            Normalize(v);
            Remove(v, 0, v);
            Normalize(v);
        }
    }

    private void Randomize(int vector)
    {
        foreach (ref double number in _basis.Row(vector))
            number = _random.NextDouble() - 0.5;
        Normalize(vector);
    }

    /// <summary>Takes from a vector what lies in the span of some others, and gives the length of what is left.</summary>
    private double Remove(int vector, int start, int end)
    {
        Span<double> row = _basis.Row(vector);
        for (int b = start; b < end; b++)
        {
            ReadOnlySpan<double> other = _basis.Row(b);
            Subtract(row, Distance.Dot(row, other), other);
        }

        return Math.Sqrt(Distance.Dot(row, row));
    }

    private void Normalize(int vector)
    {
        Span<double> row = _basis.Row(vector);
        double length = Math.Sqrt(Distance.Dot(row, row));
        for (int k = 0; k < row.Length && length > 0; k++)
            row[k] /= length;
    }

    private static void Subtract(Span<double> target, double factor, ReadOnlySpan<double> other)
    {
        int width = Vector<double>.Count;
        int k = 0;
        for (; k <= target.Length - width; k += width)
        {
            var difference = new Vector<double>(target[k..])
                - (factor * new Vector<double>(other[k..]));
            difference.CopyTo(target[k..]);
        }

        for (; k < target.Length; k++)
            target[k] -= factor * other[k];
    }

    /// <summary>Sums of vectors.</summary>
    private Matrix Combine(Matrix weights, Matrix vectors)
    {
        var result = new Matrix(weights.Rows, vectors.Columns);
        _team.Run(weights.Rows, c =>
        {
            for (int b = 0; b < vectors.Rows; b++)
                Subtract(result.Row(c), -weights[c, b], vectors.Row(b));
        });
        return result;
    }

    private static CenteredRows Uncentered(Matrix matrix) => new(matrix, new double[matrix.Columns]);

    private static Matrix First(Matrix matrix, int rows) =>
        new(rows, matrix.Columns, matrix.Values[..(rows * matrix.Columns)]);
}

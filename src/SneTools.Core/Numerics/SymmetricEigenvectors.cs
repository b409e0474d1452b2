using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace SneTools;

/// <summary>The eigenvectors of a symmetric matrix with the largest eigenvalues.</summary>
/// <param name="Values">The eigenvalues, the largest first.</param>
/// <param name="Vectors">The eigenvectors, unit vectors, one a row.</param>
internal sealed record SymmetricEigenvectors(double[] Values, Matrix Vectors)
{
    /// <summary>Size up to which all eigenvectors are computed, in about two seconds.</summary>
    private const int SmallSize = 1000;

    /// <summary>The part of all eigenvectors up to which a subspace that holds the leading ones is worth its search.
    /// </summary>
    private const int Share = 10;

    /// <summary>Computes them.</summary>
    /// <param name="symmetric">The matrix, m × m, without negative eigenvalues but for rounding.</param>
    /// <param name="count">How many, from 1 to m.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    public static SymmetricEigenvectors Leading(
        Matrix symmetric,
        int count,
        ThreadTeam team) =>
        symmetric.Rows <= SmallSize || count > symmetric.Rows / Share
            ? ByFactorization(symmetric, count, team.Cancellation)
            : new LeadingSubspace(symmetric, count, team).Find();

    /// <summary>Computes them from all eigenvectors, in time m³.</summary>
    /// <param name="symmetric">The matrix, m × m.</param>
    /// <param name="count">How many, from 1 to m.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static SymmetricEigenvectors ByFactorization(Matrix symmetric, int count, CancellationToken cancellation)
    {
        Evd<double> eigen = Factorize(symmetric, cancellation);
        int last = symmetric.Rows - 1;
        var vectors = new Matrix(count, symmetric.Rows);
        for (int c = 0; c < count; c++)
            eigen.EigenVectors.Column(last - c).ToArray().CopyTo(vectors.Row(c));
        return new SymmetricEigenvectors(
            [.. Enumerable.Range(0, count).Select(c => eigen.EigenValues[last - c].Real)],
            vectors);
    }

    /// <summary>All eigenvalues in ascending order, and their vectors.</summary>
    private static Evd<double> Factorize(Matrix symmetric, CancellationToken cancellation)
    {
        var matrix = Matrix<double>.Build.Dense(symmetric.Rows, symmetric.Columns, symmetric.Values);

        // The factorization cannot be interrupted, so whoever wants to stop does not wait for it.
        Task<Evd<double>> task = Task.Run(() => matrix.Evd(Symmetricity.Symmetric), cancellation);
        try
        {
            task.Wait(cancellation);
        }
        catch (AggregateException)
        {
            // The result throws what was the matter, as it is.
        }

        return task.GetAwaiter().GetResult();
    }
}

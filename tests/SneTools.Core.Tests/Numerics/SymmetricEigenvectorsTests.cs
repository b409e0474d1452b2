using MathNet.Numerics.LinearAlgebra;

namespace SneTools.Tests;

public class SymmetricEigenvectorsTests
{
    [Theory]
    [InlineData(0.9)]
    [InlineData(0.98)]
    public void Leading_ones_are_found_as_by_a_factorization(double decay)
    {
        Matrix symmetric = OfEigenvalues(260, k => Math.Pow(decay, k));
        var expected = SymmetricEigenvectors.ByFactorization(symmetric, 12, default);
        SymmetricEigenvectors found = Find(symmetric, 12);
        for (int c = 0; c < 12; c++)
        {
            Near.Equal(Math.Pow(decay, c), found.Values[c], 1e-12);

            // A vector is as good as its residual over the gap to the next eigenvalue.
            double cosine = Distance.Dot(expected.Vectors.Row(c), found.Vectors.Row(c));
            Near.Equal(1, Math.Abs(cosine), 1e-12);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(20)]
    public void A_matrix_of_low_rank_has_unit_vectors_all_the_same(int rank)
    {
        SymmetricEigenvectors found = Find(OfEigenvalues(200, k => k < rank ? 1.0 / (k + 1) : 0), 12);
        for (int c = 0; c < 12; c++)
        {
            Near.Equal(c < rank ? 1.0 / (c + 1) : 0, found.Values[c], 1e-12);
            for (int b = 0; b <= c; b++)
                Near.Equal(b == c ? 1 : 0, Distance.Dot(found.Vectors.Row(b), found.Vectors.Row(c)), 1e-12);
        }
    }

    [Fact]
    public void Equal_eigenvalues_end_in_some_basis_of_their_space()
    {
        SymmetricEigenvectors found = Find(OfEigenvalues(200, k => k < 40 ? 2 : 1), 12);
        Assert.All(found.Values, value => Near.Equal(2, value, 1e-11));
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        Matrix symmetric = OfEigenvalues(300, k => Math.Pow(0.97, k));
        Near.SameBits(Find(symmetric, 10, 1).Vectors, Find(symmetric, 10, 4).Vectors);
    }

    [Fact]
    public void Large_matrices_are_searched_and_the_components_are_the_same()
    {
        // 1100 columns are beyond the size up to which everything is factorized.
        Matrix scores = Samples.Normal(1300, 30, 1);
        Matrix directions = Samples.Normal(30, 1100, 2);
        var data = new Matrix(1300, 1100);
        for (int i = 0; i < data.Rows; i++)
        {
            for (int c = 0; c < 30; c++)
            {
                for (int k = 0; k < data.Columns; k++)
                    data[i, k] += Math.Pow(0.8, c) * scores[i, c] * directions[c, k];
            }
        }

        using var team = new ThreadTeam(2);
        PrincipalComponents components = PrincipalComponents.Fit(data, 8, team);
        Matrix products = InnerProducts.OfColumns(new CenteredRows(data, data.Means(), components.Unit), team);
        var expected = SymmetricEigenvectors.ByFactorization(products, 8, default);
        for (int c = 0; c < 8; c++)
        {
            Near.Equal(expected.Values[c] / 1300, components.Variances[c], 1e-11 * components.Variances[0]);
            Near.Equal(1, Math.Abs(Distance.Dot(expected.Vectors.Row(c), components.Loadings.Row(c))), 1e-12);
        }
    }

    [Fact]
    public void The_search_ends_when_it_is_canceled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var team = new ThreadTeam(2, source.Token);
        Assert.Throws<OperationCanceledException>(
            () => new LeadingSubspace(OfEigenvalues(200, k => 1.0 / (k + 1)), 5, team).Find());
    }

    private static SymmetricEigenvectors Find(Matrix symmetric, int count, int threads = 2)
    {
        using var team = new ThreadTeam(threads);
        return new LeadingSubspace(symmetric, count, team).Find();
    }

    private static Matrix OfEigenvalues(int size, Func<int, double> value)
    {
        Matrix<double> basis = Matrix<double>.Build.DenseOfArray(Samples.Normal(size, size, 7).ToArray()).QR().Q;
        Matrix<double> product = basis * Matrix<double>.Build.DenseDiagonal(size, size, value) * basis.Transpose();
        return Matrix.FromArray(((product + product.Transpose()) / 2).ToArray());
    }
}

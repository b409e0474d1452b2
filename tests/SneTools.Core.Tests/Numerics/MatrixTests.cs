namespace SneTools.Tests;

public class MatrixTests
{
    [Fact]
    public void Elements_lie_row_after_row()
    {
        var matrix = new Matrix(2, 3, [1, 2, 3, 4, 5, 6]);
        Assert.Equal(6, matrix[1, 2]);
        Assert.Equal([4, 5, 6], matrix.Row(1).ToArray());
        matrix[0, 1] = 9;
        Assert.Equal([1, 9, 3, 4, 5, 6], matrix.Values);
        Assert.Equal("2 x 3", matrix.ToString());
    }

    [Fact]
    public void A_two_dimensional_array_survives_the_way_there_and_back() =>
        Gen.Double.Array2D[Gen.Int[0, 6], Gen.Int[0, 6]].Sample(array => Assert.Equal(array, Matrix.FromArray(array).ToArray()));

    [Fact]
    public void A_clone_has_storage_of_its_own()
    {
        var matrix = new Matrix(1, 2, [1, 2]);
        Matrix clone = matrix.Clone();
        clone[0, 0] = 7;
        Assert.Equal([1, 2], matrix.Values);
        Assert.Equal([7, 2], clone.Values);
    }

    [Fact]
    public void A_column_outside_the_row_is_refused_instead_of_reaching_into_the_next()
    {
        var matrix = new Matrix(2, 2);
        Assert.Throws<IndexOutOfRangeException>(() => matrix[0, 2]);
        Assert.Throws<IndexOutOfRangeException>(() => matrix[0, -1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix[2, 0]);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    [InlineData(-1, -1)]
    public void Negative_sizes_are_refused(int rows, int columns) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(rows, columns));

    [Fact]
    public void An_array_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Matrix(2, 2, new double[3]));

    [Fact]
    public void More_numbers_than_an_array_can_hold_are_refused_without_allocating()
    {
        var error = Assert.Throws<SneException>(() => new Matrix(int.MaxValue, int.MaxValue));
        Assert.Equal(SneError.OutOfMemory, error.Error);
    }
}

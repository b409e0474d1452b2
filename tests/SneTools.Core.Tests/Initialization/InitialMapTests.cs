namespace SneTools.Tests;

public class InitialMapTests
{
    private static readonly Matrix Data = Samples.Normal(12, 4, 1);

    [Fact]
    public void A_given_map_is_copied_and_not_touched()
    {
        Matrix given = Samples.Normal(12, 2, 2);
        Matrix map = Create(InitialMap.Given(given), 2);
        Near.SameBits(given, map);
        Assert.NotSame(given.Values, map.Values);
    }

    [Fact]
    public void A_random_map_has_the_deviation_of_initial_maps()
    {
        using var team = new ThreadTeam(1);
        Matrix map = InitialMap.Random.Create(Samples.Normal(2000, 3, 1), null, 2, 7, team);
        double deviation = Math.Sqrt(map.Values.Average(x => x * x));
        Assert.InRange(deviation, 0.9 * InitialMap.Deviation, 1.1 * InitialMap.Deviation); // 4000 draws: six standard errors.
    }

    [Theory]
    [InlineData(11, 2)]
    [InlineData(12, 3)]
    public void A_given_map_of_another_shape_is_refused(int rows, int columns)
    {
        var error = Assert.Throws<SneException>(() => Create(InitialMap.Given(new Matrix(rows, columns)), 2));
        Assert.Equal(SneError.InvalidMap, error.Error);
    }

    [Fact]
    public void Names_are_those_of_the_parameter()
    {
        Assert.Equal("Pca", InitialMap.Pca.ToString());
        Assert.Equal("Random", InitialMap.Random.ToString());
        Assert.Equal("Given", InitialMap.Given(Data).ToString());
    }

    private static Matrix Create(InitialMap initial, int dimension)
    {
        using var team = new ThreadTeam(1);
        return initial.Create(Data, null, dimension, 0, team);
    }
}

namespace SneTools.Tests;

/// <summary>Silhouette and accuracy, without data.</summary>
public class ClassQualityTests
{
    private static readonly Matrix Line = new(6, 1, [0, 1, 2, 10, 11, 12]);

    [Fact]
    public void A_map_without_data_is_measured_by_its_classes_alone()
    {
        EmbeddingQuality quality = Measure(2, "a", "a", "a", "b", "b", "b");
        Assert.Null(quality.Trustworthiness);
        Assert.Null(quality.TrustworthinessStandardError);
        Assert.Null(quality.ShepardCorrelation);
        Assert.Null(quality.Rnx);
        Assert.Null(quality.Divergence);
        Assert.Empty(quality.Worst);
        Assert.Equal(1, quality.NeighborAccuracy);
        Assert.Contains("no data", Assert.Single(quality.Warnings), StringComparison.Ordinal);

        // Point 0: a = 1.5, b = 11; point 1: a = 1, b = 10; point 2: a = 1.5, b = 9.
        double expected = ((9.5 / 11) + 0.9 + (7.5 / 9)) / 3;
        Near.Equal(expected, quality.Silhouette!.Value, 1e-15);
    }

    [Fact]
    public void Equally_many_votes_go_to_the_first_class_by_number_or_by_name()
    {
        Assert.Equal("9", Measure(2, "3", "10", "9", "3", "3", "3").Points[0].NeighborLabel);
        Assert.Equal("10", Measure(2, "x", "10", "9", "x", "x", "x").Points[0].NeighborLabel);
        Assert.Equal("B", Measure(2, "c", "a", "B", "c", "c", "c").Points[0].NeighborLabel);
    }

    [Fact]
    public void Points_without_a_class_take_no_part()
    {
        EmbeddingQuality quality = Measure(2, "a", null, "a", "b", "b", null);
        EmbeddingQuality without = Measured.Quality(
            new Matrix(4, 1, [0, 2, 10, 11]), null, new QualityOptions { NeighborCount = 2, Label = Measured.Classes("a", "a", "b", "b") });
        Assert.Equal(without.Silhouette, quality.Silhouette);
        Assert.Equal(without.NeighborAccuracy, quality.NeighborAccuracy);
        Assert.Null(quality.Points[1].Silhouette);
        Assert.Null(quality.Points[5].NeighborLabel);
        Assert.Contains(quality.Warnings, warning => warning.StartsWith("2 points have no text", StringComparison.Ordinal));
    }

    [Fact]
    public void A_class_of_one_point_has_a_silhouette_of_0()
    {
        EmbeddingQuality quality = Measure(1, "a", "a", "a", "b", "b", "c");
        Assert.Equal(0, quality.Points[5].Silhouette);
        Assert.NotNull(quality.Silhouette);
    }

    [Fact]
    public void Points_in_one_place_have_a_silhouette_of_0()
    {
        var quality = Measured.Quality(
            new Matrix(4, 2), null, new QualityOptions { NeighborCount = 1, Label = Measured.Classes("a", "a", "b", "b") });
        Assert.Equal(0, quality.Silhouette);
        Assert.Equal(0.5, quality.NeighborAccuracy); // Everyone's neighbor is the first other row.
    }

    [Theory]
    [InlineData("one class", "a", "a", "a", "a", "a", "a")]
    [InlineData("a class of its own for every point", "a", "b", "c", "d", "e", "f")]
    [InlineData("no text", null, null, null, null, null, null)]
    public void Columns_that_do_not_divide_the_points_give_no_measure(string found, params string?[] classes)
    {
        EmbeddingQuality quality = Measured.Quality(
            Line, Line, new QualityOptions { NeighborCount = 2, Label = Measured.Classes(classes) });
        Assert.Null(quality.Silhouette);
        Assert.Null(quality.NeighborAccuracy);
        Assert.Equal(1, quality.Recall);
        Assert.Contains(found, Assert.Single(quality.Warnings), StringComparison.Ordinal);
    }

    private static EmbeddingQuality Measure(int k, params string?[] classes) =>
        Measured.Quality(Line, null, new QualityOptions { NeighborCount = k, Label = Measured.Classes(classes) });
}

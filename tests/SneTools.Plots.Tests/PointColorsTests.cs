using SneTools.Plots;

namespace SneTools.PlotsTests;

public class PointColorsTests
{
    [Fact]
    public void The_legend_is_ordered_by_size_then_by_name()
    {
        PointColors colors = Of(["b", "a", "c", "c", "10", "9", "c", "a", "b"]);
        Assert.Equal(["c (3)", "a (2)", "b (2)", "9 (1)", "10 (1)"], colors.Categories.Select(category => category.Caption));
        Assert.Equal([2, 1, 0, 0, 4, 3, 0, 1, 2], colors.CategoryOf);
    }

    [Fact]
    public void Beyond_the_palette_the_smallest_share_a_gray()
    {
        string[] values = [.. Enumerable.Range(0, 30).SelectMany(k => Enumerable.Repeat($"v{k}", 31 - k))];
        PointColors colors = Of(values);
        Assert.Equal(Palette.Count, colors.Categories.Count);
        Assert.Equal($"{30 - 19} others", colors.Categories[^1].Label);
        Assert.Equal(Enumerable.Range(19, 11).Sum(k => 31 - k), colors.Categories[^1].Count);
        Assert.True(colors.Categories[^1].IsRest);
        Assert.Equal(values.Length, colors.Categories.Sum(category => category.Count));
        Assert.Equal(Palette.Count, colors.Categories.Select(category => category.Color).Distinct().Count());
    }

    [Fact]
    public void Points_without_a_value_are_a_group_of_their_own()
    {
        PointColors colors = Of(["a", null, "a", " "]);
        Assert.Equal(["a (2)", "(none) (2)"], colors.Categories.Select(category => category.Caption));
        Assert.Equal([0, 1, 0, 1], colors.CategoryOf);
    }

    [Fact]
    public void A_few_whole_numbers_are_categories_and_other_numbers_a_scale()
    {
        Assert.True(Of(["0", "1", "2", "1"]).HasLegend);
        PointColors scale = Of(["0.5", "", "2", "1"]);
        Assert.False(scale.HasLegend);
        Assert.Equal((0.5, 2), (scale.Minimum, scale.Maximum));
        Assert.Equal([ColorRamp.At(0), Palette.Other(PlotTheme.Light), ColorRamp.At(1), ColorRamp.At(1 / 3.0)], Enumerable.Range(0, 4).Select(i => scale[i]));
        Assert.NotNull(Of([.. Enumerable.Range(0, 21).Select(k => $"{k}")]).Values);
    }

    [Fact]
    public void The_kind_can_be_told()
    {
        Assert.True(Of(["0.5", "0.25"], ColorKind.Category).HasLegend);
        Assert.Equal([0, 1], Of(["0", "1"], ColorKind.Number).Values!);
        SneException error = Assert.Throws<SneException>(() => Of(["0", "one"], ColorKind.Number));
        Assert.Equal((SneError.NotANumber, 2, "c"), (error.Error, error.Row!.Value, error.Column));
    }

    [Fact]
    public void Equal_numbers_lie_amid_the_scale() => Assert.Equal(0.5, Of(["2", "2"], ColorKind.Number).Position(2));

    private static PointColors Of(string?[] values, ColorKind kind = ColorKind.Auto) =>
        PointColors.Of(new LabelColumn("c", values), kind, PlotTheme.Light);
}

using SneTools.Plots;

namespace SneTools.PlotsTests;

public class PointColorsTests
{
    [Fact]
    public void The_legend_is_ordered_by_name_numbers_as_numbers_and_dates_as_dates()
    {
        Assert.Equal(["9", "10", "2024-01-31", "2024-02-01", "item 2", "item 10", "Zoo"], Of(["Zoo", "item 10", "2024-02-01", "10", "item 2", "9", "2024-01-31"], ColorKind.Category).Legend.Select(category => category.Label));
        Assert.Equal([2, 1, 0], Of(["c", "b", "a"]).CategoryOf);
    }

    [Fact]
    public void The_legend_is_ordered_by_size_on_request_and_the_colors_stay()
    {
        string[] values = ["a", "b", "b", "c", "c", "c", "c", "a", "a"];
        PointColors byName = Of(values);
        PointColors bySize = PointColors.Of(new LabelColumn("c", values), new ColorOptions { LegendOrder = LegendOrder.Size });
        Assert.Equal(["a (3)", "b (2)", "c (4)"], byName.Legend.Select(category => category.Caption));
        Assert.Equal(["c (4)", "a (3)", "b (2)"], bySize.Legend.Select(category => category.Caption));
        Assert.Equal(Enumerable.Range(0, values.Length).Select(i => byName[i]), Enumerable.Range(0, values.Length).Select(i => bySize[i]));
    }

    [Fact]
    public void A_category_has_the_same_color_on_light_and_dark()
    {
        string?[] values = [.. Enumerable.Range(0, 200).Select(i => i % 7 == 0 ? null : $"{i % 90}x")];
        var column = new LabelColumn("c", values);
        PointColors light = PointColors.Of(column, ColorKind.Auto, PlotTheme.Light);
        PointColors dark = PointColors.Of(column, ColorKind.Auto, PlotTheme.Dark);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => light[i]), Enumerable.Range(0, 200).Select(i => dark[i]));
    }

    [Fact]
    public void Sixty_categories_have_a_color_and_a_mark_each()
    {
        PointColors colors = Of([.. Enumerable.Range(0, 60).SelectMany(k => Enumerable.Repeat($"v{k}", 61 - k))]);
        Assert.DoesNotContain(colors.Categories, category => category.IsRest);
        Assert.Equal(60, colors.Categories.Select(category => (category.Color, category.Mark)).Distinct().Count());
    }

    [Fact]
    public void Beyond_sixty_the_smallest_share_a_gray()
    {
        string[] values = [.. Enumerable.Range(0, 100).SelectMany(k => Enumerable.Repeat($"v{k}", 101 - k))];
        PointColors colors = Of(values);
        Assert.Equal(60, colors.Categories.Count);
        PlotCategory other = colors.Categories[^1];
        Assert.Equal(("other (41)", true, Enumerable.Range(59, 41).Sum(k => 101 - k)), (other.Label, other.IsRest, other.Count));
        Assert.Equal("other (41): 902", other.Caption); // 42 + 41 + … + 2
        Assert.Equal(values.Length, colors.Categories.Sum(category => category.Count));
        Assert.Equal(Enumerable.Range(0, 59).Select(k => $"v{k}"), colors.Categories.SkipLast(1).Select(category => category.Label));
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
        Assert.Equal([ColorRamp.Viridis.At(0), Palette.Other, ColorRamp.Viridis.At(1), ColorRamp.Viridis.At(1 / 3.0)], Enumerable.Range(0, 4).Select(i => scale[i]));
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

    [Fact]
    public void Numbers_with_some_text_among_them_stay_numbers()
    {
        PointColors colors = Of(["0.5", "n/a", "2", "1", "n/a", "0.25", "NaN"]);
        Assert.Equal((0.25, 2), (colors.Minimum, colors.Maximum));
        Assert.Equal(Palette.Other, colors[1]);
        Assert.Equal(("(none)", 3), (colors.Missing!.Label, colors.Missing.Count));
        Assert.Empty(colors.Warnings);
        Assert.Equal("n/a (2)", Of(["0.5", "n/a", "2", "1", "n/a"]).Missing!.Caption);
        PointColors marked = Of(["0.5", "2", "1", "3 kg", "7.5"]);
        Assert.Contains("row 4, '3 kg'", Assert.Single(marked.Warnings), StringComparison.Ordinal);
        Assert.True(Of(["0.5", "2", "large", "small"]).HasLegend);
    }

    [Fact]
    public void Dates_lie_on_a_scale_of_dates()
    {
        PointColors colors = Of(["2020-01-01", "2021-01-01", null, "2023-07-01"]);
        Assert.Equal(18262, colors.Minimum); // days from 1970 to 2020
        Assert.Equal(["2020-01", "2020-07", "2021-01", "2021-07", "2022-01", "2022-07", "2023-01", "2023-07"], colors.Scale!.Ticks(8).Select(tick => tick.Text));
        Assert.Equal(["2020", "2022", "2024", "2026", "2028"], Of(["2020-01-01", "2029-01-01"]).Scale!.Ticks(8).Select(tick => tick.Text));
        Assert.Equal(["06:00", "12:00", "18:00"], Of(["06:00", "21:30"]).Scale!.Ticks(4).Select(tick => tick.Text));
        Assert.NotNull(Of(["Jun 12 1998", "Aug 07 1998"]).Values);
        Assert.True(Of(["2020-01-01", "2021-01-01"], ColorKind.Category).HasLegend);
    }

    [Fact]
    public void A_logarithmic_scale_has_equal_steps_for_equal_factors()
    {
        PointColors colors = PointColors.Of(new LabelColumn("c", ["1", "10", "100", "10000", "0", "-5"]), new ColorOptions { Scale = ColorScale.Log });
        Assert.Equal([0, 0.25, 0.5, 1], new[] { 1.0, 10, 100, 10_000 }.Select(colors.Position));
        Assert.Equal(2, colors.Missing!.Count);
        Assert.StartsWith("2 numbers of the column 'c' are not above 0", Assert.Single(colors.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scale_can_be_cut_at_percentiles_and_numbers()
    {
        var column = new LabelColumn("c", [.. Enumerable.Range(0, 101).Select(k => k == 100 ? "1e6" : $"{k}")]);
        PointColors cut = PointColors.Of(column, new ColorOptions { Limit = ["p1", "p99"] });
        Assert.Equal((1, 99), (cut.Minimum, cut.Maximum));
        Assert.Equal(ColorRamp.Viridis.At(1), cut[100]);
        Assert.Equal(["≤ 1", "≥ 99"], new[] { cut.Scale!.Ticks(8)[0].Text, cut.Scale.Ticks(8)[^1].Text });
        Assert.Equal((10, 50), PointColors.Of(column, new ColorOptions { Limit = ["10", "50"] }) is var numbers ? (numbers.Minimum, numbers.Maximum) : default);
        foreach (string[] limit in new string[][] { ["1"], ["5", "1"], ["a", "b"], ["p1", "p101"], ["2020-01-01", "2021-01-01"] })
            Assert.Equal((SneError.InvalidOption, "ColorLimit"), Refusal(() => PointColors.Of(column, new ColorOptions { Limit = limit })));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-3.7, 12.1)]
    [InlineData(1e-9, 3e-9)]
    [InlineData(4000, 9e9)]
    public void A_scale_has_two_to_eight_round_numbers_that_do_not_repeat(double low, double high)
    {
        foreach (ColorScale kind in low > 0 ? new[] { ColorScale.Linear, ColorScale.Log } : [ColorScale.Linear])
        {
            foreach (string[]? limit in new string[]?[] { null, ["p20", "p80"] })
            {
                var column = new LabelColumn("c", [.. Enumerable.Range(0, 50).Select(k => Cell.Format(low + ((high - low) * k / 49)))]);
                ScaleTick[] ticks = PointColors.Of(column, new ColorOptions { Kind = ColorKind.Number, Scale = kind, Limit = limit }).Scale!.Ticks(20);
                Assert.InRange(ticks.Length, 2, 8);
                Assert.Equal(ticks.Length, ticks.Select(tick => tick.Text).Distinct().Count());
                Assert.All(ticks, tick => Assert.InRange(tick.Text.Length, 1, 12));
                Assert.Equal(ticks.OrderBy(tick => tick.Position), ticks);
            }
        }
    }

    [Fact]
    public void What_is_for_numbers_is_refused_for_categories()
    {
        Assert.Equal((SneError.NotANumber, "c"), Refusal(() => PointColors.Of(new LabelColumn("c", ["a", "b"]), new ColorOptions { Scale = ColorScale.Log })));
        Assert.Equal((SneError.InvalidOption, "ColorLimit"), Refusal(() => PointColors.Of(new LabelColumn("c", ["1", "2"]), new ColorOptions { Kind = ColorKind.Category, Limit = ["1", "2"] })));
        Assert.Equal((SneError.InvalidOption, "ColorScale"), Refusal(() => PointColors.Of(new LabelColumn("c", ["-1.5", "-2"]), new ColorOptions { Scale = ColorScale.Log })));
        Assert.Equal((SneError.InvalidOption, "ColorScale"), Refusal(() => PointColors.Plain(3, new ColorOptions { Scale = ColorScale.Log })));
    }

    [Fact]
    public void Palettes_are_named_or_ones_own()
    {
        PointColors own = PointColors.Of(new LabelColumn("c", ["a", "b", "c"]), new ColorOptions { Palette = ["#f00", "teal"] });
        Assert.Equal(["#FF0000", "#008080", "#FF0000"], Enumerable.Range(0, 3).Select(i => own[i].ToString()));
        Assert.Equal([CurveMark.Circle, CurveMark.Circle, CurveMark.Square], own.Categories.Select(category => category.Mark));
        PointColors ramp = PointColors.Of(new LabelColumn("c", ["1.5", "2", "2.5"]), new ColorOptions { Palette = ["#000000", "#FFFFFF"] });
        Assert.Equal(["#000000", "#808080", "#FFFFFF"], Enumerable.Range(0, 3).Select(i => ramp[i].ToString()));
        foreach (string name in PaletteColors.Names)
            Assert.Equal(3, PointColors.Of(new LabelColumn("c", ["a", "b", "c"]), new ColorOptions { Palette = [name] }).Categories.Select(category => category.Color).Distinct().Count());
        Assert.Equal((SneError.InvalidOption, "Palette"), Refusal(() => PointColors.Of(new LabelColumn("c", ["a"]), new ColorOptions { Palette = ["no color"] })));
        Assert.Equal((SneError.InvalidOption, "Palette"), Refusal(() => PointColors.Of(new LabelColumn("c", ["1.5"]), new ColorOptions { Palette = ["Category10"] })));
    }

    private static (SneError, string?) Refusal(Action action) => Assert.Throws<SneException>(action) is var error ? (error.Error, error.Column) : default;

    private static PointColors Of(string?[] values, ColorKind kind = ColorKind.Auto) =>
        PointColors.Of(new LabelColumn("c", values), kind, PlotTheme.Light);
}

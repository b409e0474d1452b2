using System.Text.Json.Nodes;
using SkiaSharp;
using SneTools.Plots;

namespace SneTools.PlotsTests;

/// <summary>Where the parts of a map's picture lie.</summary>
public class LayoutTests
{
    private static readonly PlotSize Small = new(300, 200);

    public static TheoryData<int, int, bool> Labels => new()
    {
        { 1, 5, false }, { 3, 5, true }, { 10, 5, true }, { 3, 60, true }, { 10, 60, true }, { 40, 20, true }, { 100, 60, true },
    };

    [Theory]
    [MemberData(nameof(Labels))]
    public void The_map_has_two_thirds_of_a_small_picture_whatever_the_labels(int count, int letters, bool hasTitle)
    {
        MapLayout layout = MapLayout.Of(Map(count, letters, hasTitle ? "A title that is so long that it takes more than one line of so small a picture" : ""), Small);
        SKRect frame = layout.Frames[0].Area;
        Assert.True(frame.Width * frame.Height >= 2.0 / 3 * Small.Width * Small.Height, $"{frame.Width} x {frame.Height}");
        RequireApart(layout);
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void The_legend_takes_no_more_than_a_quarter_of_the_width(int count, int letters, bool hasTitle)
    {
        foreach (PlotSize size in new PlotSize[] { Small, new(640, 520), new(1000, 800), new(4000, 3000) })
        {
            foreach (bool isFree in new[] { false, true })
            {
                MapLayout layout = MapLayout.Of(Map(count, letters, hasTitle ? "title" : ""), size, isFree, isFree);
                Assert.True(layout.Legend!.Width <= (0.25 * layout.Size.Width) + 1, $"{size}: {layout.Legend.Width} of {layout.Size.Width}");
                RequireApart(layout);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void The_map_has_two_thirds_of_a_small_page_whatever_the_labels(int count, int letters, bool hasTitle)
    {
        MapPlot plot = Map(count, letters, hasTitle ? "A title that is so long that it takes more than one line of so small a page" : "");
        var stream = new MemoryStream();
        MapPage.Write(plot, Small, stream);
        string page = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        JsonNode layout = JsonNode.Parse(page.Split("id=\"figure\">")[1].Split("</script>")[0])!["layout"]!;
        double Around(string side) => layout["margin"]![side]!.GetValue<double>();
        double legend = layout["showlegend"]!.GetValue<bool>() ? PageColors.LegendWidth(plot.Colors, Small.Width) : 0;
        Assert.True((Small.Width - Around("l") - Around("r") - legend) * (Small.Height - Around("t") - Around("b")) >= 2.0 / 3 * Small.Width * Small.Height);
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 1)]
    [InlineData(1, 1.8)]
    public void A_sheet_of_free_size_is_fitted_to_the_map(double width, double height)
    {
        var map = new Matrix(4, 2, [0, 0, width, 0, 0, height, width, height]);
        var plot = new MapPlot(map, PointColors.Of(new LabelColumn("kind", ["a", "b", "c", "c"]), ColorKind.Auto, PlotTheme.Light));
        MapLayout free = MapLayout.Of(plot, new PlotSize(1000, 800), true, true);
        MapFrame frame = free.Frames[0];
        Assert.Equal(frame.Area.Width / frame.Across.Length, frame.Area.Height / frame.Up.Length, 0.01 * frame.Area.Width / frame.Across.Length);

        // The points have 6 % of room on every side; a map that is very long and thin has more across.
        double used = width * height / (frame.Across.Length * frame.Up.Length);
        Assert.InRange(used, width / height > 4 ? 0.25 : 0.75, 0.8);
        Assert.True(free.Size.Width <= 1000 && free.Size.Height <= 800);
    }

    [Fact]
    public void A_unit_is_equally_long_on_both_axes_and_their_numbers_have_one_step()
    {
        foreach (PlotSize size in new PlotSize[] { Small, new(900, 300), new(300, 900) })
        {
            MapFrame frame = MapLayout.Of(Map(3, 5, ""), size).Frames[0];
            Assert.Equal(frame.Area.Width / frame.Across.Length, frame.Area.Height / frame.Up.Length, 1e-3 * frame.Area.Width / frame.Across.Length);
        }

        MapFrame usual = MapLayout.Of(Map(3, 5, ""), new PlotSize(1000, 800)).Frames[0];
        Assert.Equal(usual.TicksAcross[1] - usual.TicksAcross[0], usual.TicksUp[1] - usual.TicksUp[0], 1e-9);
        Assert.InRange(usual.TicksAcross.Length, 2, 9);
    }

    [Fact]
    public void Long_titles_are_wrapped()
    {
        string title = string.Join(' ', Enumerable.Repeat("words of a title", 8));
        MapLayout layout = MapLayout.Of(Map(3, 5, title), new PlotSize(1000, 800));
        Assert.InRange(layout.Title.Length, 2, 3);
        Assert.Equal(title, string.Join(' ', layout.Title));
        Assert.All(layout.Title, line => Assert.InRange(layout.TitleText.Width(line), 1, 1000));
    }

    [Fact]
    public void Sixty_names_all_stand_in_the_legend_of_a_usual_picture()
    {
        MapLayout layout = MapLayout.Of(Map(60, 12, "title"), new PlotSize(1000, 800));
        Assert.Equal(0, layout.Legend!.Hidden);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(100)]
    public void Names_on_the_map_lie_in_the_frame_and_not_over_each_other(int count)
    {
        foreach (PlotSize size in new PlotSize[] { Small, new(1000, 800), new(4000, 3000) })
        {
            MapPlot plot = Map(count, 30, "");
            MapLayout layout = MapLayout.Of(plot, size);
            MapFrame frame = layout.Frames[0];
            var names = MapNames.Of(plot.Names(frame.View), frame, layout.Text);
            Assert.NotEmpty(names.Names);
            for (int a = 0; a < names.Names.Length; a++)
            {
                Assert.True(frame.Area.Contains(names.Names[a].Box));
                Assert.True(names.Names[a].Box.Width <= 0.25 * frame.Area.Width);
                for (int b = 0; b < a; b++)
                    Assert.False(names.Names[a].Box.IntersectsWith(names.Names[b].Box), $"{names.Names[a].Name} over {names.Names[b].Name}");
            }

            Assert.True(names.Names.Sum(name => name.Box.Width * name.Box.Height) <= 0.12 * frame.Area.Width * frame.Area.Height);
        }
    }

    [Fact]
    public void Categories_that_lie_scattered_have_no_names()
    {
        MapPlot together = Map(5, 5, "");
        var random = new Random(7);
        string[] values = [.. Enumerable.Range(0, together.Count).Select(i => i % 5 == 0 ? "together" : $"scattered {random.Next(3)}")];
        var plot = new MapPlot(together.Map, PointColors.Of(new LabelColumn("kind", values), ColorKind.Auto, PlotTheme.Light));
        Assert.Equal(["together"], plot.Names(plot.Views()[0]).Select(place => place.Category.Label));
        Assert.Equal(5, together.Names(together.Views()[0]).Count);
        Assert.Empty(new MapPlot(together.Map, together.Colors) { Look = new MapLook { HasLabels = false } }.Names(together.Views()[0]));
    }

    [Fact]
    public void One_category_has_no_name_on_the_map_and_no_legend_if_none_is_wanted()
    {
        MapPlot one = Map(1, 5, "");
        Assert.Empty(one.Names(one.Views()[0]));
        Assert.Null(MapLayout.Of(new MapPlot(one.Map, one.Colors) { Look = new MapLook { HasLegend = false } }, Small).Legend);
    }

    [Fact]
    public void Names_that_are_cut_can_be_told_apart()
    {
        var text = new FigureText(12);
        float room = text.Width("site number twelve");
        string[][] all =
        [
            ["the northern sites, number one of them", "the northern sites, number two of them", "short"],
            ["grassland on calcareous soil, cut once (1)", "grassland on calcareous soil, cut once (2)", "grassland", "a wood on any soil, not cut or grazed"],
            ["\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A one", "\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A\U0001F98A two"],
        ];
        foreach (string[] names in all)
        {
            string[] cut = text.FitApart(names, room);
            Assert.Equal(names.Length, cut.Distinct().Count());
            Assert.All(cut, name => Assert.InRange(text.Width(name), 1, room));
            Assert.All(cut, name => Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(name))));
        }
    }

    [Fact]
    public void Limits_show_a_part_of_the_map()
    {
        MapPlot all = Map(3, 5, "");
        var part = new MapPlot(all.Map, all.Colors) { Look = new MapLook { XLimit = (5, 20) } };
        MapView view = part.Views()[0];
        Assert.Equal((5, 20), (view.Across.Low, view.Across.High));
        int[] shown = [.. Enumerable.Range(0, part.Count).Where(view.Shows)];
        Assert.InRange(shown.Length, 1, part.Count - 1);
        Assert.All(shown, i => Assert.InRange(part.Map[i, 0], 5, 20));
        Assert.Equal((shown.Min(i => part.Map[i, 1]), shown.Max(i => part.Map[i, 1])), (view.Up.Low, view.Up.High));
        foreach (MapLook look in new[] { new MapLook { XLimit = (2, 1) }, new MapLook { YLimit = (0, double.NaN) } })
            Assert.Equal(SneError.InvalidOption, Assert.Throws<SneException>(() => new MapPlot(all.Map, all.Colors) { Look = look }).Error);
        Assert.Equal("XLimit", Assert.Throws<SneException>(() => new MapPlot(new Matrix(3, 3), PointColors.Plain(3, PlotTheme.Light)) { Look = new MapLook { XLimit = (0, 1) } }).Column);
    }

    [Fact]
    public void Points_have_the_size_and_opacity_asked_for_and_grow_with_the_picture()
    {
        Assert.Equal(new PointStyle(20, 0.5), PointStyle.For(100, 500_000).With(new MapLook { PointSize = 20, Opacity = 0.5 }));
        Assert.Equal(4 * PointStyle.For(150, 400_000).Diameter, PointStyle.For(150, 16 * 400_000, 4).Diameter);
    }

    /// <summary>So many crowds of points in a square grid.</summary>
    private static MapPlot Map(int count, int letters, string title)
    {
        const int Each = 20;
        int side = (int)Math.Ceiling(Math.Sqrt(count));
        var random = new Random(3);
        var map = new Matrix(Each * count, 2);
        var values = new string[map.Rows];
        for (int i = 0; i < map.Rows; i++)
        {
            map[i, 0] = (10 * (i % count % side)) + random.NextDouble();
            map[i, 1] = (10 * (i % count / side)) + random.NextDouble();
            values[i] = $"{i % count} of the kinds that there are, and then some more of them still".PadRight(letters)[..letters];
        }

        return new MapPlot(map, PointColors.Of(new LabelColumn("the kind of a point", values), ColorKind.Category, PlotTheme.Light), title);
    }

    private static void RequireApart(MapLayout layout)
    {
        SKRect frame = layout.Frames[0].Area;
        Assert.True(frame.Left >= 0 && frame.Top >= 0 && frame.Right <= layout.Size.Width && frame.Bottom <= layout.Size.Height);
        Assert.True(frame.Top >= layout.Title.Length * layout.TitleText.Line);
        if (layout.Legend is { } legend)
        {
            Assert.True(layout.LegendPlace.Left > frame.Right && layout.LegendPlace.Left + legend.Width <= layout.Size.Width);
            Assert.True(layout.LegendPlace.Top + legend.Height <= layout.Size.Height + 1, $"{legend.Height} in {layout.Size.Height}");
        }
    }
}

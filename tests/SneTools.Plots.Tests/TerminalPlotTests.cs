using SneTools.Plots;

namespace SneTools.PlotsTests;

public class TerminalPlotTests
{
    [Fact]
    public void Every_dot_of_a_character_is_a_point_of_its_own()
    {
        const string Characters = "⠁⠈⠂⠐⠄⠠⡀⢀";
        for (int k = 0; k < 8; k++)
        {
            var canvas = new BrailleCanvas(1, 1);
            canvas.Set(k % 2, k / 2, 0);
            Assert.Equal(Characters[k], canvas.Character(0, 0));
        }
    }

    [Fact]
    public void The_majority_colors_a_character_and_the_first_of_equals()
    {
        var canvas = new BrailleCanvas(2, 1);
        foreach (int category in new[] { 3, 1, 3, 2, 2, 3 })
            canvas.Set(0, 0, category);
        canvas.Set(2, 0, 5);
        canvas.Set(3, 3, 4);
        Assert.Equal(3, canvas.Category(0, 0));
        Assert.Equal(4, canvas.Category(1, 0));
        Assert.Null(new BrailleCanvas(1, 1).Category(0, 0));
    }

    [Fact]
    public void A_unit_is_as_long_upward_as_to_the_right()
    {
        // A square of 40 units a side takes 40 dots and 40 dots: 20 characters and 10 lines, or less in their ratio.
        IReadOnlyList<string> lines = TerminalPlot.Draw(Map((0, 0), (0, 39), (39, 0), (39, 39)), 20, 30, TerminalColor.None);
        Assert.Equal(10, lines.Count);
        Assert.Equal("⠁                  ⠈", lines[0]);
        Assert.Equal("⡀                  ⢀", lines[9]);
        Assert.All(lines.Skip(1).Take(8), Assert.Empty);
        Assert.Equal("⠁        ⠈", TerminalPlot.Draw(Map((0, 0), (0, 39), (39, 0), (39, 39)), 20, 5, TerminalColor.None)[0]);
    }

    [Fact]
    public void Plain_text_has_no_control_sequences_and_shows_names_and_counts()
    {
        IReadOnlyList<string> lines = TerminalPlot.Draw(Plots.Circle([.. Plots.Evil, "\e[2Jclear"], 50, "\e[1mtitle"), 80, 24, TerminalColor.None);
        Assert.DoesNotContain(lines, line => line.Any(char.IsControl));
        Assert.Equal("[1mtitle", lines[0]);
        Assert.Contains("[2Jclear (50)", string.Join(' ', lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TerminalColor.Indexed, "\e[38;5;25m")]
    [InlineData(TerminalColor.Full, "\e[38;2;0;114;178m")]
    public void Colors_end_with_the_line(TerminalColor colors, string first)
    {
        IReadOnlyList<string> lines = TerminalPlot.Draw(Plots.Circle(["a", "b"], 20), 40, 12, colors);
        Assert.Contains(lines, line => line.Contains(first, StringComparison.Ordinal));
        Assert.All(lines.Where(line => line.Contains('\e', StringComparison.Ordinal)), line => Assert.Contains("\e[0m", line[line.LastIndexOf("\e[", StringComparison.Ordinal)..], StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_wider_than_asked_for()
    {
        string[] labels = [.. Enumerable.Range(1, 11).Select(k => new string((char)('a' + k), 3 * k)), "狐狐狐狐狐狐狐狐"];
        foreach (int width in new[] { 8, 20, 57, 120 })
        {
            foreach (string line in TerminalPlot.Draw(Plots.Circle(labels, 30, new string('x', 300)), width, 20, TerminalColor.None))
                Assert.True(TextWidth.Of(line) <= width, $"{width}: {line}");
        }
    }

    [Fact]
    public void A_map_in_space_has_three_projections_and_one_on_a_line_has_lanes()
    {
        var space = new MapPlot(new Matrix(4, 3, [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]), PointColors.Plain(4, PlotTheme.Dark));
        Assert.Contains("Y1 right, Y2 up", TerminalPlot.Draw(space, 90, 10, TerminalColor.None)[^1], StringComparison.Ordinal);
        var line = new MapPlot(new Matrix(3, 1, [0, 1, 2]), PointColors.Of(new LabelColumn("c", ["a", "b", "c"]), ColorKind.Auto, PlotTheme.Dark));
        Assert.NotEmpty(TerminalPlot.Draw(line, 40, 10, TerminalColor.None));
        Assert.Throws<SneException>(() => new MapPlot(new Matrix(3, 4), PointColors.Plain(3, PlotTheme.Dark)));
    }

    [Fact]
    public void Single_and_equal_points_are_drawn()
    {
        Assert.NotEmpty(TerminalPlot.Draw(Map((3, 3)), 20, 5, TerminalColor.None));
        Assert.NotEmpty(TerminalPlot.Draw(Map((1e300, -1e300), (1e300, -1e300)), 20, 5, TerminalColor.None));
    }

    [Theory]
    [InlineData(0x000000, 16)]
    [InlineData(0xFFFFFF, 231)]
    [InlineData(0xFF0000, 196)]
    [InlineData(0x808080, 244)]
    public void The_nearest_of_256_colors_is_found(int color, int index) => Assert.Equal(index, TerminalInk.Index(Rgb.FromNumber(color)));

    private static MapPlot Map(params (double X, double Y)[] points)
    {
        var map = new Matrix(points.Length, 2, [.. points.SelectMany(point => new[] { point.X, point.Y })]);
        return new MapPlot(map, PointColors.Plain(points.Length, PlotTheme.Dark));
    }
}

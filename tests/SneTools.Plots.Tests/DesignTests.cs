using System.Xml.Linq;
using SkiaSharp;
using SneTools.Plots;

namespace SneTools.PlotsTests;

/// <summary>Maps in the rows and columns of their parameters.</summary>
public class DesignTests
{
    private static readonly string[] Methods = ["Sne", "SymmetricSne", "TSne"];

    [Fact]
    public void Every_division_of_the_parameters_into_rows_and_columns_is_a_design_if_each_cell_has_one_map()
    {
        GridDesign[] designs = [.. GridDesign.Of([.. Sweep(3, 3, 5).Select(map => map.Parts)])];
        Assert.Equal([3, 3, 5, 9, 15, 15], designs.Select(design => design.Columns).Order());
        Assert.All(designs, design => Assert.Equal(Enumerable.Range(0, 45), design.Cells.Order()));
        Assert.Equal([5, 15], designs.Where(design => design.IsInOrder).Select(design => design.Columns).Order());
        Assert.Empty(GridDesign.Of([.. Sweep(3, 3, 5).Skip(1).Select(map => map.Parts)])); // a run is missing
        Assert.Empty(GridDesign.Of([["a"], ["b"], ["c"]]));
        Assert.Empty(GridDesign.Of([["a", "b"], ["a"]]));
        GridDesign two = Assert.Single(GridDesign.Of([["TSne", "k 5"], ["Sne", "k 5"], ["Sne", "k 7"], ["TSne", "k 7"]]), design => design.RowNames[0] == "TSne");
        Assert.Equal([0, 2, 3, 1], two.Cells);
        Assert.Equal(["TSne; k", "Sne"], two.Short().RowNames);
        Assert.Equal(["5", "7"], two.Short().ColumnNames);
    }

    [Theory]
    [InlineData(3, 3, 5, 1000, 800)]
    [InlineData(3, 3, 5, 1600, 600)]
    [InlineData(5, 1, 5, 300, 200)]
    [InlineData(4, 6, 2, 4000, 3000)]
    [InlineData(2, 3, 10, 600, 2000)]
    public void Names_of_rows_and_columns_are_written_once_and_nothing_overlaps(int methods, int perplexities, int seeds, int width, int height)
    {
        GridMap[] maps = Sweep(methods, perplexities, seeds);
        var grid = MapGrid.Of(maps, ColorKind.Auto, PlotTheme.Light, "a sweep");
        var layout = GridLayout.Of(grid, new PlotSize(width, height));
        Assert.Equal(maps.Length, layout.Cells.Distinct().Count());
        Assert.NotEmpty(layout.RowNames);
        float line = layout.CaptionText.Line;
        int heads = layout.Captions.Max(caption => caption.Length);
        SKRect[] parts = [layout.Figure.LegendPlace, .. layout.Frames.Select((frame, k) => new SKRect(frame.Left, frame.Top - ((layout.Cells[k] < layout.Columns ? heads + 1 : 1) * line), frame.Right, frame.Bottom))];
        float title = layout.Figure.Title.Length * layout.Figure.TitleText.Line;
        Assert.All(parts, part => Assert.True(part.Left >= 0 && part.Top >= title && part.Right <= width && part.Bottom <= height, $"{part}"));
        for (int a = 0; a < parts.Length; a++)
        {
            for (int b = a + 1; b < parts.Length; b++)
                Assert.False(parts[a].IntersectsWith(parts[b]), $"{parts[a]} and {parts[b]}");
        }

        using var stream = new MemoryStream();
        GridPicture.Write(grid, new PlotSize(width, height), PictureFormat.Svg, stream, cancellation: TestContext.Current.CancellationToken);
        stream.Position = 0;
        string[] texts = [.. XDocument.Load(stream).Root!.Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value.Trim())];
        Assert.Equal(layout.RowNames, texts.Where(layout.RowNames.Contains));
        Assert.Equal(maps.Length / layout.RowNames.Length, layout.Captions.Count(caption => caption.Length > 0));
        Assert.DoesNotContain(texts, text => text.Contains('…', StringComparison.Ordinal));

        // Maps of one row name lie side by side, and what their captions have in common is that name.
        foreach (IGrouping<float, int> row in Enumerable.Range(0, maps.Length).GroupBy(k => layout.Frames[k].Top))
            Assert.Contains(maps[0].Parts.Index(), part => row.All(k => maps[k].Parts[part.Index] == maps[row.First()].Parts[part.Index]));
    }

    [Fact]
    public void Few_maps_keep_their_captions_in_rows_and_columns()
    {
        var layout = GridLayout.Of(MapGrid.Of(Sweep(2, 3, 1), ColorKind.Auto, PlotTheme.Light), new PlotSize(1000, 800));
        Assert.Equal(3, layout.Columns);
        Assert.Empty(layout.RowNames);
        Assert.All(layout.Captions, (lines, k) => Assert.Equal($"{Methods[k / 3]}, Perplexity {5 * ((k % 3) + 1)}, Seed 1", string.Join(" ", lines)));
    }

    [Fact]
    public void A_picture_is_as_wide_and_as_high_as_its_maps_where_no_size_is_asked_for()
    {
        var high = MapGrid.Of([.. Enumerable.Range(0, 2).Select(k => new GridMap($"{k}", new Matrix(4, 2, [0, 0, 1, 0, 0, 2, 1, 2])))], ColorKind.Auto, PlotTheme.Light);
        using var stream = new MemoryStream();
        GridPicture.Write(high, new PlotSize(1000, 500), PictureFormat.Png, stream, isHeightFree: true, isWidthFree: true, cancellation: TestContext.Current.CancellationToken);
        using SKBitmap picture = SKBitmap.Decode(stream.ToArray());
        Assert.InRange(picture.Width, 400, 650);
        GridLayout layout = GridLayout.Of(high, new PlotSize(1000, 500));
        Assert.Equal(500, (layout.Frames[0].Left + layout.Frames[1].Right) / 2, 6f); // given a size, the maps stand in the middle; a margin of pixels
        Assert.True(layout.Frames.Sum(frame => frame.Width * frame.Height) / ((layout.Frames[1].Right - layout.Frames[0].Left) * layout.Frames[0].Height) > 0.9);
    }

    /// <summary>The maps of a sweep over methods, perplexities and seeds.</summary>
    private static GridMap[] Sweep(int methods, int perplexities, int seeds) =>
    [
        .. from method in Enumerable.Range(0, methods)
           from perplexity in Enumerable.Range(1, perplexities)
           from seed in Enumerable.Range(1, seeds)
           select new[] { method < 3 ? Methods[method] : $"TSne {method}", $"Perplexity {5 * perplexity}", $"Seed {seed}" } into parts
           select new GridMap(string.Join(", ", parts), Grids.Cloud(20, parts[2].Length)) { Color = Grids.Labels(20, 3), Parts = parts },
    ];
}

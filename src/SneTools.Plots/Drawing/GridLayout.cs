using SkiaSharp;

namespace SneTools.Plots;

/// <summary>Where the parts of a figure of several maps lie.</summary>
/// <param name="Figure">Title and legend.</param>
/// <param name="Columns">Maps in a row.</param>
/// <param name="Cells">The place of each map, counted row by row from 0.</param>
/// <param name="Frames">The frame of each map.</param>
/// <param name="Captions">The lines over each; none over a map that is told by its row and its column.</param>
/// <param name="RowNames">What stands over each row; none where every map has a caption.</param>
/// <param name="CaptionText">The letters of these.</param>
internal sealed record GridLayout(FigureLayout Figure, int Columns, int[] Cells, SKRect[] Frames, string[][] Captions, string[] RowNames, FigureText CaptionText)
{
    /// <summary>Pixels from the left of the sheet to the end of what is drawn, with a margin.</summary>
    public int Width => (int)Math.Ceiling(Math.Max(
        Figure.Legend is null ? Frames.Max(frame => frame.Right) : Figure.LegendPlace.Right,
        Figure.Left + Figure.Title.Select(Figure.TitleText.Width).DefaultIfEmpty(0).Max()) + Figure.Margin);

    /// <summary>Pixels from the top of the sheet to the end of what is drawn, with a margin.</summary>
    public int Height => (int)Math.Ceiling(Math.Max(Frames.Max(frame => frame.Bottom), Figure.LegendPlace.Top + (Figure.Legend?.Height ?? 0)) + Figure.Margin);

    /// <summary>Lays the figure out.</summary>
    /// <param name="grid">The maps.</param>
    /// <param name="size">Size of the sheet.</param>
    /// <param name="isWidthFree">True to leave what is not needed on the right, rather than on both sides.</param>
    public static GridLayout Of(MapGrid grid, PlotSize size, bool isWidthFree = false)
    {
        var figure = FigureLayout.Of(size, grid.Title, grid.Legend(), 1, 1, 0);
        SKRect room = figure.Panels[0];
        GridPlan plan = GridPlan.Best(grid, figure.Text, room, figure.Margin);
        (float width, float height) = (plan.Frame.Width, plan.Frame.Height);
        float across = Math.Min(room.Width, plan.RowNames.Select(plan.Bold.Width).Append(plan.Across(figure.Margin)).Max());
        float left = isWidthFree ? room.Left : room.Left + Math.Max(0, (room.Width - across) / 2);
        int rows = plan.Cells.Max() / plan.Columns;
        float[] tops = [.. Enumerable.Range(0, rows + 1).Select(row => room.Top + (row * (height + figure.Margin)) + Enumerable.Range(0, row + 1).Sum(plan.Above))];
        SKRect[] frames = [.. plan.Cells.Select(cell => SKRect.Create(left + (cell % plan.Columns * (width + figure.Margin)), tops[cell / plan.Columns], width, height))];
        string[][] captions = [.. plan.Captions.Select(caption => plan.Text.Wrap(caption, width, plan.Lines))];
        string[] rowNames = [.. plan.RowNames.Select(name => plan.Bold.Fit(name, across))];
        return new GridLayout(figure.Moved(left, left + across + figure.Margin), plan.Columns, plan.Cells, frames, captions, rowNames, plan.Text);
    }
}

using SkiaSharp;

namespace SneTools.Plots;

/// <summary>How several maps are divided into rows and columns, and how their captions are written.</summary>
/// <param name="Columns">Maps in a row.</param>
/// <param name="Cells">The place of each map, counted row by row from 0.</param>
/// <param name="Captions">What stands over each map; empty where its row and its column tell it.</param>
/// <param name="RowNames">What stands over each row; none where every map has a caption.</param>
/// <param name="Text">The letters of the captions.</param>
/// <param name="Lines">Lines that a caption takes.</param>
/// <param name="Frame">Size of each map's frame: what room there is without captions, where one side is not much longer than what it shows.</param>
internal sealed record GridPlan(int Columns, int[] Cells, string[] Captions, string[] RowNames, FigureText Text, int Lines, SKSize Frame)
{
    private const int MostLines = 4;

    /// <summary>How much longer one side of a frame may be than what it shows.</summary>
    private const float Looseness = 1.2f;

    /// <summary>How much smaller maps may be if rows and columns are those of their parameters, and if the last row is full.</summary>
    private const double DesignWorth = 1.5;
    private const double FullWorth = 1.15;

    /// <summary>How much smaller they may be if every map has a caption of its own.</summary>
    private const double CaptionWorth = 1.1;

    /// <summary>How much smaller, or fewer in a row, they may be if no caption is cut.</summary>
    private const double WholeWorth = 3;

    /// <summary>The sizes of a caption's letters, as shares of the figure's, and what each is worth.</summary>
    private static readonly (float Share, double Worth)[] Letters = [(1, 1), (0.9f, 0.97), (0.8f, 0.94), (0.7f, 0.8), (0.6f, 0.75)];

    /// <summary>How good the plan is: the side of a map in pixels, times what else is worth having.</summary>
    private double Worth { get; init; }

    /// <summary>The plan that makes the maps large, tells them apart, and keeps what belongs together in rows and columns.</summary>
    /// <param name="grid">The maps.</param>
    /// <param name="text">The letters of the figure.</param>
    /// <param name="room">Room for all maps with their captions.</param>
    /// <param name="gap">Room between two maps.</param>
    public static GridPlan Best(MapGrid grid, FigureText text, SKRect room, float gap)
    {
        int count = grid.Maps.Length;
        string[] captions = [.. grid.Maps.Select(map => PlotText.OneLine(map.Title, 200))];
        int[] inOrder = [.. grid.Designs.Where(design => design.IsInOrder).Select(design => design.Columns)];
        IEnumerable<int> columns = Enumerable.Range(1, count).Select(rows => (count + rows - 1) / rows).Concat(inOrder).Distinct();
        IEnumerable<GridPlan> alone = columns.Select(each => new GridPlan(each, [.. Enumerable.Range(0, count)], captions, [], text, 1, default)
        {
            Worth = CaptionWorth * (inOrder.Contains(each) ? DesignWorth : 1) * (count % each == 0 ? FullWorth : 1),
        });
        IEnumerable<GridPlan> together = grid.Designs.SelectMany(design => new[] { design, design.Short() }.Distinct()).Select((design, k) => new GridPlan(
            design.Columns, design.Cells, [.. design.Cells.Select(cell => cell < design.Columns ? design.ColumnNames[cell] : string.Empty)], design.RowNames, text, 1, default)
        {
            Worth = DesignWorth * FullWorth,
        });
        return alone.Concat(together).SelectMany(plan => plan.Written(grid, room, gap)).MaxBy(plan => plan.Worth)!;
    }

    /// <summary>The plan with captions in letters of several sizes, and in as many lines as they may take.</summary>
    private IEnumerable<GridPlan> Written(MapGrid grid, SKRect room, float gap)
    {
        // The longest decide whether all have room.
        string[] longest = [.. Captions.Where(caption => caption.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(caption => caption.Length).Take(6)];
        for (int lines = 1; lines <= MostLines; lines++)
        {
            foreach ((float share, double worthOfShare) in Letters)
            {
                GridPlan plan = this with { Text = new FigureText(Math.Max(FigureLayout.SmallestText, share * Text.Size)), Lines = lines };
                plan = plan with { Frame = plan.Divide(grid, room, gap) };
                bool areWhole = plan.Text.AreWhole(longest, plan.Frame.Width, lines) && plan.Bold.AreWhole(RowNames, room.Width, 1);
                double side = Math.Min(plan.Frame.Width / grid.Aspect, plan.Frame.Height);
                yield return plan with { Worth = side * Worth * worthOfShare * (areWhole ? WholeWorth : 1) };
            }
        }
    }

    /// <summary>The letters of rows' names.</summary>
    public FigureText Bold => Text with { IsBold = true };

    /// <summary>Pixels over the maps of a row.</summary>
    public float Above(int row) => RowNames.Length > 0 ? (row == 0 ? Lines + 1 : 1) * Text.Line : Lines * Text.Line;

    /// <summary>Pixels from the left of the first frame to the right of the last.</summary>
    /// <param name="gap">Room between two maps.</param>
    public float Across(float gap) => (Columns * (Frame.Width + gap)) - gap;

    private SKSize Divide(MapGrid grid, SKRect room, float gap)
    {
        int rows = (grid.Maps.Length + Columns - 1) / Columns;
        float above = Enumerable.Range(0, rows).Sum(Above);
        float width = Math.Max(1, (room.Width - ((Columns - 1) * gap)) / Columns);
        float height = Math.Max(1, (room.Height - above - ((rows - 1) * gap)) / rows);
        float wide = Math.Min(width, Math.Max(1, height * (float)grid.Aspect * Looseness));
        return new SKSize(wide, Math.Min(height, Math.Max(1, wide / (float)grid.Aspect * Looseness)));
    }
}

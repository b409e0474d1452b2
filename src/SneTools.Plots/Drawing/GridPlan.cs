using SkiaSharp;

namespace SneTools.Plots;

/// <summary>How several maps are divided into rows and columns, and how their captions are written.</summary>
/// <param name="Columns">Maps in a row.</param>
/// <param name="Captions">What stands over each map; empty where its row and its column tell it.</param>
/// <param name="RowNames">What stands over each row; none where every map has a caption.</param>
/// <param name="Text">The letters of the captions.</param>
/// <param name="Lines">Lines that a caption takes.</param>
/// <param name="Room">Room for each map, without its caption.</param>
internal sealed record GridPlan(int Columns, string[] Captions, string[] RowNames, FigureText Text, int Lines, SKSize Room)
{
    private const int MostLines = 4;

    /// <summary>How much smaller maps may be if rows and columns are those of their parameters, and if the last row is full.</summary>
    private const double DesignWorth = 1.5;
    private const double FullWorth = 1.15;

    /// <summary>How much smaller they may be if every map has a caption of its own.</summary>
    private const double CaptionWorth = 1.2;

    /// <summary>How much smaller, or fewer in a row, they may be if no caption is cut.</summary>
    private const double WholeWorth = 3;

    /// <summary>The sizes of a caption's letters, as shares of the figure's, and what each is worth.</summary>
    private static readonly (float Share, double Worth)[] Letters = [(1, 1), (0.9f, 0.97), (0.8f, 0.94), (0.7f, 0.8), (0.6f, 0.75)];

    /// <summary>The plan that makes the maps large, tells them apart, and keeps what belongs together in rows and columns.</summary>
    /// <param name="grid">The maps.</param>
    /// <param name="text">The letters of the figure.</param>
    /// <param name="room">Room for all maps with their captions.</param>
    /// <param name="gap">Room between two maps.</param>
    public static GridPlan Best(MapGrid grid, FigureText text, SKRect room, float gap)
    {
        int count = grid.Maps.Length;
        string[] captions = [.. grid.Maps.Select(map => PlotText.OneLine(map.Title, 200))];
        IEnumerable<int> columns = Enumerable.Range(1, count).Select(rows => (count + rows - 1) / rows).Concat(grid.Designs.Select(design => design.Columns)).Distinct();
        IEnumerable<(GridPlan Plan, double Worth)> plans = columns.SelectMany(each => Written(each, captions, []))
            .Concat(grid.Designs.SelectMany(design => Written(
                design.Columns,
                [.. Enumerable.Range(0, count).Select(k => k < design.Columns ? design.ColumnNames[k] : string.Empty)],
                design.RowNames)));
        return plans.MaxBy(plan => plan.Worth).Plan;

        IEnumerable<(GridPlan, double)> Written(int each, string[] over, string[] names)
        {
            // The longest decide whether all have room.
            string[] longest = [.. over.Where(caption => caption.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(caption => caption.Length).Take(6)];
            double worth = (names.Length > 0 ? DesignWorth : CaptionWorth * (grid.Designs.Any(design => design.Columns == each) ? DesignWorth : 1)) * (count % each == 0 ? FullWorth : 1);
            for (int lines = 1; lines <= (names.Length > 0 ? 2 : MostLines); lines++)
            {
                foreach ((float share, double worthOfShare) in Letters)
                {
                    var plan = new GridPlan(each, over, names, new FigureText(Math.Max(FigureLayout.SmallestText, share * text.Size)), lines, default);
                    plan = plan with { Room = plan.Divide(room, count, gap) };
                    bool areWhole = plan.Text.AreWhole(longest, plan.Room.Width, lines) && plan.Text.AreWhole(names, room.Width, 1);
                    double side = Math.Min(plan.Room.Width / grid.Aspect, plan.Room.Height);
                    yield return (plan, side * worth * worthOfShare * (areWhole ? WholeWorth : 1));
                }
            }
        }
    }

    /// <summary>Pixels over the maps of a row.</summary>
    public float Above(int row) => RowNames.Length > 0 ? (row == 0 ? Lines + 1 : 1) * Text.Line : Lines * Text.Line;

    private SKSize Divide(SKRect room, int count, float gap)
    {
        int rows = (count + Columns - 1) / Columns;
        float above = Enumerable.Range(0, rows).Sum(Above);
        return new SKSize(
            Math.Max(1, (room.Width - ((Columns - 1) * gap)) / Columns),
            Math.Max(1, (room.Height - above - ((rows - 1) * gap)) / rows));
    }
}

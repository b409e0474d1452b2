namespace SneTools;

/// <summary>The places of points along their leading directions, which no few far ones decide.</summary>
/// <remarks>
/// One fill value of 1e20, or one row a hundred times farther out than the others, is a component of its own, in which all others lie in one
/// spot. Rows beyond <see cref="Reach"/> times the width that holds 95 % of all are left out, and the components of the others found
/// again, until none is left out any more; data without such rows get their plain components.
/// </remarks>
internal sealed class RobustScores
{
    /// <summary>Widths beyond which a row is left out. A normal variable does not come beyond 3, one with heavy tails beyond 10.</summary>
    private const double Reach = 20;

    /// <summary>The share of the rows in a width; the others are the most that are left out.</summary>
    private const double Share = 0.95;

    /// <summary>Widths at which rows that were left out are set down.</summary>
    private const double Edge = 3;

    /// <summary>The least number of rows of which some are left out.</summary>
    private const int MinRows = 10;

    private const int Rounds = 5;

    private readonly Matrix _scores;

    private RobustScores(LeadingScores found)
    {
        _scores = found.Scores;
        Rank = found.Rank;
        Spread = found.Spread;
    }

    /// <summary>How many of the components are more than rounding.</summary>
    public int Rank { get; }

    /// <summary>Standard deviation along the first component.</summary>
    public double Spread { get; }

    /// <summary>The place of a row along a component.</summary>
    public double this[int row, int component] => _scores[row, component];

    /// <summary>Computes them along principal components.</summary>
    /// <param name="data">n × h.</param>
    /// <param name="count">How many components, at most; there are no more than the lesser of n and h.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static RobustScores Of(Matrix data, int count, ThreadTeam team) => Of(data.Rows, kept => Fit(data, kept, count, team));

    /// <summary>Computes them along principal coordinates.</summary>
    /// <param name="points">The points, n.</param>
    /// <param name="count">How many coordinates, at most.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static RobustScores Of(IPointDistances points, int count, ThreadTeam team) =>
        Of(points.Count, kept => PrincipalCoordinates.Fit(points, kept, count, team));

    /// <summary>Sets places that are far out to the edge.</summary>
    /// <param name="scores">n × k.</param>
    public static void Bound(Matrix scores)
    {
        if (scores.Rows >= MinRows)
            SetDown(scores, Widths(scores, [.. Enumerable.Range(0, scores.Rows)]));
    }

    /// <param name="n">Number of points.</param>
    /// <param name="fit">Finds the directions of some of them, and places all along these.</param>
    private static RobustScores Of(int n, Func<int[], LeadingScores> fit)
    {
        int[] kept = [.. Enumerable.Range(0, n)];
        LeadingScores found = fit(kept);
        (double Middle, double Width)[] widths = Widths(found.Scores, kept);
        for (int round = 0; round < Rounds && n >= MinRows; round++)
        {
            int[] nearer = [.. kept.Where(i => !IsOut(found.Scores, i, widths))];
            if (nearer.Length == kept.Length || nearer.Length < Share * n)
                break;
            LeadingScores inner = fit(nearer);
            if (inner.Rank == 0)
                break;
            (kept, found) = (nearer, inner);
            widths = Widths(found.Scores, kept);
        }

        if (kept.Length < n)
            SetDown(found.Scores, widths);
        return new RobustScores(found);
    }

    /// <summary>The components of some rows, and the places of all along them in units of the components.</summary>
    private static LeadingScores Fit(Matrix data, int[] kept, int count, ThreadTeam team)
    {
        Matrix rows = kept.Length == data.Rows ? data : data.Select(kept);
        var components = PrincipalComponents.Fit(rows, Math.Min(count, Math.Min(rows.Rows, rows.Columns)), team);
        Matrix scores = components.Project(data, team);
        for (int k = 0; k < scores.Values.Length; k++)
            scores.Values[k] /= components.Unit;
        return new LeadingScores(scores, components.Rank, Math.Sqrt(components.Variances[0]));
    }

    /// <summary>The middle of some rows along every component, and how far from it 95 % of them are at most.</summary>
    private static (double Middle, double Width)[] Widths(Matrix scores, int[] rows)
    {
        var result = new (double, double)[scores.Columns];
        for (int c = 0; c < result.Length; c++)
        {
            double[] places = [.. rows.Select(i => scores[i, c])];
            double middle = Quantile(places, 0.5);
            double[] distances = [.. places.Select(place => Math.Abs(place - middle))];
            result[c] = (middle, Quantile(distances, Share));
        }

        return result;
    }

    private static double Quantile(double[] values, double share)
    {
        Array.Sort(values);
        return values[(int)(share * (values.Length - 1))];
    }

    private static bool IsOut(Matrix scores, int i, (double Middle, double Width)[] widths)
    {
        for (int c = 0; c < widths.Length; c++)
        {
            if (!(Math.Abs(scores[i, c] - widths[c].Middle) <= Reach * widths[c].Width))
                return true;
        }

        return false;
    }

    /// <summary>Sets rows that are far out to the edge.</summary>
    private static void SetDown(Matrix scores, (double Middle, double Width)[] widths)
    {
        for (int i = 0; i < scores.Rows; i++)
        {
            if (!IsOut(scores, i, widths))
                continue;
            for (int c = 0; c < widths.Length; c++)
            {
                double reach = Edge * widths[c].Width;
                double place = scores[i, c] - widths[c].Middle;
                scores[i, c] = widths[c].Middle + (double.IsNaN(place) ? 0 : Math.Clamp(place, -reach, reach));
            }
        }
    }
}

using System.Globalization;

namespace SneTools.Tests;

/// <summary>Tables of distances as people have them, and what is none.</summary>
public class PointDistancesTests
{
    private static readonly double[,] Three = { { 0, 1, 2.5 }, { 1, 0, 3 }, { 2.5, 3, 0 } };

    [Fact]
    public void A_square_table_is_one_of_distances()
    {
        PointDistances distances = PointDistances.Read(Table(Three, ["a", "b", "c"]));
        AssertDistances(Three, distances);
        Assert.False(distances.IsSparse);
        Assert.Equal(["a", "b", "c"], Assert.Single(distances.Points.Labels).Values);
        Assert.Equal(0, distances.Points.Dimension);
        Assert.Empty(PointDistances.Read(Table(Three, ["X1", "X2", "X3"])).Points.Labels);
    }

    [Fact]
    public void Columns_follow_the_names_of_the_rows()
    {
        double[,] turned = { { 2.5, 0, 1 }, { 3, 1, 0 }, { 0, 2.5, 3 } };
        var names = new LabelColumn("", ["a", "b", "c"]);
        var other = new LabelColumn("kind", ["u", "u", "v"]);
        PointDistances distances = PointDistances.Read(new Dataset(Matrix.FromArray(turned), ["c", "a", "b"], [other, names]));
        AssertDistances(Three, distances);
        Assert.Equal(["kind", ""], distances.Points.Labels.Select(label => label.Name));
    }

    [Fact]
    public void Names_that_a_program_has_changed_are_the_same_names()
    {
        double[,] turned = { { 2.5, 0, 1 }, { 3, 1, 0 }, { 0, 2.5, 3 } };
        var names = new LabelColumn("", [" a 1", "2b", "c"]);
        AssertDistances(Three, PointDistances.Read(new Dataset(Matrix.FromArray(turned), ["c", "a.1", "X2b"], [names])));
    }

    [Fact]
    public void Names_that_are_the_columns_but_for_some_are_refused_where_they_are_out_of_order()
    {
        double[,] turned = { { 2.5, 0, 1 }, { 3, 1, 0 }, { 0, 2.5, 3 } };
        SneException error = Refused(new Dataset(Matrix.FromArray(turned), ["c", "a", "b"], [new LabelColumn("n", ["a", "z", "c"])]), new DistanceForm(IsAveraged: true));
        Assert.Equal((SneError.InvalidDistances, 2, "n"), (error.Error, error.Row, error.Column));
        Assert.Contains("'z' is the name of no column", error.Message, StringComparison.Ordinal);
        Assert.Contains("an earlier row", Refused(new Dataset(Matrix.FromArray(turned), ["c", "a", "b"], [new LabelColumn("n", ["a", "a", "c"])])).Message, StringComparison.Ordinal);
        AssertDistances(Three, PointDistances.Read(new Dataset(Matrix.FromArray(Three), ["a", "b", "c"], [new LabelColumn("n", ["a", "z", "c"])])));
        AssertDistances(Three, PointDistances.Read(new Dataset(Matrix.FromArray(Three), ["a", "b", "c"], [new LabelColumn("class", ["b", "b", "b"])])));
    }

    [Fact]
    public void What_is_not_square_is_told_what_it_may_be()
    {
        Assert.Contains("-NoHeader", Refused(Table(new double[,] { { 5, 0, 3 }, { 7, 3, 0 } }, ["0.5", "1.5", "2.5"])).Message, StringComparison.Ordinal);
        Assert.Contains("pairs of 4 points", Refused(Table(new double[,] { { 1 }, { 2 }, { 3 }, { 4 }, { 5 }, { 6 } }, ["X1"])).Message, StringComparison.Ordinal);
        Assert.Contains("pairs of 3 points", Refused(Table(new double[,] { { 1, 2, 3 } }, ["X1", "X2", "X3"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_numbers_that_names_the_rows_is_none_of_the_distances()
    {
        double[,] named = { { 5, 0, 1, 2.5 }, { 9, 1, 0, 3 }, { 7, 2.5, 3, 0 } };
        AssertDistances(Three, PointDistances.Read(Table(named, ["id", "5", "9", "7"])));
        double[,] numbered = { { 0, 0, 1, 2.5 }, { 1, 1, 0, 3 }, { 2, 2.5, 3, 0 } };
        AssertDistances(Three, PointDistances.Read(Table(numbered, ["index", "a", "b", "c"])));
        double[,] behind = { { 0, 1, 2.5, 5 }, { 1, 0, 3, 9 }, { 2.5, 3, 0, 7 } };
        Assert.Contains("3 rows and 4 columns", Refused(Table(behind, ["a", "b", "c", "class"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Distances_from_the_first_point_that_look_like_an_index_are_distances()
    {
        double[,] line = { { 0, 1, 2 }, { 1, 0, 1 }, { 2, 1, 0 } };
        var rest = new Matrix(3, 2, [1, 2, 0, 1, 1, 0]);
        AssertDistances(line, PointDistances.Read(new Dataset(rest, ["b", "c"], [new LabelColumn("a", ["0", "1", "2"])])));
    }

    [Fact]
    public void What_is_no_distance_is_refused_by_its_cell()
    {
        AssertRefused("Row 3, column 'a'", "5", "row 1, column 'c'", Changed((2, 0, 5)));
        AssertRefused("Row 2, column 'b'", "from itself is 0.5", "must be 0", Changed((1, 1, 0.5)));
        AssertRefused("Row 1, column 'b'", "-1", "negative", Changed((0, 1, -1), (1, 0, -1)));
        SneException error = Refused(Table(Changed((2, 0, 5)), ["a", "b", "c"]));
        Assert.Equal((3, "a"), (error.Row, error.Column));
        Assert.Equal(SneError.SingleRow, Refused(Table(new double[,] { { 0 } }, ["a"])).Error);
    }

    [Fact]
    public void Rounding_is_no_asymmetry_and_both_directions_have_the_same_bits()
    {
        PointDistances distances = PointDistances.Read(Table(Changed((2, 0, 2.5 * (1 + 1e-9)), (0, 0, 1e-12), (1, 2, 3.0000001)), ["a", "b", "c"]));
        Assert.Equal(distances.All!.SquaredDistance(0, 2), distances.All.SquaredDistance(2, 0));
        Assert.Equal(distances.All.SquaredDistance(1, 2), distances.All.SquaredDistance(2, 1));
        Assert.Equal(0, distances.All.SquaredDistance(0, 0));
    }

    [Fact]
    public void Two_directions_may_be_averaged()
    {
        PointDistances distances = PointDistances.Read(Table(Changed((2, 0, 3.5)), ["a", "b", "c"]), new DistanceForm(IsAveraged: true));
        Assert.Equal(9, distances.All!.SquaredDistance(0, 2));
    }

    [Fact]
    public void Correlations_are_the_distances_of_the_metric_of_that_name()
    {
        Matrix rows = Samples.Wine.Values;
        IPointDistances expected = MetricPoints.Distances(rows, NeighborMetric.Correlation);
        var correlations = new Matrix(rows.Rows, rows.Rows);
        for (int i = 0; i < rows.Rows; i++)
        {
            for (int j = 0; j < rows.Rows; j++)
                correlations[i, j] = MathNet.Numerics.Statistics.Correlation.Pearson(rows.Row(i).ToArray(), rows.Row(j).ToArray());
        }

        PointDistances distances = PointDistances.Read(Samples.Named(correlations), new DistanceForm(IsSimilarity: true));
        for (int i = 0; i < rows.Rows; i++)
        {
            for (int j = 0; j < i; j++)
                Near.Equal(expected.SquaredDistance(i, j), distances.All!.SquaredDistance(i, j), 1e-14);
        }
    }

    [Fact]
    public void Inner_products_are_similarities_of_straight_distances()
    {
        Matrix rows = Samples.Normal(30, 3, 2, 1e3);
        var products = new Matrix(30, 30);
        for (int i = 0; i < 30; i++)
        {
            for (int j = 0; j < 30; j++)
                products[i, j] = Distance.Dot(rows.Row(i), rows.Row(j));
        }

        PointDistances distances = PointDistances.Read(Samples.Named(products), new DistanceForm(IsSimilarity: true));
        for (int i = 0; i < 30; i++)
            Near.Equal(Definition.SquaredDistance(rows, 4, i), distances.All!.SquaredDistance(4, i), 1e-8);
        products[3, 7] = products[7, 3] = 1e8;
        Assert.Contains("Row 4, column 'x7'", Refused(Samples.Named(products), new DistanceForm(IsSimilarity: true)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    public void Distances_of_any_size_keep_their_digits(double scale)
    {
        PointDistances plain = PointDistances.Read(MetricTests.Distances(Samples.Iris.Values, NeighborMetric.Euclidean));
        Dataset table = MetricTests.Distances(Samples.Iris.Values, NeighborMetric.Euclidean);
        PointDistances scaled = PointDistances.Read(new Dataset(Samples.Map(table.Values, value => value * scale), table.Columns));
        using var team = new ThreadTeam(2);
        Affinities expected = Affinities.Create(plain, new AffinityOptions { Width = KernelWidth.OfPerplexity(12) }, team);
        Affinities found = Affinities.Create(scaled, new AffinityOptions { Width = KernelWidth.OfPerplexity(12) }, team);
        Near.Equal(expected.ToMatrix(team), found.ToMatrix(team), 1e-12);
        Near.Equal(expected.Sigma[3], found.Sigma[3] / scale, 1e-11 * expected.Sigma[3]);
    }

    [Fact]
    public void Pairs_are_read_once_or_both_ways_and_what_is_missing_is_far()
    {
        foreach (string rows in (string[])["a b 1;c a 2;d c 4", "a b 1;b a 1;c a 2;a c 2;d c 4;c d 4;a a 0"])
        {
            PointDistances distances = PointDistances.Read(Pairs(rows));
            Assert.True(distances.IsSparse);
            Assert.Equal((4, 3, 2), (distances.Count, distances.PairCount, distances.MaxNeighborCount));
            Assert.Equal(["a", "b", "c", "d"], distances.Points.Labels[0].Values);
            using var team = new ThreadTeam(1);
            NeighborGraph graph = distances.FindNeighbors(null, 0, team);
            Assert.Equal([1, 2], graph.Neighbors(0).ToArray());
            Assert.Equal([1, 4], graph.SquaredDistances(0).ToArray());
            Assert.Equal([0], graph.Neighbors(1).ToArray());
            Assert.Equal([2], graph.Neighbors(3).ToArray());
            Assert.Equal([1], distances.FindNeighbors(1, 0, team).Neighbors(0).ToArray());
        }
    }

    [Fact]
    public void Numbers_of_points_are_in_their_order_and_all_pairs_are_a_full_table()
    {
        PointDistances distances = PointDistances.Read(Pairs("10 2 3;1 2 1;1 10 2.5"));
        Assert.False(distances.IsSparse);
        Assert.Equal(["1", "2", "10"], distances.Points.Labels[0].Values);
        AssertDistances(Three, distances);
    }

    [Fact]
    public void Pairs_that_are_none_are_refused_by_their_row()
    {
        AssertPairsRefused("Row 3", "is 2, but in row 1 it is 1", "a b 1;c a 2;b a 2");
        AssertPairsRefused("Row 2", "negative", "a b 1;c a -2");
        AssertPairsRefused("Row 2", "from itself", "a b 1;c c 2;a c 1");
        AssertPairsRefused("'d'", "no number for any other point", "a b 1;d d 0;a c 1");
        Assert.Equal(2.25, PointDistances.Read(Pairs("a b 1;b a 2;c a 1"), new DistanceForm(IsAveraged: true)).FindNeighbors(null, 0, new ThreadTeam(1)).SquaredDistances(1)[0]);
    }

    [Fact]
    public void Similarities_of_pairs_are_to_1()
    {
        Dataset table = Pairs("a b 0.5;c a -1;c c 3", "Similarity");
        PointDistances distances = PointDistances.Read(table, new DistanceForm(IsSimilarity: true));
        NeighborGraph graph = distances.FindNeighbors(null, 0, new ThreadTeam(1));
        Near.Equal(1, graph.SquaredDistances(1)[0], 1e-15); // 1 + 1 - 2 · 0.5
        Near.Equal(6, graph.SquaredDistances(2)[0], 1e-15); // 3 + 1 + 2
        Assert.Contains("Row 1", Refused(Pairs("a b 1.5;c a 0", "Similarity"), new DistanceForm(IsSimilarity: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_tables_and_their_pairs_have_the_same_neighbors() => Gen.Select(Gen.Int[3, 60], Gen.Int[0, 1000]).Sample((n, seed) =>
    {
        Dataset table = MetricTests.Distances(Samples.Normal(n, 3, seed), NeighborMetric.Manhattan);
        PointDistances full = PointDistances.Read(table);
        var text = new List<string>();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
                text.Add(FormattableString.Invariant($"{i} {j} {table.Values[i, j]:R}"));
        }

        text.RemoveAt(seed % text.Count);
        PointDistances sparse = PointDistances.Read(Pairs(string.Join(';', text)));
        using var team = new ThreadTeam(2);
        NeighborGraph expected = full.FindNeighbors(1, 7, team);
        NeighborGraph found = sparse.FindNeighbors(1, 7, team);
        int different = Enumerable.Range(0, n).Count(i => !expected.Neighbors(i).SequenceEqual(found.Neighbors(i)));
        Assert.InRange(different, 0, 2);
    }, iter: 20);

    private static void AssertDistances(double[,] expected, PointDistances found)
    {
        Assert.Equal(expected.GetLength(0), found.Count);
        for (int i = 0; i < found.Count; i++)
        {
            for (int j = 0; j < found.Count; j++)
                Assert.Equal(expected[i, j] * expected[i, j], found.All!.SquaredDistance(i, j));
        }
    }

    private static double[,] Changed(params (int I, int J, double Value)[] cells)
    {
        var result = (double[,])Three.Clone();
        foreach ((int i, int j, double value) in cells)
            result[i, j] = value;
        return result;
    }

    private static void AssertRefused(string place, string found, string advice, double[,] values)
    {
        SneException error = Refused(Table(values, ["a", "b", "c"]));
        Assert.Equal(SneError.InvalidDistances, error.Error);
        Assert.StartsWith(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }

    private static void AssertPairsRefused(string place, string found, string rows)
    {
        SneException error = Refused(Pairs(rows));
        Assert.Equal(SneError.InvalidDistances, error.Error);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
    }

    private static SneException Refused(Dataset table, DistanceForm form = default) =>
        Assert.Throws<SneException>(() => PointDistances.Read(table, form));

    private static Dataset Table(double[,] values, string[] columns) => new(Matrix.FromArray(values), columns);

    private static Dataset Pairs(string text, string column = "Distance")
    {
        string[][] rows = [.. text.Split(';').Select(row => row.Split(' '))];
        return new Dataset(
            new Matrix(rows.Length, 1, [.. rows.Select(row => double.Parse(row[2], CultureInfo.InvariantCulture))]),
            [column],
            [new LabelColumn("I", [.. rows.Select(row => row[0])]), new LabelColumn("J", [.. rows.Select(row => row[1])])]);
    }
}

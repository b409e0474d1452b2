using System.Globalization;

namespace SneTools;

/// <summary>Reads distances or similarities of pairs: one, two or more rows for each, the names of the two points in the columns I and J.
/// </summary>
internal sealed class DistanceTriplets
{
    private readonly string?[] _first;
    private readonly string?[] _second;
    private readonly double[] _numbers;
    private readonly DistanceForm _form;
    private readonly double _largest;

    private DistanceTriplets(string?[] first, string?[] second, double[] numbers, DistanceForm form)
    {
        _first = first;
        _second = second;
        _numbers = numbers;
        _form = form;
        foreach (double number in numbers)
            _largest = Math.Max(_largest, Math.Abs(number));
    }

    /// <summary>The columns that make a table one of triplets.</summary>
    public static string[] Columns(DistanceForm form) => ["I", "J", form.IsSimilarity ? "Similarity" : "Distance"];

    /// <summary>The triplets of a table; null if it has not these columns.</summary>
    public static DistanceTriplets? TryFind(Dataset table, DistanceForm form)
    {
        string[] names = Columns(form);
        return Texts(table, names[0]) is { } first && Texts(table, names[1]) is { } second && Numbers(table, names[2]) is { } numbers
            ? new DistanceTriplets(first, second, numbers, form)
            : null;
    }

    /// <summary>Reads them.</summary>
    public PointDistances Read()
    {
        (string[] names, int[] i, int[] j) = Number();
        if (names.Length == 1)
            throw Refusal.SingleRow();
        double[] own = ReadOwn(names, i, j);
        var pairs = new List<(long Key, int Row)>(i.Length);
        for (int row = 0; row < i.Length; row++)
        {
            if (i[row] != j[row])
                pairs.Add((((long)Math.Min(i[row], j[row]) * names.Length) + Math.Max(i[row], j[row]), row));
        }

        pairs.Sort();
        var keys = new List<long>();
        var distances = new List<double>();
        for (int start = 0, end; start < pairs.Count; start = end)
        {
            for (end = start + 1; end < pairs.Count && pairs[end].Key == pairs[start].Key;)
                end++;
            keys.Add(pairs[start].Key);
            distances.Add(Distance(pairs, start, end, own, i, j));
        }

        var points = new Dataset(new Matrix(names.Length, 0), [], [new LabelColumn("I", names)])
        {
            Sources = [new SourceColumn("I", ColumnUse.Label, ColumnReason.Points, 0)],
        };
        return keys.Count == (long)names.Length * (names.Length - 1) / 2 ? OfAll(points, keys, distances) : OfSome(points, keys, distances);
    }

    private static PointDistances OfAll(Dataset points, List<long> keys, List<double> distances)
    {
        var matrix = new Matrix(points.Count, points.Count);
        for (int pair = 0; pair < keys.Count; pair++)
        {
            (long i, long j) = Math.DivRem(keys[pair], points.Count);
            matrix[(int)i, (int)j] = matrix[(int)j, (int)i] = distances[pair];
        }

        return new PointDistances(points, matrix);
    }

    private static PointDistances OfSome(Dataset points, List<long> keys, List<double> distances)
    {
        var starts = new int[points.Count + 1];
        foreach (long key in keys)
        {
            (long i, long j) = Math.DivRem(key, points.Count);
            starts[i + 1]++;
            starts[j + 1]++;
        }

        int alone = Array.FindIndex(starts, 1, count => count == 0);
        if (alone > 0)
            throw new SneException(SneError.InvalidDistances, $"The point '{points.Labels[0].Values[alone - 1]}' has no number for any other point.");
        for (int i = 0; i < points.Count; i++)
            starts[i + 1] = checked(starts[i + 1] + starts[i]);
        int[] next = starts[..^1];
        var indices = new int[starts[^1]];
        var values = new double[indices.Length];
        for (int pair = 0; pair < keys.Count; pair++)
        {
            (long i, long j) = Math.DivRem(keys[pair], points.Count);
            (indices[next[i]], values[next[i]++]) = ((int)j, distances[pair]);
            (indices[next[j]], values[next[j]++]) = ((int)i, distances[pair]);
        }

        return new PointDistances(points, starts, indices, values);
    }

    /// <summary>The points, numbered: whole numbers by their size, names by their first appearance.</summary>
    private (string[] Names, int[] First, int[] Second) Number()
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] i = new int[_first.Length];
        int[] j = new int[_first.Length];
        for (int row = 0; row < i.Length; row++)
        {
            i[row] = Place(_first[row], row, "I");
            j[row] = Place(_second[row], row, "J");
        }

        string[] names = [.. places.Keys];
        if (!names.All(name => long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
            return (names, i, j);
        int[] order = [.. Enumerable.Range(0, names.Length).OrderBy(k => long.Parse(names[k], CultureInfo.InvariantCulture))];
        var ranks = new int[names.Length];
        for (int rank = 0; rank < order.Length; rank++)
            ranks[order[rank]] = rank;
        return ([.. order.Select(k => names[k])], Array.ConvertAll(i, k => ranks[k]), Array.ConvertAll(j, k => ranks[k]));

        int Place(string? name, int row, string column)
        {
            if (string.IsNullOrWhiteSpace(name))
                throw Refusal.Missing(row + 1, column);
            if (!places.TryGetValue(name, out int place))
                places.Add(name, place = places.Count);
            return place;
        }
    }

    /// <summary>The similarity of every point to itself: 1 where it is not listed. Of distances it must be 0, if it is.</summary>
    private double[] ReadOwn(string[] names, int[] i, int[] j)
    {
        var own = new double[names.Length];
        Array.Fill(own, _form.IsSimilarity ? 1 : 0);
        for (int row = 0; row < i.Length; row++)
        {
            if (i[row] != j[row])
                continue;
            if (!_form.IsSimilarity && !GivenNumbers.IsZero(_numbers[row], _largest))
                throw Refuse(row, $"the distance of '{names[i[row]]}' from itself is {Cell.Format(_numbers[row])}; it must be 0. Similarities are read by -Similarity.");
            own[i[row]] = _form.IsSimilarity ? _numbers[row] : 0;
        }

        return own;
    }

    /// <summary>The distance of a pair by all the rows that give it.</summary>
    private double Distance(List<(long Key, int Row)> pairs, int start, int end, double[] own, int[] i, int[] j)
    {
        int row = pairs[start].Row;
        double number = _numbers[row];
        for (int p = start + 1; p < end; p++)
        {
            double other = _numbers[pairs[p].Row];
            if (!_form.IsAveraged && !GivenNumbers.AreEqual(_numbers[row], other, _largest))
                throw Refuse(pairs[p].Row, $"the {_form.Noun} of '{_first[row]}' and '{_second[row]}' is {Cell.Format(other)}, but in row {row + 1} it is {Cell.Format(_numbers[row])}. Use -Symmetrize to take the mean.");
            number += (other - number) / (p - start + 1);
        }

        if (!_form.IsSimilarity)
        {
            return number >= 0 || GivenNumbers.IsZero(number, _largest)
                ? Math.Max(0, number)
                : throw Refuse(row, $"the distance {Cell.Format(number)} is negative. Similarities are read by -Similarity.");
        }

        double distance = GivenNumbers.Distance(own[i[row]], own[j[row]], number);
        return double.IsNaN(distance)
            ? throw Refuse(row, $"the similarity {Cell.Format(number)} is more than the mean of those of the two points to themselves, {Cell.Format(own[i[row]])} and {Cell.Format(own[j[row]])} (1 where they are not listed).")
            : distance;
    }

    private static string?[]? Texts(Dataset table, string name)
    {
        if (table.Labels.FirstOrDefault(label => IsNamed(label.Name, name)) is { } found)
            return [.. found.Values];
        int column = table.Columns.Index().Where(other => IsNamed(other.Item, name)).Select(other => other.Index).DefaultIfEmpty(-1).First();
        return column < 0 ? null : [.. Enumerable.Range(0, table.Count).Select(row => Cell.Format(table.Values[row, column]))];
    }

    private static double[]? Numbers(Dataset table, string name)
    {
        int column = table.Columns.Index().Where(other => IsNamed(other.Item, name)).Select(other => other.Index).DefaultIfEmpty(-1).First();
        return column < 0 ? null : [.. Enumerable.Range(0, table.Count).Select(row => table.Values[row, column])];
    }

    private static bool IsNamed(string name, string wanted) => name.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private SneException Refuse(int row, string what) =>
        new(SneError.InvalidDistances, $"Row {row + 1}: {what}", row + 1, Columns(_form)[2]);
}

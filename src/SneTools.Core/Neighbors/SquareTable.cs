namespace SneTools;

/// <summary>Reads a square table of distances or similarities.</summary>
internal sealed class SquareTable
{
    private readonly Matrix _values;
    private readonly string[] _names;
    private readonly DistanceForm _form;
    private readonly double _largest;

    private SquareTable(Matrix values, string[] names, DistanceForm form)
    {
        _values = values;
        _names = names;
        _form = form;
        foreach (double value in values.Values)
            _largest = Math.Max(_largest, Math.Abs(value));
    }

    /// <summary>Reads a table.</summary>
    /// <param name="table">n rows of n numbers. A column that rides along and holds the names of the columns says which row is which; so
    /// does one of numbers, where there is one more than rows.</param>
    /// <param name="form">What the numbers are.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidDistances"/>, <see cref="SneError.SingleRow"/>.</exception>
    public static PointDistances Read(Dataset table, DistanceForm form)
    {
        if (table.Dimension == table.Count + 1)
            table = WithoutIndex(table);
        else if (table.Dimension == table.Count - 1)
            table = WithFirst(table);
        if (table.Dimension != table.Count)
        {
            throw NotSquare(table, form);
        }

        if (table.Count == 1)
            throw Refusal.SingleRow();
        string[] names = [.. table.Columns];
        Matrix values = InOrder(table, names).Clone();
        var square = new SquareTable(values, names, form);
        square.Symmetrize();
        if (form.IsSimilarity)
            square.ToDistances();
        else
            square.RequireDistances();
        return new PointDistances(Points(table), values);
    }

    private static SneException NotSquare(Dataset table, DistanceForm form)
    {
        int pairs = table.Dimension == 1 ? table.Count : table.Count == 1 ? table.Dimension : 0;
        int points = (int)Math.Round(Math.Sqrt(2.0 * pairs)) + 1;
        string hint = pairs > 1 && (long)points * (points - 1) / 2 == pairs
            ? $"Those of the pairs of {points} points, one after the other as SciPy's pdist lists them, are made square by squareform."
            : table.Dimension == table.Count + 1
                ? "If the first line of the file is the first row, read it with -NoHeader; a column that is none of the points rides along by -Label."
                : $"Columns that are none of the points ride along by -Label; pairs are given in columns I, J and {DistanceTriplets.Columns(form)[2]}.";
        return new SneException(
            SneError.InvalidDistances,
            $"A table of {(form.IsSimilarity ? "similarities" : "distances")} is square; this one has {table.Count} {(table.Count == 1 ? "row" : "rows")} and {table.Dimension} {(table.Dimension == 1 ? "column" : "columns")} of numbers. {hint}");
    }

    /// <summary>The points: the columns that ride along. Where there are none, the columns' own names do.</summary>
    private static Dataset Points(Dataset table)
    {
        bool isNumbered = table.Columns.Index().All(column => column.Item == FormattableString.Invariant($"X{column.Index + 1}"));
        IReadOnlyList<LabelColumn> labels = table.Labels.Count > 0 || isNumbered ? table.Labels : [new LabelColumn("Name", table.Columns)];
        return new Dataset(new Matrix(table.Count, 0), [], labels)
        {
            Sources = labels.Select(label => new SourceColumn(
                label.Name,
                ColumnUse.Label,
                table.Sources.FirstOrDefault(source => source.Name == label.Name && source.Use == ColumnUse.Label)?.Reason ?? ColumnReason.Points,
                0)).ToArray(),
        };
    }

    /// <summary>The table without the column of numbers that names its rows: one that holds the names of all others, or whole numbers
    /// counted from 0 or 1 in the first place.</summary>
    private static Dataset WithoutIndex(Dataset table)
    {
        int index = Enumerable.Range(0, table.Dimension).FirstOrDefault(c => IsIndex(table, c), -1);
        if (index < 0)
            return table;
        int[] kept = [.. Enumerable.Range(0, table.Dimension).Where(c => c != index)];
        var values = new Matrix(table.Count, table.Count);
        for (int i = 0; i < table.Count; i++)
        {
            for (int k = 0; k < kept.Length; k++)
                values[i, k] = table.Values[i, kept[k]];
        }

        var names = new LabelColumn(table.Columns[index], [.. Enumerable.Range(0, table.Count).Select(i => Cell.Format(table.Values[i, index]))]);
        return new Dataset(values, [.. kept.Select(c => table.Columns[c])], [names, .. table.Labels]);
    }

    private static bool IsIndex(Dataset table, int column)
    {
        string[] texts = [.. Enumerable.Range(0, table.Count).Select(i => Cell.Format(table.Values[i, column]))];
        if (texts.ToHashSet(StringComparer.Ordinal).SetEquals(table.Columns.Where((_, c) => c != column)))
            return true;
        return column == 0
            && (Enumerable.Range(0, table.Count).All(i => table.Values[i, 0] == i) || Enumerable.Range(0, table.Count).All(i => table.Values[i, 0] == i + 1))
            && Enumerable.Range(0, table.Count).All(i => table.Values[i, i + 1] == 0);
    }

    /// <summary>The table with its first column, which a reader took for a row index: points on a line may be at distances of 0, 1, 2 …
    /// from the first.</summary>
    private static Dataset WithFirst(Dataset table)
    {
        if (table.Labels.Count == 0 || !table.Labels[0].Values.Select(Cell.FromText).All(cell => double.IsFinite(cell.Number)))
            return table;
        LabelColumn first = table.Labels[0];
        var values = new Matrix(table.Count, table.Count);
        for (int i = 0; i < table.Count; i++)
        {
            values[i, 0] = Cell.FromText(first.Values[i]).Number;
            table.Values.Row(i).CopyTo(values.Row(i)[1..]);
        }

        return new Dataset(values, [first.Name, .. table.Columns], [.. table.Labels.Skip(1)]);
    }

    /// <summary>The numbers with the columns in the order of the rows, by their names.</summary>
    private static Matrix InOrder(Dataset table, string[] names)
    {
        int[]? order = table.Labels.Select(label => Order(label, names)).FirstOrDefault(found => found is not null);
        if (order is null || order.Index().All(place => place.Index == place.Item))
            return table.Values;
        var values = new Matrix(table.Count, table.Count);
        for (int i = 0; i < table.Count; i++)
        {
            for (int k = 0; k < table.Count; k++)
                values[i, k] = table.Values[i, order[k]];
        }

        string[] ordered = [.. order.Select(c => names[c])];
        ordered.CopyTo(names, 0);
        return values;
    }

    /// <summary>The column of every row by its name; null if these are not the names of the columns, or nothing says that the columns are not
    /// in the order of the rows.</summary>
    /// <exception cref="SneException">Most rows have names of columns, not all of them, and some are out of their place.</exception>
    private static int[]? Order(LabelColumn label, string[] names)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((int c, string name) in names.Index())
            places[name.Trim()] = c;
        int[] order = [.. label.Values.Select(name => name is null ? -1 : Place(name))];
        int found = order.Where(place => place >= 0).Distinct().Count();
        if (found == order.Length)
            return order;
        int strange = Array.FindIndex(order, place => place < 0);
        if (2 * found < order.Length || order.Index().All(place => place.Item < 0 || place.Item == place.Index))
            return null;
        int row = strange >= 0 ? strange : Enumerable.Range(0, order.Length).First(i => Array.IndexOf(order, order[i]) < i);
        throw new SneException(
            SneError.InvalidDistances,
            $"Row {row + 1}, column '{label.Name}': '{label.Values[row]}' is {(strange >= 0 ? "the name of no column" : "the name of an earlier row")}, and the rows are in another order than the columns: their names must be the same.",
            row + 1,
            label.Name);

        // R writes the name of a column with a point for every other character, and an X before a digit.
        int Place(string name) =>
            places.TryGetValue(name.Trim(), out int place) || places.TryGetValue(Changed(name.Trim()), out place) ? place : -1;

        static string Changed(string name)
        {
            string changed = string.Concat(name.Select(character => char.IsLetterOrDigit(character) || character is '.' or '_' ? character : '.'));
            return changed is [>= '0' and <= '9', ..] ? "X" + changed : changed;
        }
    }

    /// <summary>Makes both numbers of a pair their mean; they must be equal but for rounding unless the mean is asked for.</summary>
    private void Symmetrize()
    {
        int n = _values.Rows;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double a = _values.Values[(i * n) + j];
                double b = _values.Values[(j * n) + i];
                if (!_form.IsAveraged && !GivenNumbers.AreEqual(a, b, _largest))
                    throw Refuse(i, j, $"the {_form.Noun} is {Cell.Format(a)}, but in row {j + 1}, column '{_names[i]}', which is the same pair, it is {Cell.Format(b)}. Use -Symmetrize to take the mean of both.");
                _values.Values[(i * n) + j] = _values.Values[(j * n) + i] = GivenNumbers.Mean(a, b);
            }
        }
    }

    private void RequireDistances()
    {
        int n = _values.Rows;
        for (int i = 0; i < n; i++)
        {
            Span<double> row = _values.Row(i);
            if (!GivenNumbers.IsZero(row[i], _largest))
                throw Refuse(i, i, $"the distance of a point from itself is {Cell.Format(row[i])}; it must be 0. Similarities are read by -Similarity.");
            row[i] = 0;
            for (int j = 0; j < n; j++)
            {
                if (row[j] < 0 && !GivenNumbers.IsZero(row[j], _largest))
                    throw Refuse(i, j, $"the distance {Cell.Format(row[j])} is negative. Similarities are read by -Similarity.");
                row[j] = Math.Max(0, row[j]);
            }
        }
    }

    private void ToDistances()
    {
        int n = _values.Rows;
        double[] own = [.. Enumerable.Range(0, n).Select(i => _values[i, i])];
        for (int i = 0; i < n; i++)
        {
            Span<double> row = _values.Row(i);
            for (int j = 0; j < n; j++)
            {
                double distance = i == j ? 0 : GivenNumbers.Distance(own[i], own[j], row[j]);
                if (double.IsNaN(distance))
                    throw Refuse(i, j, $"the similarity {Cell.Format(row[j])} is more than the mean of those of the two points to themselves, {Cell.Format(own[i])} and {Cell.Format(own[j])}, which stand on the diagonal.");
                row[j] = distance;
            }
        }
    }

    private SneException Refuse(int row, int column, string what) =>
        new(SneError.InvalidDistances, $"Row {row + 1}, column '{_names[column]}': {what}", row + 1, _names[column]);
}

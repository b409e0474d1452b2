namespace SneTools;

/// <summary>The start of a map of rows of which some have a place in an old one. The others start among their neighbors.</summary>
internal static class OldPlaces
{
    /// <summary>Standard deviation of the noise that keeps new rows with the same neighbors apart.</summary>
    private const double Noise = 0.01 * InitialMap.Deviation;

    /// <summary>Throws unless a map has a place for at least two points.</summary>
    /// <param name="map">n × l; NaN in all of a row that has none.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidMap"/>, <see cref="SneError.NoCommonRow"/>.</exception>
    public static void Require(Matrix map)
    {
        int found = 0;
        for (int i = 0; i < map.Rows; i++)
        {
            if (!IsPlaced(map, i))
                continue;
            found++;
            foreach (double value in map.Row(i))
            {
                if (!double.IsFinite(value))
                    throw new SneException(SneError.InvalidMap, FormattableString.Invariant($"The place of row {i + 1} in the map to align to has a coordinate {value}, which is not a finite number."), i + 1);
            }
        }

        if (found < 2)
            throw new SneException(SneError.NoCommonRow, $"{(found == 0 ? "No row is" : "Only one row is")} in the map to align to, of {map.Rows}: at least two are needed.");
    }

    /// <summary>The rows that have a place, counted from 0.</summary>
    /// <param name="map">n × l.</param>
    public static int[] Placed(Matrix map) => [.. Enumerable.Range(0, map.Rows).Where(i => IsPlaced(map, i))];

    /// <summary>Gives every row a place: the weighted median of its neighbors, by p(j|i), in every coordinate; a row that has no neighbor with a
    /// place waits for one, and where none comes, as in a group of rows that are all new, it starts in the middle of the map.</summary>
    /// <param name="map">n × l; NaN in all of a row that has no place.</param>
    /// <param name="affinities">The probabilities between the rows.</param>
    /// <param name="seed">Seed of the noise that keeps new rows apart.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Matrix Fill(Matrix map, Affinities affinities, int seed, ThreadTeam team)
    {
        Matrix result = map.Clone();
        int[] placed = Placed(map);
        int[] open = [.. Enumerable.Range(0, map.Rows).Except(placed)];
        if (open.Length == 0)
            return result;
        double[] middle = map.Select(placed).Means();
        Matrix noise = MapInitialization.Random(map.Rows, map.Columns, 1, seed);
        for (int[] waiting = open; waiting.Length > 0;)
        {
            // What a round finds is seen by the next, so that the order of rows makes no difference.
            var found = new List<(int Row, double[] Place)>();
            foreach (ConditionalDistribution point in affinities.Distributions(waiting, team))
            {
                if (Median(point, result) is { } place)
                    found.Add((point.Index, place));
            }

            bool isLost = found.Count == 0;
            foreach ((int row, double[] place) in isLost ? waiting.Select(row => (row, middle)) : found)
            {
                for (int c = 0; c < place.Length; c++)
                    result[row, c] = place[c] + ((isLost ? InitialMap.Deviation : Noise) * noise[row, c]);
            }

            waiting = [.. waiting.Where(row => !IsPlaced(result, row))];
        }

        return result;
    }

    private static bool IsPlaced(Matrix map, int row)
    {
        foreach (double value in map.Row(row))
        {
            if (!double.IsNaN(value))
                return true;
        }

        return false;
    }

    /// <summary>The weighted median of a point's neighbors that have a place; null if none has.</summary>
    private static double[]? Median(ConditionalDistribution point, Matrix map)
    {
        (int Row, double Weight)[] near = [.. point.Pairs().Where(pair => pair.Probability > 0 && IsPlaced(map, pair.Other))];
        if (near.Length == 0)
            return null;
        var place = new double[map.Columns];
        double half = 0.5 * near.Sum(pair => pair.Weight);
        for (int c = 0; c < place.Length; c++)
        {
            Array.Sort(near, (a, b) => map[a.Row, c].CompareTo(map[b.Row, c]) is var order && order != 0 ? order : a.Row.CompareTo(b.Row));
            int k = 0;
            for (double sum = near[0].Weight; sum < half && k < near.Length - 1; sum += near[k].Weight)
                k++;
            place[c] = map[near[k].Row, c];
        }

        return place;
    }
}

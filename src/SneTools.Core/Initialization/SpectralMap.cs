using System.Numerics;

namespace SneTools;

/// <summary>
/// A Laplacian eigenmap (Belkin and Niyogi 2003): D^-½ v for the leading eigenvectors v of D^-½ Pˢ D^-½ but the first, which is the same for
/// all points. Where the attraction falls into parts that do not know of each other, every part has a map of its own, as wide as its share
/// of the points, and these are laid out side by side.
/// </summary>
internal sealed class SpectralMap
{
    /// <summary>Size up to which all eigenvectors of a part are computed.</summary>
    private const int Dense = 200;

    /// <summary>Pˢ below which two points do not know of each other: sums of rows are about 2.</summary>
    private const double Least = 1e-8;

    /// <summary>How exact the eigenvectors are: enough for a place to start from.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>Searches for them, at most.</summary>
    private const int Searches = 20;

    private readonly int _dimension;
    private readonly ThreadTeam _team;
    private readonly int _count;
    private readonly long[] _starts;
    private readonly int[] _columns;
    private readonly double[] _weights;
    private readonly double[] _roots;

    /// <summary>Takes over the attraction.</summary>
    /// <param name="affinities">The probabilities between the points, n.</param>
    /// <param name="dimension">Dimension l of the map.</param>
    /// <param name="team">The threads that do the work. The result does not depend on their number.</param>
    public SpectralMap(Affinities affinities, int dimension, ThreadTeam team)
    {
        _dimension = dimension;
        _team = team;
        _count = affinities.Count;
        (_starts, _columns, _weights) = affinities.Graph is null ? OfAllPairs(affinities, team) : OfNeighbors(affinities, team);
        _roots = new double[_count];
        for (int i = 0; i < _count; i++)
        {
            double degree = 0;
            for (long k = _starts[i]; k < _starts[i + 1]; k++)
                degree += _weights[k];
            _roots[i] = Math.Sqrt(degree);
        }

        // D^-½ Pˢ D^-½. A point without attraction is a part of its own.
        for (int i = 0; i < _count; i++)
        {
            for (long k = _starts[i]; k < _starts[i + 1]; k++)
                _weights[k] /= _roots[i] * _roots[_columns[k]];
        }
    }

    /// <summary>Makes the map.</summary>
    /// <returns>n × l.</returns>
    public Matrix Find()
    {
        var map = new Matrix(_count, _dimension);
        int[][] parts = [.. Parts().OrderByDescending(part => part.Length).ThenBy(part => part[0])];
        double before = 0;
        for (int p = 0; p < parts.Length; p++)
        {
            double share = (double)parts[p].Length / _count;
            double[] center = Center(p, parts.Length, before + (0.5 * share));
            Matrix own = OfPart(parts[p]);
            for (int a = 0; a < parts[p].Length; a++)
            {
                for (int c = 0; c < _dimension; c++)
                    map[parts[p][a], c] = center[c] + (0.4 * Math.Pow(share, 1.0 / Math.Min(2, _dimension)) * own[a, c]);
            }

            before += share;
        }

        return map;
    }

    /// <summary>Where the map of a part lies: on a line, or on a spiral with the largest in the middle, whose turns are the golden angle.
    /// </summary>
    private double[] Center(int part, int parts, double before)
    {
        var center = new double[_dimension];
        if (parts == 1)
            return center;
        if (_dimension == 1)
        {
            center[0] = 2 * before;
            return center;
        }

        double angle = part * Math.PI * (3 - Math.Sqrt(5));
        double radius = part == 0 ? 0 : 2 * Math.Sqrt(before);
        (center[0], center[1]) = (radius * Math.Cos(angle), radius * Math.Sin(angle));
        return center;
    }

    /// <summary>The points that are linked, by way of others or not.</summary>
    private IEnumerable<int[]> Parts()
    {
        var part = new int[_count];
        Array.Fill(part, -1);
        var members = new List<List<int>>();
        var open = new Stack<int>();
        for (int i = 0; i < _count; i++)
        {
            if (part[i] >= 0)
                continue;
            part[i] = members.Count;
            members.Add([]);
            open.Push(i);
            while (open.TryPop(out int next))
            {
                members[^1].Add(next);
                for (long k = _starts[next]; k < _starts[next + 1]; k++)
                {
                    if (part[_columns[k]] >= 0)
                        continue;
                    part[_columns[k]] = part[i];
                    open.Push(_columns[k]);
                }
            }
        }

        return members.Select(list => list.Order().ToArray());
    }

    /// <summary>The map of a part, of standard deviation 1 in every coordinate.</summary>
    private Matrix OfPart(int[] part)
    {
        int m = part.Length;
        var result = new Matrix(m, _dimension);
        int count = Math.Min(_dimension + 1, m);
        if (count < 2)
            return result;
        var places = new int[m == _count ? 0 : _count];
        for (int a = 0; a < m && places.Length > 0; a++)
            places[part[a]] = a;
        int Place(int point) => places.Length == 0 ? point : places[point];
        SymmetricEigenvectors eigen = m <= Dense
            ? SymmetricEigenvectors.ByFactorization(ToMatrix(part, Place), count, _team.Cancellation)
            : new LeadingSubspace(m, vectors => Multiply(part, Place, vectors), count, Tolerance, Searches, _team).Find();
        for (int c = 0; c < count - 1; c++)
            Write(part, eigen.Vectors.Row(c + 1), result, c);
        return result;
    }

    /// <summary>Writes a coordinate: centered, of standard deviation 1, its largest number positive.</summary>
    private void Write(int[] part, ReadOnlySpan<double> vector, Matrix result, int column)
    {
        var place = new double[vector.Length];
        double mean = 0;
        double largest = 0;
        for (int a = 0; a < place.Length; a++)
        {
            place[a] = vector[a] / _roots[part[a]];
            mean += place[a] / place.Length;
        }

        double variance = 0;
        for (int a = 0; a < place.Length; a++)
        {
            place[a] -= mean;
            variance += place[a] * place[a] / place.Length;
            largest = Math.Abs(place[a]) > Math.Abs(largest) ? place[a] : largest;
        }

        double scale = variance > 0 ? Math.CopySign(1 / Math.Sqrt(variance), largest) : 0;
        for (int a = 0; a < place.Length; a++)
            result[a, column] = scale * place[a];
    }

    private Matrix ToMatrix(int[] part, Func<int, int> place)
    {
        var result = new Matrix(part.Length, part.Length);
        for (int a = 0; a < part.Length; a++)
        {
            for (long k = _starts[part[a]]; k < _starts[part[a] + 1]; k++)
                result[a, place(_columns[k])] = _weights[k];
        }

        return result;
    }

    /// <summary>The products of the part's matrix with vectors, m × k.</summary>
    private Matrix Multiply(int[] part, Func<int, int> place, Matrix vectors)
    {
        // One row for a point, so that what is read together lies together.
        var turned = new Matrix(vectors.Columns, vectors.Rows);
        for (int v = 0; v < vectors.Rows; v++)
        {
            ReadOnlySpan<double> vector = vectors.Row(v);
            for (int a = 0; a < vector.Length; a++)
                turned.Values[(a * vectors.Rows) + v] = vector[a];
        }

        var result = new Matrix(vectors.Columns, vectors.Rows);
        var blocks = new RowBlocks(part.Length, 256);
        _team.Run(blocks.Count, block =>
        {
            for (int a = blocks.Start(block); a < blocks.End(block); a++)
            {
                Span<double> sums = result.Row(a);
                for (long k = _starts[part[a]]; k < _starts[part[a] + 1]; k++)
                    AddTo(sums, _weights[k], turned.Row(place(_columns[k])));
            }
        });
        return result;
    }

    private static void AddTo(Span<double> sums, double factor, ReadOnlySpan<double> row)
    {
        int v = 0;
        for (; v <= sums.Length - Vector<double>.Count; v += Vector<double>.Count)
            (new Vector<double>(sums[v..]) + (factor * new Vector<double>(row[v..]))).CopyTo(sums[v..]);
        for (; v < sums.Length; v++)
            sums[v] += factor * row[v];
    }

    private static (long[] Starts, int[] Columns, double[] Weights) OfNeighbors(Affinities affinities, ThreadTeam team)
    {
        using var weights = NeighborWeights.Build(affinities, false, team);
        var links = new Links(affinities.Count);
        for (int i = 0; i < affinities.Count; i++)
        {
            for (long k = weights.Start(i); k < weights.Start(i + 1); k++)
                links.Add(i, weights.Column(k), weights.Weight(k));
            links.End(i);
        }

        return links.Take();
    }

    private static (long[] Starts, int[] Columns, double[] Weights) OfAllPairs(Affinities affinities, ThreadTeam team)
    {
        Matrix p = affinities.ToMatrix(team);
        var links = new Links(affinities.Count);
        for (int i = 0; i < p.Rows; i++)
        {
            for (int j = 0; j < p.Rows; j++)
                links.Add(i, j, p.Values[(i * p.Rows) + j] + p.Values[(j * p.Rows) + i]);
            links.End(i);
        }

        return links.Take();
    }

    /// <summary>Gathers the links of points, row after row.</summary>
    private sealed class Links(int count)
    {
        private readonly long[] _starts = new long[count + 1];
        private readonly List<int> _columns = [];
        private readonly List<double> _weights = [];

        public void Add(int i, int j, double weight)
        {
            if (i == j || weight < Least)
                return;
            _columns.Add(j);
            _weights.Add(weight);
        }

        public void End(int i) => _starts[i + 1] = _columns.Count;

        public (long[] Starts, int[] Columns, double[] Weights) Take() => (_starts, [.. _columns], [.. _weights]);
    }
}

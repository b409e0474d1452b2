namespace SneTools;

/// <summary>
/// The groups of equal rows. A search is among one row of each, the group's first; the neighbors of all rows follow from theirs. Groups
/// are numbered in the order of their first rows.
/// </summary>
internal sealed class EqualRows
{
    private const int BlockSize = 1024;

    private readonly int[] _starts;
    private readonly int[] _members;

    private EqualRows(int[] groups, int count)
    {
        Groups = groups;
        _starts = new int[count + 1];
        foreach (int group in groups)
            _starts[group + 1]++;
        for (int group = 0; group < count; group++)
            _starts[group + 1] += _starts[group];
        int[] next = _starts[..count];
        _members = new int[groups.Length];
        for (int i = 0; i < groups.Length; i++)
            _members[next[groups[i]]++] = i;
    }

    /// <summary>Number of groups.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>Number of rows that equal an earlier one.</summary>
    public int Repeated => _members.Length - Count;

    /// <summary>The group of every row.</summary>
    public int[] Groups { get; }

    /// <summary>All rows, group after group, ascending in each.</summary>
    public ReadOnlySpan<int> Rows => _members;

    /// <summary>The rows of a group.</summary>
    public ReadOnlySpan<int> Members(int group) => _members.AsSpan()[_starts[group].._starts[group + 1]];

    /// <summary>Number of rows of a group.</summary>
    public int Size(int group) => _starts[group + 1] - _starts[group];

    /// <summary>The place of a row in its group.</summary>
    /// <param name="place">Its place among <see cref="Rows"/>.</param>
    public int PlaceInGroup(int place) => place - _starts[Groups[_members[place]]];

    /// <summary>Bytes that finding the groups of so many rows takes.</summary>
    public static double RequiredBytes(double count) => count * (sizeof(ulong) + (7 * sizeof(int)));

    /// <summary>Finds the groups.</summary>
    /// <param name="points">n × h, finite.</param>
    /// <param name="metric">Under <see cref="NeighborMetric.Cosine"/> and <see cref="NeighborMetric.Correlation"/> rows are equal that are so
    /// after scaling to length 1.</param>
    /// <param name="team">The threads that do the work.</param>
    /// <returns>Null when no two rows are equal.</returns>
    public static EqualRows? Find(Matrix points, NeighborMetric metric, ThreadTeam team)
    {
        bool isScaled = metric is NeighborMetric.Cosine or NeighborMetric.Correlation;
        var hashes = new ulong[points.Rows];
        var blocks = new RowBlocks(points.Rows, BlockSize);
        team.Run(blocks.Count, block =>
        {
            for (int i = blocks.Start(block); i < blocks.End(block); i++)
                hashes[i] = Hash(points.ReadRow(i), isScaled);
        });
        int[] groups = Group(points, isScaled, hashes, team.Cancellation, out int count);
        return count == points.Rows ? null : new EqualRows(groups, count);
    }

    private static int[] Group(Matrix points, bool isScaled, ulong[] hashes, CancellationToken cancellation, out int count)
    {
        int n = points.Rows;
        var groups = new int[n];
        var table = new int[(int)Math.Min(1L << 30, (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)n) * 2)];
        Array.Fill(table, -1);
        count = 0;
        for (int i = 0; i < n; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int place = (int)(hashes[i] & (ulong)(table.Length - 1));
            while (table[place] >= 0 && !AreEqual(points, isScaled, hashes, table[place], i))
                place = (place + 1) & (table.Length - 1);
            if (table[place] < 0)
            {
                table[place] = i;
                groups[i] = count++;
            }
            else
            {
                groups[i] = groups[table[place]];
            }
        }

        return groups;
    }

    private static bool AreEqual(Matrix points, bool isScaled, ulong[] hashes, int i, int j)
    {
        if (hashes[i] != hashes[j])
            return false;
        MatrixRow first = points.ReadRow(i);
        MatrixRow second = points.ReadRow(j);
        double u = isScaled ? Distance.InverseLength(first) : 1;
        double v = isScaled ? Distance.InverseLength(second) : 1;
        for (int k = 0; k < first.Length; k++)
        {
            if (first[k] * u != second[k] * v)
                return false;
        }

        return true;
    }

    private static ulong Hash(MatrixRow row, bool isScaled)
    {
        double factor = isScaled ? Distance.InverseLength(row) : 1;
        ulong hash = 0;
        for (int k = 0; k < row.Length; k++)
        {
            // Adding 0 makes -0 to 0, which it equals.
            ulong bits = BitConverter.DoubleToUInt64Bits((row[k] * factor) + 0.0);
            hash = (hash ^ bits ^ (bits >> 32)) * RandomStream.Step;
            hash ^= hash >> 29;
        }

        return TieOrder.Mix(hash);
    }
}

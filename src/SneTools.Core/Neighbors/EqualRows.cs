using System.Runtime.InteropServices;

namespace SneTools;

/// <summary>Rows of equal numbers, together.</summary>
internal sealed class EqualRows
{
    private readonly int[] _groups;
    private readonly int[] _starts;
    private readonly int[] _members;

    private EqualRows(int[] groups, int count)
    {
        _groups = groups;
        _starts = new int[count + 1];
        foreach (int group in groups)
            _starts[group + 1]++;
        for (int group = 0; group < count; group++)
            _starts[group + 1] += _starts[group];
        _members = new int[groups.Length];
        int[] next = _starts[..^1];
        for (int i = 0; i < groups.Length; i++)
            _members[next[groups[i]]++] = i;
    }

    /// <summary>Number of groups: of different rows.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>Number of rows that equal an earlier one.</summary>
    public int Repeated => _groups.Length - Count;

    /// <summary>Finds them.</summary>
    /// <param name="points">n × h. Zeros of both signs are equal.</param>
    public static EqualRows Of(Matrix points)
    {
        var groups = new int[points.Rows];
        var first = new Dictionary<int, int>(points.Rows, new Comparer(points));
        for (int i = 0; i < points.Rows; i++)
        {
            ref int group = ref CollectionsMarshal.GetValueRefOrAddDefault(first, i, out bool isKnown);
            if (!isKnown)
                group = first.Count - 1;
            groups[i] = group;
        }

        return new EqualRows(groups, first.Count);
    }

    /// <summary>The group of a row, counted from 0 in the order of first rows.</summary>
    public int Group(int row) => _groups[row];

    /// <summary>The rows of a group, in their order.</summary>
    public ReadOnlySpan<int> Members(int group) => _members.AsSpan(_starts[group], _starts[group + 1] - _starts[group]);

    /// <summary>One row of each group.</summary>
    public Matrix Different(Matrix points)
    {
        var result = new Matrix(Count, points.Columns);
        for (int group = 0; group < Count; group++)
            points.Row(Members(group)[0]).CopyTo(result.Row(group));
        return result;
    }

    private sealed class Comparer(Matrix points) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y)
        {
            ReadOnlySpan<double> a = points.Row(x);
            ReadOnlySpan<double> b = points.Row(y);
            for (int k = 0; k < a.Length; k++)
            {
                if (a[k] != b[k])
                    return false;
            }

            return true;
        }

        public int GetHashCode(int row)
        {
            ulong hash = 0;
            foreach (double value in points.Row(row))
            {
                // To add 0 makes one zero of two.
                hash = (hash ^ BitConverter.DoubleToUInt64Bits(value + 0.0)) * 0x9E3779B97F4A7C15;
                hash ^= hash >> 29;
            }

            return (int)(hash ^ (hash >> 32));
        }
    }
}

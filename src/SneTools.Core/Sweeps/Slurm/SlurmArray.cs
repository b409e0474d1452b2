using System.Globalization;

namespace SneTools;

/// <summary>The numbers of the tasks of a job, as Slurm writes them: 1-8,10,12-20:2.</summary>
internal static class SlurmArray
{
    /// <summary>Writes numbers.</summary>
    /// <param name="numbers">The numbers, ascending.</param>
    public static string Format(IReadOnlyList<int> numbers)
    {
        var parts = new List<string>();
        for (int i = 0; i < numbers.Count;)
        {
            int last = i;
            while (last + 1 < numbers.Count && numbers[last + 1] == numbers[last] + 1)
                last++;
            parts.Add(last == i ? FormattableString.Invariant($"{numbers[i]}") : FormattableString.Invariant($"{numbers[i]}-{numbers[last]}"));
            i = last + 1;
        }

        return string.Join(',', parts);
    }

    /// <summary>Takes what stands for several tasks apart: 12_[8,10-11%5] are 12_8, 12_10 and 12_11.</summary>
    /// <param name="id">A job, a task, or several tasks of a job.</param>
    public static IEnumerable<string> Expand(string id)
    {
        int open = id.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
            return [id];
        string job = id[..open];
        return id[(open + 1)..].Split(']', '%')[0].Split(',').SelectMany(Range).Select(number => FormattableString.Invariant($"{job}{number}"));
    }

    private static IEnumerable<int> Range(string text)
    {
        string[] parts = text.Split('-', ':');
        int[] numbers = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        if (numbers.Contains(-1))
            return [];
        int step = numbers.Length > 2 ? Math.Max(1, numbers[2]) : 1;
        return numbers.Length == 1 ? numbers : Enumerable.Range(0, 1 + (Math.Max(0, numbers[1] - numbers[0]) / step)).Select(i => numbers[0] + (i * step));
    }
}

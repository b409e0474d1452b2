using System.Globalization;

namespace SneTools;

/// <summary>What the nodes of a partition have, and how many tasks a job may have.</summary>
/// <param name="Cores">Cores of the node that has the most.</param>
/// <param name="Megabytes">Memory of the node that has the most, in MiB.</param>
/// <param name="AllCores">Cores of all nodes.</param>
/// <param name="MaxArraySize">The least number that no task may have.</param>
internal readonly record struct SlurmNodes(int Cores, long Megabytes, int AllCores, int MaxArraySize)
{
    /// <summary>What Slurm has where nothing else is configured.</summary>
    private const int DefaultArraySize = 1001;

    /// <summary>Node, cores, MiB, state, partition.</summary>
    private const string Format = "%N|%c|%m|%T|%P";

    /// <summary>Asks Slurm.</summary>
    /// <param name="partition">The partition; null for the default one.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SneException"><see cref="SneError.SlurmNotFound"/>; <see cref="SneError.SlurmRefused"/>: also for a partition that there is not.</exception>
    public static SlurmNodes Read(string? partition, CancellationToken cancellation)
    {
        string[] nodes = SlurmCommand.Require("sinfo", ["--noheader", "--Node", $"--format={Format}"], cancellation);
        return Parse(nodes, SlurmCommand.Require("scontrol", ["show", "config"], cancellation), partition);
    }

    /// <summary>Reads what sinfo and scontrol say.</summary>
    internal static SlurmNodes Parse(IReadOnlyList<string> nodes, IEnumerable<string> configuration, string? partition)
    {
        string[][] all = [.. nodes.Select(line => line.Split('|')).Where(fields => fields.Length == 5)];
        string[] partitions = [.. all.Select(fields => fields[4]).Distinct(StringComparer.Ordinal)];

        // Several partitions may be given, of which Slurm takes the first that is free.
        string[] asked = partition?.Split(',') ?? [.. partitions.Where(name => name.EndsWith('*')).Select(name => name.TrimEnd('*'))];
        if (partition is not null && Array.Find(asked, name => !partitions.Any(known => known.TrimEnd('*') == name)) is { } wrong)
            throw new SneException(SneError.SlurmRefused, $"The cluster has no partition '{wrong}'. It has: {string.Join(", ", partitions.Select(name => name.TrimEnd('*')).Order(StringComparer.Ordinal))}.", column: "Partition");
        string[][] own = [.. all.Where(fields => asked.Contains(fields[4].TrimEnd('*'), StringComparer.Ordinal))];
        string[][] usable = [.. own.Where(fields => !fields[3].StartsWith("down", StringComparison.Ordinal) && !fields[3].StartsWith("drain", StringComparison.Ordinal))];
        if (usable.Length > 0)
            own = usable;
        int arraySize = configuration
            .Select(line => line.Split('=', StringSplitOptions.TrimEntries))
            .Where(parts => parts is ["MaxArraySize", _])
            .Select(parts => (int)Number(parts[1]))
            .FirstOrDefault(DefaultArraySize);
        (string Name, int Cores, long Megabytes)[] found = [.. own.Select(fields => (fields[0], (int)Number(fields[1]), Number(fields[2]))).Distinct()];
        return found.Length == 0
            ? new SlurmNodes(int.MaxValue, long.MaxValue, int.MaxValue, arraySize)
            : new SlurmNodes(found.Max(node => node.Cores), found.Max(node => node.Megabytes), (int)Math.Min(int.MaxValue, found.Sum(node => (long)node.Cores)), arraySize);
    }

    private static long Number(string text) =>
        long.TryParse(text.TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? Math.Min(number, int.MaxValue) : 1;
}

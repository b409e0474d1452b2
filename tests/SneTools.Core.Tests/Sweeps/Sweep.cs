namespace SneTools.Tests;

/// <summary>Sweeps to test with.</summary>
internal static class Sweep
{
    /// <summary>Values of parameters, to be crossed.</summary>
    public static KeyValuePair<string, IReadOnlyList<object>> Values(string name, params object[] values) => new(name, values);

    /// <summary>A cross product.</summary>
    public static SweepRequest Request(string[] files, params KeyValuePair<string, IReadOnlyList<object>>[] values) => new() { Runs = SweepRequest.Cross(files, values) };

    /// <summary>Plans a cross product, in a folder of its own.</summary>
    public static SweepFolder Plan(TemporaryFolder folder, string name, SweepRequest request)
    {
        string path = folder.File(name);
        return SweepFolder.Create(path, SweepPlanner.Plan(request, path));
    }

    /// <summary>Makes all runs that are not done, and requires that none fails.</summary>
    public static SweepRow[] Make(SweepFolder folder, int threads = 2)
    {
        (_, int left) = SweepRunner.Run(folder, new SweepOptions { ThreadCount = threads });
        Assert.Equal(0, left);
        SweepRow[] rows = folder.ReadRows();
        Assert.All(rows, row => Assert.True(row.State == SweepState.Completed, row.Error));
        return rows;
    }

    /// <summary>The row without what depends on where and when the run was made.</summary>
    public static string Essence(SweepRow row) => System.Text.Json.JsonSerializer.Serialize(
        row with { Elapsed = null, Memory = null, ThreadCount = null, Machine = null, Started = null, Ended = null, Attempts = 0 }, ArchiveForm.Json);

    /// <summary>A table of clusters as a file.</summary>
    public static string Write(TemporaryFolder folder, string name, Dataset data)
    {
        using FileStream stream = File.Create(folder.File(name));
        CsvTableWriter.Write(data, stream, ',', hasHeader: true);
        return folder.File(name);
    }
}

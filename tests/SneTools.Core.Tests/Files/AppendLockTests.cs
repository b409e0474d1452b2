namespace SneTools.Tests;

public class AppendLockTests
{
    private static readonly LabelColumn Name = new("name", ["a", "b", "c"]);

    private static readonly Matrix Map = new(3, 2, [1, -2.5, 3, 4, 5, 6]);

    [Fact]
    public void No_row_is_lost_where_many_append_at_once()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("maps.csv");
        Embedding map = SampleEmbedding.Of(Map, [Name]);
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => EmbeddingFile.Append(map, path, EmbeddingFormat.Csv));
        string[] lines = File.ReadAllLines(path);
        Assert.Equal(1 + (40 * 3), lines.Length);
        Assert.All(lines.Skip(1).Chunk(3), rows => Assert.Equal(["a,1,-2.5", "b,3,4", "c,5,6"], rows));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path)); // No lock stays.
    }

    [Fact]
    public void Who_waits_too_long_gets_an_error_and_the_file_stays()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("maps.csv", "name,Y1,Y2\nold,1,2\n");
        using (AppendLock.Take(path, TimeSpan.Zero, default))
        {
            var error = Assert.Throws<IOException>(() => EmbeddingFile.Append(SampleEmbedding.Of(Map, [Name]), path, EmbeddingFormat.Csv, patience: TimeSpan.FromMilliseconds(20)));
            Assert.Contains(path, error.Message);
            using var source = new CancellationTokenSource();
            source.Cancel();
            Assert.Throws<OperationCanceledException>(() => EmbeddingFile.Append(SampleEmbedding.Of(Map, [Name]), path, EmbeddingFormat.Csv, cancellation: source.Token));
            AppendLock.Take(folder.File("others.csv"), TimeSpan.Zero, default).Dispose();
        }

        Assert.Equal("name,Y1,Y2\nold,1,2\n", File.ReadAllText(path));
        EmbeddingFile.Append(SampleEmbedding.Of(Map, [Name]), path, EmbeddingFormat.Csv, patience: TimeSpan.Zero);
        Assert.Equal(5, File.ReadAllLines(path).Length);
    }

    [Fact]
    public void The_lock_of_a_writer_that_was_killed_bars_nobody()
    {
        using var folder = new TemporaryFolder();
        string left;
        using (AppendLock.Take(folder.File("maps.csv"), TimeSpan.Zero, default))
            left = Assert.Single(Directory.GetFileSystemEntries(folder.Path));
        File.WriteAllText(left, "what it had written");
        AppendLock.Take(folder.File("maps.csv"), TimeSpan.Zero, default).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_folder_without_a_place_for_the_lock_is_told_of_at_once()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<DirectoryNotFoundException>(() => AppendLock.Take(folder.File("none/maps.csv"), TimeSpan.FromMinutes(1), default));
    }
}

using System.Diagnostics;

namespace SneTools.Tests;

public class AtomicFileTests
{
    [Fact]
    public void What_is_written_is_there_afterwards_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.Write(folder.File("a.txt"), overwrite: false, stream => stream.Write("hello"u8));
        Assert.Equal("hello", File.ReadAllText(folder.File("a.txt")));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_failed_write_leaves_nothing_behind_and_the_old_file_whole()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder.File("a.txt"), overwrite: false, Fail));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));

        folder.Write("a.txt", "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder.File("a.txt"), overwrite: true, Fail));
        Assert.Equal("old", File.ReadAllText(folder.File("a.txt")));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));

        static void Fail(Stream stream)
        {
            stream.Write("half"u8);
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_only_on_request()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", "old");
        Assert.Throws<IOException>(() => AtomicFile.Write(folder.File("a.txt"), overwrite: false, stream => stream.Write("new"u8)));
        Assert.Equal("old", File.ReadAllText(folder.File("a.txt")));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
        AtomicFile.Write(folder.File("a.txt"), overwrite: true, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(folder.File("a.txt")));
    }

    [Theory]
    [InlineData(238)]
    [InlineData(255)]
    public void The_longest_names_can_be_written_and_longer_ones_are_refused_before(int length)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File(new string('n', length));
        AtomicFile.Write(path, overwrite: false, stream => stream.Write("old"u8));
        AtomicFile.Write(path, overwrite: true, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        var error = Assert.Throws<PathTooLongException>(() => AtomicFile.Require(folder.File(new string('n', 256)), overwrite: false));
        Assert.Contains("255", error.Message);
    }

    [Fact]
    public void Until_the_contents_are_whole_the_file_is_not_there()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.Write(folder.File("a.txt"), overwrite: false, stream =>
        {
            stream.Write("half"u8);
            stream.Flush();
            Assert.False(File.Exists(folder.File("a.txt")));
        });
        Assert.True(File.Exists(folder.File("a.txt")));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error()
    {
        using var folder = new TemporaryFolder();
        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(folder.File("none/a.txt"), false, stream => stream.Write("x"u8)));
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_by_the_next_and_what_a_living_one_writes_stays()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.txt");
        using Process writer = UnfinishedWriter.Start(path);
        try
        {
            string half = Assert.Single(Directory.GetFiles(folder.Path));
            Write(path);
            Assert.Equal([half, path], Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
        }
        finally
        {
            writer.Kill();
            writer.WaitForExit();
        }

        Write(folder.File("b.txt"));
        Assert.Equal(3, Directory.GetFiles(folder.Path).Length);
        Write(path);
        Assert.Equal([path, folder.File("b.txt")], Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_number_that_another_process_has_now_does_not_keep_what_is_left()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File((TemporaryName.Own with { Started = TemporaryName.Own.Started - 86_400 }).For("a.txt")), "half");
        Write(folder.File("a.txt"));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void What_is_in_doubt_stays()
    {
        using var folder = new TemporaryFolder();
        TemporaryName dead = TemporaryName.Own with { Started = 1 };
        string[] names =
        [
            (dead with { Machine = "0123456789ab" }).For("a.txt"), TemporaryName.Own.For("a.txt"), dead.For("a.txt.txt"), dead.For("b"),
            ".a.txt.tmp", ".a.txt.k3j4h5g6.abc.tmp", ".a.txt.1-2-3-4.tmp", dead.For("a.txt") + "x",
        ];
        foreach (string name in names)
            File.WriteAllText(folder.File(name), "half");
        using (new FileStream(folder.File(dead.For("a.txt")), FileMode.CreateNew, FileAccess.Write, FileShare.None))
            Write(folder.File("a.txt"));
        Assert.Equal(names.Length + 2, Directory.GetFiles(folder.Path).Length);
        Write(folder.File("a.txt"));
        Assert.Equal(names.Length + 1, Directory.GetFiles(folder.Path).Length);
        Assert.All(names, name => Assert.True(File.Exists(folder.File(name))));
    }

    private static void Write(string path) => AtomicFile.Write(path, overwrite: true, stream => stream.Write("whole"u8));
}

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
}

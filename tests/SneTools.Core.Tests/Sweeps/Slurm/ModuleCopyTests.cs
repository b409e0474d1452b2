namespace SneTools.Tests;

public class ModuleCopyTests
{
    [Fact]
    public void A_copy_is_made_once_and_another_version_leaves_it_alone()
    {
        using var folder = new TemporaryFolder();
        string module = Write("SneTools.psd1", "one");
        foreach (string runtime in (string[])["linux-x64", "linux-musl-x64", "win-x64", "osx"])
            Write(Path.Combine("bin", "runtimes", runtime, "native", "lib"), runtime);
        string first = ModuleCopy.Place(module, folder.File("copies"));
        Assert.Equal("one", File.ReadAllText(Path.Combine(first, "SneTools.psd1")));
        Assert.Single(Directory.GetDirectories(Path.Combine(first, "bin", "runtimes")));
        DateTime written = Directory.GetLastWriteTimeUtc(first);
        Assert.Equal(first, ModuleCopy.Place(module, folder.File("copies")));
        Assert.Equal(written, Directory.GetLastWriteTimeUtc(first));

        Write("SneTools.psd1", "two");
        string second = ModuleCopy.Place(module, folder.File("copies"));
        Assert.NotEqual(first, second);
        Assert.Equal("one", File.ReadAllText(Path.Combine(first, "SneTools.psd1")));
        Assert.Equal([first, second], Directory.GetDirectories(folder.File("copies")).OrderBy(path => path != first));

        string Write(string name, string text)
        {
            string path = Path.Combine(folder.Path, "module", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return folder.File("module");
        }
    }
}

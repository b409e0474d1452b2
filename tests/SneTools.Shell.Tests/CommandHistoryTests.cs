using SneTools.Shell.Editing;
using Xunit;

namespace SneTools.ShellTests;

public sealed class CommandHistoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("SneTools.Shell.Tests.").FullName;

    private string FilePath => Path.Combine(_folder, "new", "history.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_later_session_finds_the_lines_of_an_earlier_one()
    {
        var earlier = new CommandHistory(FilePath);
        earlier.Add("one");
        earlier.Add("if (1) {\n  2\n}");
        earlier.Add("three");
        Assert.Equal(["one", "if (1) {\n  2\n}", "three"], new CommandHistory(FilePath).Lines);
    }

    [Fact]
    public void Blank_lines_and_repetitions_are_not_kept()
    {
        var history = new CommandHistory(null);
        foreach (string line in (string[])["a", "a", " ", "", "b", "a"])
            history.Add(line);
        Assert.Equal(["a", "b", "a"], history.Lines);
    }

    [Fact]
    public void The_newest_1000_lines_are_kept()
    {
        var history = new CommandHistory(FilePath);
        for (int i = 1; i <= 1100; i++)
            history.Add($"line {i}");
        Assert.Equal(("line 101", "line 1100", 1000), (history.Lines[0], history.Lines[^1], history.Lines.Count));
        Assert.Equal(history.Lines, new CommandHistory(FilePath).Lines);
        Assert.Equal(1000, File.ReadAllLines(FilePath).Length);
    }

    [Fact]
    public void A_file_that_cannot_be_written_costs_nothing_but_the_history()
    {
        // A folder stands where the file should be.
        Directory.CreateDirectory(FilePath);
        var history = new CommandHistory(FilePath);
        history.Add("one");
        Assert.Equal(["one"], history.Lines);
    }

    [Fact]
    public void Nobody_else_may_read_the_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows guards the folder instead.");
        new CommandHistory(FilePath).Add("one");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }
}

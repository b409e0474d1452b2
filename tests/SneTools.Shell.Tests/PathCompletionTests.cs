using SneTools.Shell.Editing;
using Xunit;

namespace SneTools.ShellTests;

public sealed class PathCompletionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("SneTools.Shell.Tests.").FullName;

    public PathCompletionTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "data", "inner"));
        foreach (string name in (string[])["data/it's.csv", "data/plain.csv", "digits.csv", ".hidden"])
            File.WriteAllText(Path.Combine(_folder, name), "");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Import-SneData d", "data/", "digits.csv")]
    [InlineData("Import-SneData ./di", "./digits.csv")]
    [InlineData("Import-SneData data/", "data/inner/", "'data/it''s.csv'", "data/plain.csv")]
    [InlineData("Import-SneData 'data/pl", "'data/plain.csv'")]
    [InlineData("Import-SneData ", "data/", "digits.csv")]
    [InlineData("Import-SneData .h", ".hidden")]
    [InlineData("Import-SneData nothing/x")]
    [InlineData("Import-SneData -Pa")]
    [InlineData("$d")]
    public void A_word_is_completed_to_what_lies_in_its_folder(string text, params string[] expected)
    {
        Completion? completion = PathCompletion.Complete(text, text.Length, _folder);
        Assert.Equal(expected, completion?.Matches.Select(match => match.Text) ?? []);
        Assert.Equal(text.Length, completion is null ? text.Length : completion.Start + completion.Length);
    }
}

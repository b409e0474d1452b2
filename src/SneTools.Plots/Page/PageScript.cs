using System.Text;
using Plotly.NET;

namespace SneTools.Plots;

/// <summary>The drawing library of pages (plotly.js, MIT license): in every page, or in one file that the pages of a folder share.</summary>
public static class PageScript
{
    private const string Prefix = "plotly-";
    private const string Ending = ".min.js";

    private static readonly Lazy<string> Library = new(() => Read(typeof(GenericChart).Assembly, LibraryName));

    /// <summary>The name of the file beside the pages. It has the library's version, so that pages of different versions share a folder.</summary>
    public static string FileName => LibraryName[LibraryName.IndexOf(Prefix, StringComparison.Ordinal)..];

    /// <summary>The library as text.</summary>
    internal static string Text => Library.Value;

    private static string LibraryName => typeof(GenericChart).Assembly.GetManifestResourceNames()
        .Single(name => name.Contains(Prefix, StringComparison.Ordinal) && name.EndsWith(Ending, StringComparison.Ordinal));

    /// <summary>Writes the file.</summary>
    /// <param name="stream">Where to. It is left open.</param>
    public static void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(Encoding.UTF8.GetBytes(Text));
    }

    /// <summary>True for a stream that holds what <see cref="Write"/> writes, and nothing else.</summary>
    /// <param name="stream">The stream, at its beginning.</param>
    public static bool IsIn(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] expected = Encoding.UTF8.GetBytes(Text);
        var found = new byte[expected.Length + 1];
        return stream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == expected.Length && found.AsSpan(0, expected.Length).SequenceEqual(expected);
    }

    /// <summary>A part of a page, by its name.</summary>
    internal static string Resource(string name) => Read(typeof(PageScript).Assembly, name);

    private static string Read(System.Reflection.Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

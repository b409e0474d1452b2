using System.Management.Automation;
using SneTools.Plots;

namespace SneTools.PowerShell;

/// <summary>The file beside the pages of a folder that holds the drawing library for all of them.</summary>
/// <param name="page">The page, which ends the cmdlet if there can be no such file.</param>
/// <param name="overwrite">True to replace a file of that name that is something else.</param>
internal sealed class SharedScriptFile(OutputFile page, bool overwrite)
{
    private string Path => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(page.Path)!, PageScript.FileName);

    /// <summary>Ends the cmdlet if there is another file of that name, or none can be written.</summary>
    public void RequireFree()
    {
        string path = Path;
        if (Directory.Exists(path))
            page.Refuse("PathIsFolder", ErrorCategory.InvalidArgument, new IOException($"'{path}' is a folder, and -SharedScript needs a file of that name beside the page."));
        page.Write((string _) =>
        {
            if (IsThere(path))
                return;
            if (File.Exists(path) && !overwrite)
            {
                page.Refuse(
                    "FileExists",
                    ErrorCategory.ResourceExists,
                    new IOException($"The file '{path}' is not the drawing library that pages share under that name: it is damaged, or something else. Use -Force to replace it."));
            }

            AtomicFile.Require(path, overwrite: true);
        });
    }

    /// <summary>Writes the file, unless it is there.</summary>
    public void Write() => page.Write((string _) =>
    {
        if (!IsThere(Path))
            AtomicFile.Write(Path, overwrite: true, PageScript.Write);
    });

    private static bool IsThere(string path)
    {
        if (!File.Exists(path))
            return false;
        using FileStream stream = File.OpenRead(path);
        return PageScript.IsIn(stream);
    }
}

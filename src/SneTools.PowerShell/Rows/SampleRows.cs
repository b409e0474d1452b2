using System.Globalization;
using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Reads the tables that travel with the module.</summary>
internal static class SampleRows
{
    /// <summary>The file of a table, in the module's folder.</summary>
    /// <param name="sample">The table.</param>
    /// <exception cref="FileNotFoundException">The module has been laid out without it.</exception>
    public static string File(SneSample sample)
    {
        // The assembly lies some folders below the module's own: in bin/lib, or with machine code for this system further down.
        string name = Path.Combine("samples", sample.Name + ".csv");
        for (string? folder = Path.GetDirectoryName(typeof(SampleRows).Assembly.Location); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (System.IO.File.Exists(Path.Combine(folder, name)))
                return Path.Combine(folder, name);
        }

        throw new FileNotFoundException($"The module lacks its file {name}: it was not laid out by the build or a package.", name);
    }

    /// <summary>The rows: an object each, with numbers where a column holds numbers, and null for an empty cell.</summary>
    /// <param name="sample">The table.</param>
    public static IEnumerable<PSObject> Read(SneSample sample)
    {
        // No cell of these tables holds a comma or a quote.
        string[][] lines = [.. System.IO.File.ReadLines(File(sample)).Select(line => line.Split(','))];
        string[] names = lines[0];
        Func<string, object>[] readers = [.. names.Select((_, column) => Reader(lines.Skip(1).Select(line => line[column])))];
        foreach (string[] line in lines.Skip(1))
        {
            var row = new PSObject();
            for (int c = 0; c < names.Length; c++)
                row.Properties.Add(new PSNoteProperty(names[c], line[c].Length == 0 ? null : readers[c](line[c])), preValidated: true);
            yield return row;
        }
    }

    private static Func<string, object> Reader(IEnumerable<string> cells)
    {
        string[] filled = [.. cells.Where(cell => cell.Length > 0)];
        if (filled.All(cell => int.TryParse(cell, CultureInfo.InvariantCulture, out _)))
            return cell => int.Parse(cell, CultureInfo.InvariantCulture);
        return filled.All(cell => double.TryParse(cell, CultureInfo.InvariantCulture, out _))
            ? cell => double.Parse(cell, CultureInfo.InvariantCulture)
            : cell => cell;
    }
}

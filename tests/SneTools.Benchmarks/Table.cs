using System.Globalization;

namespace SneTools.Benchmarks;

/// <summary>Numbers as text without a header, which every rival can read.</summary>
internal static class Table
{
    public static Matrix Read(string path)
    {
        double[][] rows =
        [
            .. File.ReadLines(path).Select(line => line
                .Split(',')
                .Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))
                .ToArray())
        ];
        return new Matrix(rows.Length, rows[0].Length, [.. rows.SelectMany(row => row)]);
    }

    public static void Write(string path, Matrix matrix) => File.WriteAllLines(
        path,
        Enumerable.Range(0, matrix.Rows).Select(i => string.Join(
            ',', matrix.Row(i).ToArray().Select(x => x.ToString("R", CultureInfo.InvariantCulture)))));
}

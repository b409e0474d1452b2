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

    /// <summary>The same as a file of numbers in single precision, which is quicker to read.</summary>
    public static void WriteNpy(string path, Matrix matrix)
    {
        string header = FormattableString.Invariant(
            $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({matrix.Rows}, {matrix.Columns}), }}").PadRight(117) + "\n";
        using var file = new BinaryWriter(File.Create(path));
        file.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]);
        file.Write((ushort)header.Length);
        file.Write(System.Text.Encoding.ASCII.GetBytes(header));
        foreach (double value in matrix.Values)
            file.Write((float)value);
    }
}

using System.Text;
using static SneTools.Tests.BinaryFile;

namespace SneTools.Tests;

/// <summary>The same rows in files of every format: four numbers, X1 to X4, and a whole number, X5.</summary>
internal static class FileOfRows
{
    public static readonly string[] Names =
        ["x.csv", "x.csv.gz", "x.tsv", "x.jsonl", "x.jsonl.gz", "x.json", "columns.json", "x.npy", "x.npy.gz", "fortran.npy", "fortran.npy.gz", "records.npy", "x.idx", "x.parquet", "x.parquet.gz"];

    /// <summary>The rows.</summary>
    public static double[][] Rows(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(i => (double[])[random.NextDouble() * 3, Math.Round(random.NextDouble(), 3), -random.NextDouble(), random.Next(9), 7 * i % 13])];
    }

    /// <summary>Writes them.</summary>
    public static string Write(TemporaryFolder folder, string name, int count)
    {
        double[][] rows = Rows(count);
        string bare = name.Replace(".gz", string.Empty, StringComparison.Ordinal);
        double[] numbers = [.. rows.SelectMany(row => row)];
        byte[] contents = bare switch
        {
            "x.csv" => Lines(',', rows),
            "x.tsv" => Lines('\t', rows),
            "x.jsonl" => Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => Row(row) + "\n"))),
            "x.json" => Encoding.UTF8.GetBytes($"[{string.Join(", ", rows.Select(Row))}]"),
            "columns.json" => Encoding.UTF8.GetBytes($"{{{string.Join(", ", Enumerable.Range(0, 5).Select(k => $"\"X{k + 1}\": [{string.Join(", ", rows.Select(row => Cell.Format(row[k])))}]"))}}}"),
            "x.npy" => Npy("<f8", $"({count}, 5)", Encode("f8", false, numbers)),
            "fortran.npy" => Npy("<f8", $"({count}, 5)", Encode("f8", false, [.. Enumerable.Range(0, 5).SelectMany(k => rows.Select(row => row[k]))]), isFortran: true),
            "records.npy" => NpyOf($"{{'descr': [{string.Concat(Enumerable.Range(1, 5).Select(k => $"('X{k}', '<f8'), "))}], 'fortran_order': False, 'shape': ({count},), }}", Encode("f8", false, numbers)),
            "x.idx" => Idx(0x0E, [(uint)count, 5], Encode("f8", true, numbers)),
            _ => ParquetFile.Of([.. Enumerable.Range(0, 5).Select(k => ($"X{k + 1}", (Array)Array.ConvertAll(rows, row => row[k])))], groups: 4),
        };
        File.WriteAllBytes(folder.File(name), bare == name ? contents : Gzip(contents));
        return folder.File(name);
    }

    private static byte[] Lines(char delimiter, double[][] rows) => Encoding.UTF8.GetBytes(
        string.Join(delimiter, "X1", "X2", "X3", "X4", "X5") + "\n" + string.Concat(rows.Select(row => string.Join(delimiter, row.Select(Cell.Format)) + "\n")));

    private static string Row(double[] row) => $"{{{string.Join(", ", row.Select((number, k) => $"\"X{k + 1}\": {Cell.Format(number)}"))}}}";
}

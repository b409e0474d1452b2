using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace SneTools.Benchmarks;

/// <summary>Long files placed by a model of MNIST, on one thread: rows a second of the processor, and peak memory; how fast rows are passed over
/// and counted. Each is a process of its own.</summary>
internal static class ShardTable
{
    private const int Columns = 50;

    public static int Run(string[] args)
    {
        string data = args[0];
        int points = int.Parse(Option(args, "--points", "60000"), CultureInfo.InvariantCulture);
        int rows = int.Parse(Option(args, "--rows", "1000000"), CultureInfo.InvariantCulture);
        string[] names = Option(args, "--file", "x.csv,x.csv.gz,x.jsonl,x.npy,x.parquet").Split(',');
        string[] methods = Option(args, "--method", "TSne,Sne").Split(',');
        string folder = Option(args, "--folder", string.Empty);
        bool isOwn = folder.Length == 0;
        if (isOwn)
            folder = Directory.CreateTempSubdirectory("SneTools").FullName;
        try
        {
            Matrix scores = Scores(data, folder);
            foreach (string name in names.Where(name => !File.Exists(Path.Combine(folder, name))))
                Make(Path.Combine(folder, name), scores, rows);
            Console.WriteLine(FormattableString.Invariant($"{points} points, {rows} rows x {Columns} numbers, perplexity 30, one thread, seconds of the processor"));
            Pass(folder, names, rows);
            Console.WriteLine();
            Console.WriteLine("| method | file | rows placed | to read and prepare the model, s | to place, s | rows a second | ... of one user's time | peak, MiB | file written, bytes a row |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
            foreach (string method in methods)
            {
                string model = Path.Combine(folder, $"{method}-{points}.npz");
                if (!File.Exists(model))
                    Fit(model, method, scores, points, Option(args, "--iterations", "500"));
                foreach (string name in names)
                    Place(model, method, Path.Combine(folder, name), Option(args, "--place", "1000000"));
            }
        }
        finally
        {
            if (isOwn)
                Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    /// <summary>Places a shard: seconds to prepare, seconds of the processor to place, those outside the kernel, peak memory in MiB.</summary>
    public static int Place(string[] args)
    {
        using Process process = Process.GetCurrentProcess();
        SneModel model = ModelFile.Read(args[0]);
        using var placement = new ShardPlacement(model, 1);

        // What a process does first is compiled meanwhile.
        int count = int.Parse(args[2], CultureInfo.InvariantCulture);
        placement.Place(args[1], new ImportOptions { First = Math.Min(count, 3000) }, args[3], overwrite: true);
        process.Refresh();
        (double before, double user) = (process.TotalProcessorTime.TotalSeconds, process.UserProcessorTime.TotalSeconds);
        ShardSummary summary = placement.Place(args[1], new ImportOptions { First = count }, args[3], overwrite: true);
        process.Refresh();
        Console.WriteLine(FormattableString.Invariant(
            $"{summary.Placed} {before} {process.TotalProcessorTime.TotalSeconds - before} {process.UserProcessorTime.TotalSeconds - user} {process.PeakWorkingSet64 / 1048576.0} {summary.MeanNovelty} {summary.NeighborRecall}"));
        return 0;
    }

    /// <summary>Passes over all rows but the last, and counts rows: seconds of the processor of each, peak memory in MiB.</summary>
    public static int Pass(string[] args)
    {
        using Process process = Process.GetCurrentProcess();
        int rows = int.Parse(args[1], CultureInfo.InvariantCulture);

        // What a process does first is compiled meanwhile.
        DataFile.Read(args[0], new ImportOptions { Skip = 10_000, First = 1 });
        process.Refresh();
        double start = process.TotalProcessorTime.TotalSeconds;
        DataFile.Read(args[0], new ImportOptions { Skip = rows - 1, First = 1 });
        process.Refresh();
        double passed = process.TotalProcessorTime.TotalSeconds;
        if (DataFile.CountRows(args[0]) != rows)
            throw new InvalidOperationException("There are other rows.");
        process.Refresh();
        Console.WriteLine(FormattableString.Invariant($"{passed - start} {process.TotalProcessorTime.TotalSeconds - passed} {process.PeakWorkingSet64 / 1048576.0}"));
        return 0;
    }

    private static void Pass(string folder, string[] names, int rows)
    {
        Console.WriteLine("| file | MB | to the last row, s | MB a second | to count, s | peak, MiB |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (string name in names)
        {
            string path = Path.Combine(folder, name);
            double[] figures = Figures(["pass-rows", path, $"{rows}"]);
            double size = new FileInfo(path).Length / 1e6;
            Console.WriteLine(FormattableString.Invariant($"| {name} | {size:0} | {figures[0]:0.00} | {size / figures[0]:0} | {figures[1]:0.00} | {figures[2]:0} |"));
        }
    }

    private static void Place(string model, string method, string path, string count)
    {
        string output = Path.Combine(Path.GetDirectoryName(path)!, "placed.parquet");
        double[] figures = Figures(["place-shard", model, path, count, output]);
        double bytes = new FileInfo(output).Length / figures[0];
        Console.WriteLine(FormattableString.Invariant(
            $"| {method} | {Path.GetFileName(path)} | {figures[0]:0} | {figures[1]:0.0} | {figures[2]:0.0} | {figures[0] / figures[2]:0} | {figures[0] / figures[3]:0} | {figures[4]:0} | {bytes:0.0} |"));
        File.Delete(output);
    }

    private static double[] Figures(string[] arguments)
    {
        string output = Rival.Capture("dotnet", [typeof(ShardTable).Assembly.Location, .. arguments]) ?? throw new InvalidOperationException("The process failed.");
        return [.. output.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
    }

    private static void Fit(string path, string method, Matrix scores, int points, string iterations)
    {
        int[] rows = [.. Enumerable.Range(0, points)];
        SneModel model = SneModel.Fit(new Dataset(scores.Select(rows), Names), new EmbeddingOptions
        {
            Objective = new Objective(Enum.Parse<SneMethod>(method)),
            Descent = new DescentOptions { MaxIteration = int.Parse(iterations, CultureInfo.InvariantCulture), Tolerance = 0 },
        });
        using FileStream file = File.Create(path);
        ModelFile.Write(model.Compact(), file);
    }

    private static string[] Names => [.. Enumerable.Range(1, Columns).Select(k => FormattableString.Invariant($"pc{k}"))];

    /// <summary>All images as principal components of those that are mapped.</summary>
    private static Matrix Scores(string data, string folder)
    {
        string kept = Path.Combine(folder, "scores.npy");
        if (File.Exists(kept))
            return DataFile.Read(kept, new ImportOptions()).Values;
        Dataset images = DataFile.Read(Path.Combine(data, "train-images-idx3-ubyte"), new ImportOptions());
        Dataset more = DataFile.Read(Path.Combine(data, "t10k-images-idx3-ubyte"), new ImportOptions());
        using var team = new ThreadTeam(Environment.ProcessorCount);
        Dataset prepared = images.Prepare(false, Columns, team);
        Matrix others = Preparation.Of(prepared)!.Apply(more.Values, team);
        var all = new Matrix(prepared.Count + others.Rows, Columns, [.. prepared.Values.Values, .. others.Values]);
        Table.WriteNpy(kept, all);
        return all;
    }

    /// <summary>A file of rows like the images, each another one: one of them, and a little of another.</summary>
    private static void Make(string path, Matrix scores, int rows)
    {
        var random = new Random(1);
        IEnumerable<double[]> table = Enumerable.Range(0, rows).Select(_ =>
        {
            double[] row = scores.Row(random.Next(scores.Rows)).ToArray();
            ReadOnlySpan<double> other = scores.Row(random.Next(scores.Rows));
            for (int k = 0; k < row.Length; k++)
                row[k] = Math.Round((0.9 * row[k]) + (0.1 * other[k]), 4);
            return row;
        });
        if (path.EndsWith(".parquet", StringComparison.Ordinal))
        {
            using FileStream parquet = File.Create(path);
            ParquetTableWriter.Write(new Dataset(new Matrix(rows, Columns, [.. table.SelectMany(row => row)]), Names), parquet);
            return;
        }

        using Stream file = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.Create(path), CompressionLevel.Fastest) : File.Create(path);
        if (path.EndsWith(".npy", StringComparison.Ordinal))
        {
            string fields = string.Concat(Names.Select(name => $"('{name}', '<f8'), "));
            string header = FormattableString.Invariant($"{{'descr': [{fields}], 'fortran_order': False, 'shape': ({rows},), }}\n");
            file.Write([0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. Encoding.ASCII.GetBytes(header)]);
            using var numbers = new BinaryWriter(file);
            foreach (double number in table.SelectMany(row => row))
                numbers.Write(number);
            return;
        }

        using var text = new StreamWriter(file, new UTF8Encoding(false), 1 << 16);
        bool isJson = path.Contains(".jsonl", StringComparison.Ordinal);
        if (!isJson)
            text.Write(string.Join(',', Names) + "\n");
        foreach (double[] row in table)
            text.Write(isJson ? $"{{{string.Join(',', row.Select((number, k) => $"\"{Names[k]}\":{Cell.Format(number)}"))}}}\n" : string.Join(',', row.Select(Cell.Format)) + "\n");
    }

    private static string Option(string[] args, string name, string otherwise)
    {
        int place = Array.IndexOf(args, name);
        return place >= 0 && place + 1 < args.Length ? args[place + 1] : otherwise;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace SneTools.Benchmarks;

/// <summary>Long tables of every format, read at once and in batches: time, peak memory, and how much it grows after the first batch. Each reading
/// is a process of its own.</summary>
internal static class StreamTable
{
    public static int Run(string[] args)
    {
        int rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        int columns = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 50;
        string[] names = args.Length > 2 ? args[2..] : ["x.csv", "x.csv.gz", "x.jsonl", "x.npy", "fortran.npy", "x.parquet"];
        string folder = Directory.CreateTempSubdirectory("SneTools").FullName;
        try
        {
            Console.WriteLine(FormattableString.Invariant($"{rows} rows x {columns} numbers of up to 6 places, {Environment.ProcessorCount} cores"));
            Console.WriteLine("Seconds are those of the processor, the start of the program included.");
            Console.WriteLine("| file | MB | at once, s | peak, MiB | in batches, s | to the first batch, s | peak, MiB | growth after the first batch, MiB | batches |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
            foreach (string name in names)
            {
                string path = Path.Combine(folder, name);
                Make(path, rows, columns);
                double[] whole = Figures(["read-batches", path, "1"]);
                double[] stream = Figures(["read-batches", path]);
                if (Math.Abs(whole[5] - stream[5]) > 1e-6 * Math.Abs(whole[5]))
                    throw new InvalidOperationException($"{name}: the batches are another table.");
                Console.WriteLine(FormattableString.Invariant(
                    $"| {name} | {new FileInfo(path).Length / 1e6:0} | {whole[0]:0.00} | {whole[2]:0} | {stream[0]:0.00} | {stream[1]:0.00} | {stream[2]:0} | {stream[3]:0} | {stream[4]} |"));
                File.Delete(path);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    /// <summary>Reads a file in batches, or in one if so many are asked for: seconds of the processor, those to the first batch, peak memory in
    /// MiB, its growth after the first batch, the number of batches, and the sum of all cells.</summary>
    public static int Read(string[] args)
    {
        double first = 0;
        long before = 0;
        int count = 0;
        double sum = 0;
        if (args is [_, "1"])
            Take(DataFile.Read(args[0], new ImportOptions()));
        else
            DataFile.ReadBatches(args[0], new ImportOptions(), null, Take);
        using Process process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant(
            $"{process.TotalProcessorTime.TotalSeconds} {first} {process.PeakWorkingSet64 / 1048576.0} {(process.PeakWorkingSet64 - before) / 1048576.0} {count} {sum}"));
        return 0;

        void Take(Dataset batch)
        {
            if (count++ == 0)
            {
                using Process now = Process.GetCurrentProcess();
                (first, before) = (now.TotalProcessorTime.TotalSeconds, now.WorkingSet64);
            }

            sum += batch.Values.Values.Sum();
        }
    }

    private static double[] Figures(string[] arguments)
    {
        string output = Rival.Capture("dotnet", [typeof(StreamTable).Assembly.Location, .. arguments]) ?? throw new InvalidOperationException("The reading failed.");
        return [.. output.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
    }

    private static void Make(string path, int rows, int columns)
    {
        var random = new Random(1);
        if (path.EndsWith(".parquet", StringComparison.Ordinal))
        {
            var values = new Matrix(rows, columns);
            for (int k = 0; k < values.Values.Length; k++)
                values.Values[k] = Math.Round(random.NextDouble(), 6);
            using FileStream parquet = File.Create(path);
            ParquetTableWriter.Write(new Dataset(values, [.. Enumerable.Range(1, columns).Select(k => $"X{k}")]), parquet);
            return;
        }

        using Stream file = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.Create(path), CompressionLevel.Fastest) : File.Create(path);
        if (path.EndsWith(".npy", StringComparison.Ordinal))
        {
            string order = Path.GetFileName(path).StartsWith("fortran", StringComparison.Ordinal) ? "True" : "False";
            string header = FormattableString.Invariant($"{{'descr': '<f8', 'fortran_order': {order}, 'shape': ({rows}, {columns}), }}\n");
            file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)]);
            using var numbers = new BinaryWriter(file);
            for (long k = 0; k < (long)rows * columns; k++)
                numbers.Write(Math.Round(random.NextDouble(), 6));
            return;
        }

        using var text = new StreamWriter(file, new UTF8Encoding(false), 1 << 16);
        bool isJson = path.EndsWith(".jsonl", StringComparison.Ordinal);
        if (!isJson)
            text.Write(string.Join(',', Enumerable.Range(1, columns).Select(k => $"X{k}")) + "\n");
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < columns; k++)
            {
                text.Write(!isJson ? k > 0 ? "," : string.Empty : FormattableString.Invariant($"{(k > 0 ? "," : "{")}\"X{k + 1}\":"));
                text.Write(Cell.Format(Math.Round(random.NextDouble(), 6)));
            }

            text.Write(isJson ? "}\n" : "\n");
        }
    }
}

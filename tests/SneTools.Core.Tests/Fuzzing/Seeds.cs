using System.Text;
using Parquet;
using Parquet.Serialization;
using static SneTools.Tests.BinaryFile;
using static SneTools.Tests.HandmadeParquet;

namespace SneTools.Tests;

/// <summary>Small whole files of every format, from which bent ones are made.</summary>
internal static class Seeds
{
    /// <summary>The formats, each also with .gz behind it.</summary>
    public static readonly string[] Formats = ["csv", "tsv", "npy", "idx", "parquet", "json", "jsonl"];

    /// <summary>The files of a format.</summary>
    public static IReadOnlyList<byte[]> Of(string format) => format switch
    {
        "csv" => [.. Texts(',')],
        "tsv" => [.. Texts('\t')],
        "npy" => [.. Arrays()],
        "idx" => [Idx(8, [3, 2], [1, 2, 3, 4, 5, 7]), Idx(8, [4], [1, 2, 3, 4]), Idx(0x0D, [2, 2, 2], Encode("f4", true, 1, 2, 3, 4, 5, 6, 7, 8)), Idx(0x0E, [3], Encode("f8", true, 1, 2, 3))],
        "parquet" => [.. Written(), .. Nested(), .. ByHand()],
        "json" => [.. Json().Select(Encoding.UTF8.GetBytes)],
        "jsonl" => [.. JsonLines().Select(Encoding.UTF8.GetBytes)],
        _ => throw new ArgumentException(format),
    };

    private static IEnumerable<byte[]> Texts(char delimiter)
    {
        string table = string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},{i * 0.37},\"class {i % 3}\",{(i == 7 ? string.Empty : "1e-5")}\n"));
        string[] texts =
        [
            "a,b,c,d\n" + table,
            "a,b,t\r\n1,2,x\r\n3,4,\"y \"\"z\"\"\nand more\"\r\n",
            "#TYPE System.Object\n\"a\",\"b\"\n\"1\",\"-2.5\"\n\"3\",\"1e300\"\n",
            "x\n1\n2\n3\n",
        ];
        foreach (string text in texts)
            yield return Encoding.UTF8.GetBytes(text.Replace(',', delimiter));
        yield return [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a,é\n1,2\n3,4\n".Replace(',', delimiter))];
    }

    private static IEnumerable<string> Json()
    {
        yield return "[" + string.Join(",\n", JsonRows()) + "]";
        yield return """{"object":"list","data":[""" + string.Join(',', JsonRows()) + """],"model":"m","usage":{"tokens":[1,2]}}""";
        yield return "[[1,2.5,null],[-3e4,0,\"x\"],[7,8,9]]";
        yield return """{"a":[1,2,NaN],"b":["x","\u00e9",null],"v":[[1,2],[3,4],[5,6]]}""";
        yield return """{"a":{"3":1,"5":2,"7":3},"t":{"3":"x","5":"y","7":"z"}}""";
        yield return """{"3":{"a":1,"t":"x"},"5":{"a":2,"t":"y"}}""";
        yield return """{"columns":["a","t"],"index":[3,5,6],"data":[[1,"x"],[2,"y"],[Infinity,"z"]]}""";
        yield return """{"schema":{"fields":[{"name":"index"}],"primaryKey":["index"]},"data":[{"index":4,"a":1.5},{"index":9,"a":2.5}]}""";
        yield return "[1,2,3]";
    }

    private static IEnumerable<string> JsonLines()
    {
        yield return string.Join('\n', JsonRows()) + "\n";
        yield return "[1,2,3]\n[4,5,6]\n";
        yield return string.Concat(Enumerable.Range(0, 1100).Select(i => $"{{\"a\":{i * 0.5}{(i == 1050 ? ",\"late\":\"x\"" : string.Empty)}}}\n"));
    }

    private static IEnumerable<string> JsonRows() => Enumerable.Range(0, 12).Select(i =>
        $"{{\"a\":{i * 0.37},\"b\": {(i == 7 ? "null" : "1e-5")},\"t\":\"class {i % 3} \\u00e9\\\"\",\"y\":{(i % 2 == 0 ? "true" : "false")},\"v\":[{i},{-i}.5, {(i == 3 ? "NaN" : "2e3")}],\"w\":[\"p\",{i}]}}");

    private static IEnumerable<byte[]> Arrays()
    {
        yield return Npy("<f8", "(2, 3)", Encode("f8", false, 1, 2, 3, 4, 5, 6));
        yield return Npy(">i2", "(3, 2)", Encode("i2", true, 1, 2, 3, 4, 5, 6), isFortran: true);
        yield return Npy("|u1", "(4,)", [1, 2, 3, 4], version: 2);
        yield return Npy("<f2", "(2, 2, 2)", Encode("f2", false, 1, 2, 3, 4, 5, 6, 7, 8), version: 3);
        byte[] record = [.. Encode("f8", false, 1.5), .. Encoding.UTF32.GetBytes("ab\0"), .. "xyz"u8, .. Encode("i4", false, 7)];
        yield return NpyOf("{'descr': [('a', '<f8'), ('t', '<U3'), ('s', '|S3'), ('n\\x41', '<i4')], 'fortran_order': False, 'shape': (3,), }", [.. record, .. record, .. record]);
    }

    private static IEnumerable<byte[]> Written()
    {
        double[] numbers = [.. Enumerable.Range(0, 40).Select(i => i < 20 ? 1.5 : Math.Sin(i))];
        double?[] gaps = [.. numbers.Select((x, i) => i % 5 == 2 ? null : (double?)x)];
        string?[] texts = [.. numbers.Select((_, i) => i % 7 == 3 ? null : $"class {i % 4}")];
        (string, Array)[] some = [("a", numbers), ("b", gaps), ("i", numbers.Select((_, i) => i * i).ToArray()), ("t", texts)];
        (string, Array)[] others =
        [
            ("l", numbers.Select((_, i) => (long)i << i).ToArray()), ("f", numbers.Select(x => (float)x).ToArray()), ("m", numbers.Select(x => (decimal)(int)(100 * x) / 4).ToArray()),
            ("z", numbers.Select(x => x > 0).ToArray()), ("d", numbers.Select((_, i) => new DateTime(2024, 1, 1, i % 24, 0, 0, DateTimeKind.Utc)).ToArray()), ("u", numbers.Select((_, i) => (byte)i).ToArray()),
        ];
        foreach (CompressionMethod method in new[] { CompressionMethod.None, CompressionMethod.Snappy, CompressionMethod.Gzip, CompressionMethod.Zstd, CompressionMethod.LZ4, CompressionMethod.Brotli })
        {
            yield return ParquetFile.Of(some, 2, new ParquetOptions { CompressionMethod = method });
            yield return ParquetFile.Of(others, 1, new ParquetOptions { CompressionMethod = method });
        }
    }

    private static IEnumerable<byte[]> Nested()
    {
        var stream = new MemoryStream();
        Record[] records = [.. Enumerable.Range(1, 4).Select(i => new Record(i / 2.0, new Part(i), [i, i + 1]))];
        ParquetSerializer.SerializeAsync(records, stream).GetAwaiter().GetResult();
        yield return stream.ToArray();
    }

    private static IEnumerable<byte[]> ByHand()
    {
        byte[] deltas = [128, 1, 4, 5, 2, 2, 0, 0, 0, 0];
        yield return OneColumn(ParquetType.Int64, 5, [Page(5, ParquetEncoding.Deltas, deltas)]);
        yield return OneColumn(ParquetType.Int32, 5, [SecondPage(5, 0, ParquetEncoding.Deltas, [], deltas)]);
        yield return OneColumn(ParquetType.Int32, 4, [SecondPage(4, 1, ParquetEncoding.Plain, [3, 13], Encode("i4", false, 1, 2, 3))], isOptional: true);
        yield return OneColumn(ParquetType.Boolean, 9, [Page(9, ParquetEncoding.Runs, [4, 0, 0, 0, 12, 1, 6, 0])]);
        yield return OneColumn(ParquetType.Single, 3, [Page(3, ParquetEncoding.SplitBytes, [0, 0, 0, 0, 0, 0, 128, 0, 64, 63, 64, 64])]);
        byte[] lengths = [128, 1, 4, 3, 2, 0, 0, 0, 0, 0];
        yield return OneColumn(ParquetType.Bytes, 3, [Page(3, ParquetEncoding.DeltaLengths, [.. lengths, .. "123"u8])], change: node => node.Meaning = 0);
        byte[] prefixes = [128, 1, 4, 3, 0, 2, 0, 0, 0, 0];
        yield return OneColumn(ParquetType.Bytes, 3, [Page(3, ParquetEncoding.DeltaTexts, [.. prefixes, .. lengths, .. "123"u8])], change: node => node.Meaning = 0);
        yield return OneColumn(ParquetType.Double, 6, [Dictionary(2, Encode("f8", false, 1, 2)), Page(6, ParquetEncoding.Dictionary, [1, 6, 0, 6, 1])]);
        yield return OneColumn(ParquetType.FixedBytes, 2, [Page(2, ParquetEncoding.Plain, [0, 0, 1, 0, 1, 0])], change: node => (node.Size, node.Meaning, node.Scale, node.Precision) = (3, 5, 2, 6));
    }

    private sealed record Record(double X, Part S, List<int> L)
    {
        public Record()
            : this(0, new Part(0), [])
        {
        }
    }

    private sealed record Part(int Inner)
    {
        public Part()
            : this(0)
        {
        }
    }
}

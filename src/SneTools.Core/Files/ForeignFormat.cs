using System.Text;

namespace SneTools;

/// <summary>A format that is not read, and what to do with a file of it. Its first bytes tell, and where it has none of its own, its name.
/// </summary>
/// <param name="HasSignature">True for the first bytes of such a file.</param>
/// <param name="Endings">How names of such files end.</param>
/// <param name="Advice">What it is and what to do, as a whole sentence.</param>
internal sealed record ForeignFormat(ForeignFormat.Signature HasSignature, string[] Endings, string Advice)
{
    /// <summary>Looks at the first bytes of a file.</summary>
    public delegate bool Signature(ReadOnlySpan<byte> head);

    private const string SaveSheet = "save the sheet as CSV";
    private const string Decompress = "decompress it first, or compress it by gzip instead";

    /// <summary>The formats; a file that bears the name of one and the signature of another is taken for the first of them.</summary>
    private static readonly ForeignFormat[] All =
    [
        new(head => IsZip(head) && Has(head, "xl/"), [".xlsx", ".xlsm", ".xlsb"], $"This is an Excel workbook: {SaveSheet}."),
        new(head => head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), [".xls"], $"This is an Excel workbook of the older kind: {SaveSheet}."),
        new(head => IsZip(head) && Has(head, "opendocument.spreadsheet"), [".ods"], $"This is an OpenDocument spreadsheet: {SaveSheet}."),
        new(head => IsZip(head) && FirstEntry(head).EndsWith(".npy", StringComparison.OrdinalIgnoreCase), [".npz"], "This is an NPZ archive of several NumPy arrays. If it is a model of a map, read it with Import-SneModel; otherwise save the array to read by itself, numpy.save('x.npy', numpy.load('x.npz')['name'])."),
        new(IsZip, [".zip"], "This is a ZIP archive: extract the file to read first, with Expand-Archive."),
        new(head => head.StartsWith("ARROW1"u8) || head.StartsWith("FEA1"u8), [".arrow", ".arrows", ".feather", ".ipc"], "This is an Arrow or Feather file: write it as Parquet, pandas.read_feather('x.feather').to_parquet('x.parquet')."),
        new(IsR, [".rds", ".rdata", ".rda"], "This is a file of R's objects: write the table as CSV in R, write.csv(readRDS('x.rds'), 'x.csv', row.names = FALSE), or what load('x.RData') brings."),
        new(head => head.StartsWith("BZh"u8) && head.Length > 9 && head[4..].StartsWith<byte>([0x31, 0x41, 0x59, 0x26, 0x53, 0x59]), [".bz2"], $"This is compressed by bzip2: {Decompress}."),
        new(head => head.StartsWith<byte>([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]), [".xz"], $"This is compressed by xz: {Decompress}."),
        new(head => head.StartsWith<byte>([0x28, 0xB5, 0x2F, 0xFD]), [".zst", ".zstd"], $"This is compressed by Zstandard: {Decompress}."),
        new(head => head.StartsWith<byte>([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]), [".7z"], "This is a 7-Zip archive: extract the file to read first."),
        new(head => head.Length > 262 && head[257..].StartsWith("ustar"u8), [".tar", ".tgz"], "This is a tar archive: extract the file to read first, with tar -x."),
        new(head => IsHdf(head) && Has(head, "encoding-type"), [".h5ad"], "This is an AnnData file (HDF5): write its matrix in Python, anndata.read_h5ad('x.h5ad').to_df().to_parquet('x.parquet')."),
        new(IsHdf, [".h5", ".hdf5", ".hdf", ".loom"], "This is an HDF5 file: write the table in it as Parquet, pandas.read_hdf('x.h5').to_parquet('x.parquet'), or the array as NPY."),
        new(head => head.StartsWith("MATLAB 5.0 MAT-file"u8), [".mat"], "This is a MATLAB file: write the matrix as CSV in MATLAB, writematrix(X, 'x.csv')."),
        new(head => head.Length > 2 && head[0] == 0x80 && head[1] is >= 2 and <= 5, [".pkl", ".pickle", ".joblib"], "This is a Python pickle, which may run programs when it is read, and so is not: write the table in Python, with to_parquet or numpy.save."),
    ];

    /// <summary>Finds the format of a file.</summary>
    /// <param name="head">Its first bytes, decompressed.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isBinary">True for what is no text: only then does a name say anything, unless texts bear it, too.</param>
    /// <returns>Null for a file of none of the formats.</returns>
    public static ForeignFormat? Of(ReadOnlySpan<byte> head, string name, bool isBinary)
    {
        ForeignFormat? named = Array.Find(All, format => format.IsNamed(name));
        foreach (ForeignFormat format in All)
        {
            if (format.HasSignature(head))
                return named is not null && (named == format || IsZip(head) || IsHdf(head) || named.HasSignature == IsR) ? named : format;
        }

        // Pickles and files of R can be texts, though of no use as such.
        return isBinary || named?.Endings[0] is ".pkl" or ".rds" ? named : null;
    }

    private bool IsNamed(string name) => Array.Exists(Endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8);

    private static bool IsHdf(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> mark = [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];
        return head.StartsWith(mark) || (head.Length > 520 && head[512..].StartsWith(mark));
    }

    /// <summary>What saveRDS and save write, in the binary way of today.</summary>
    private static bool IsR(ReadOnlySpan<byte> head) =>
        head.StartsWith("X\n\0\0\0\u0002"u8) || head.StartsWith("X\n\0\0\0\u0003"u8) || head.StartsWith("RDX2\n"u8) || head.StartsWith("RDX3\n"u8)
        || head.StartsWith("RDA2\n"u8) || head.StartsWith("RDA3\n"u8);

    private static bool Has(ReadOnlySpan<byte> head, string text) => head.IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;

    /// <summary>The name of the first file in a ZIP archive.</summary>
    private static string FirstEntry(ReadOnlySpan<byte> head) =>
        head.Length > 30 && BitConverter.ToUInt16(head[26..28]) is var length && head.Length >= 30 + length ? Encoding.UTF8.GetString(head.Slice(30, length)) : string.Empty;
}

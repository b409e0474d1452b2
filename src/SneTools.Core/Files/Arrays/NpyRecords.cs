using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SneTools;

/// <summary>NumPy's records: rows of named fields, each a number or a text of fixed width, one row behind the other.</summary>
/// <param name="fields">The fields.</param>
/// <param name="rows">Number of records.</param>
internal sealed partial class NpyRecords(IReadOnlyList<NpyRecords.RecordField> fields, long rows)
{
    private const int LargestRecord = 1 << 28;

    /// <summary>Bytes of a cell while the table is built, and afterwards.</summary>
    private const int BytesOfCell = 32;

    private readonly int _size = fields.Sum(field => field.Size);

    /// <summary>The names of the fields.</summary>
    public IReadOnlyList<string> Names { get; } = [.. fields.Select(field => field.Name)];

    /// <summary>Reads what a header says of records.</summary>
    /// <param name="descr">The list of fields, without its brackets.</param>
    /// <param name="shape">The dimensions.</param>
    /// <param name="typeOf">The type of a number and whether its highest byte comes first.</param>
    /// <exception cref="SneException">A field is neither a number nor a text, or there is more than one dimension.</exception>
    public static NpyRecords Parse(string descr, IReadOnlyList<long> shape, Func<string, (ElementType Type, bool IsBigEndian)> typeOf)
    {
        if (shape.Count != 1 || !FieldList().IsMatch(descr))
            throw new SneException(SneError.InvalidFile, "The NPY file holds records that cannot be read: a list of them, whose fields are single numbers or texts, can.");
        var fields = new List<RecordField>();
        int offset = 0;
        foreach (Match match in Field().Matches(descr))
        {
            string type = match.Groups["type"].Value;
            char kind = type.TrimStart('<', '>', '|', '=')[0];
            RecordField field = kind is 'U' or 'S'
                ? new RecordField(Unquote(match.Groups["name"].Value), offset, null, type[0] == '>', kind == 'U', TextSize(type, kind == 'U' ? 4 : 1))
                : NumberField(Unquote(match.Groups["name"].Value), offset, typeOf(type));
            fields.Add(field);
            if (offset > LargestRecord - field.Size)
                throw new SneException(SneError.InvalidFile, $"The NPY file holds records of more than {LargestRecord} bytes each.");
            offset += field.Size;
        }

        return new NpyRecords(fields, shape[0]);
    }

    /// <summary>Reads the records behind the header.</summary>
    public Dataset Read(DataSource source, ImportOptions options, Action<double>? progress, CancellationToken cancellation)
    {
        new ArrayLayout(ElementType.UInt8, IsBigEndian: false, IsColumnMajor: false, [rows, _size]).Require(source);
        long count = Math.Min(rows, options.First ?? rows);
        source.Budget.Require(
            (double)count * ((double)_size + (fields.Count * BytesOfCell)), FormattableString.Invariant($"A table of {count} x {fields.Count} values"));
        bool[] isAsked = [.. options.Columns.Assign(Names).Select(role => role == ColumnRole.Numeric)];
        var table = new TableBuilder(Names, options.Columns, options.MissingValue);
        var record = new byte[_size];
        for (long i = 0; i < count; i++)
        {
            if (i % 256 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                source.Report(progress);
            }

            source.ReadExactly(record, "within its records");
            table.Add(new Record(fields, record, isAsked));
        }

        return table.Build();
    }

    private static RecordField NumberField(string name, int offset, (ElementType Type, bool IsBigEndian) type) =>
        new(name, offset, type.Type, type.IsBigEndian, IsWide: false, Elements.Size(type.Type));

    private static int TextSize(string type, int width)
    {
        string digits = type[(type.IndexOfAny(['U', 'S']) + 1)..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= (1 << 20)
            ? count * width
            : throw new SneException(SneError.InvalidFile, $"The NPY file holds texts of {Refusal.Shorten(digits)} characters; up to {1 << 20} can be read.");
    }

    /// <summary>What a text is that Python wrote.</summary>
    private static string Unquote(string text) => Escape().Replace(text[1..^1], match => match.Value[1] switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'x' or 'u' or 'U' when match.Length > 2 && Rune.TryCreate(int.Parse(match.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture), out Rune rune) => rune.ToString(),
        char other => other.ToString(),
    });

    [GeneratedRegex("""\(\s*(?<name>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,\s*['"](?<type>[<>|=]?(?:[a-zA-Z][0-9]+|\?))['"]\s*\)""", RegexOptions.CultureInvariant)]
    private static partial Regex Field();

    [GeneratedRegex("""^\s*(?:\(\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,\s*['"][<>|=]?(?:[a-zA-Z][0-9]+|\?)['"]\s*\)\s*(?:,\s*)?)+$""", RegexOptions.CultureInvariant)]
    private static partial Regex FieldList();

    [GeneratedRegex(@"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Escape();

    /// <summary>A field of a record.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Offset">Where it begins in a record.</param>
    /// <param name="Type">The type of a number; null for a text.</param>
    /// <param name="IsBigEndian">True when the highest byte of a number, or of a character, comes first.</param>
    /// <param name="IsWide">True for a text of four bytes a character, rather than one.</param>
    /// <param name="Size">Bytes in a record.</param>
    internal sealed record RecordField(string Name, int Offset, ElementType? Type, bool IsBigEndian, bool IsWide, int Size);

    private readonly struct Record(IReadOnlyList<RecordField> fields, byte[] bytes, bool[] isAsked) : ICellRow
    {
        private static readonly UTF32Encoding BigEndian = new(bigEndian: true, byteOrderMark: false);

        public int Count => fields.Count;

        public Cell Cell(int column)
        {
            if (fields[column].Type is not null)
                return TryGetNumber(column, out double number) ? SneTools.Cell.FromNumber(number) : SneTools.Cell.Empty;
            string text = Text(fields[column]);
            return text.Length == 0 || isAsked[column] ? SneTools.Cell.FromText(text) : SneTools.Cell.FromOpaqueText(text);
        }

        public bool TryGetNumber(int column, out double number)
        {
            RecordField field = fields[column];
            if (field.Type is not { } type)
                return SneTools.Cell.TryParse(Text(field), out number);
            Span<byte> copy = stackalloc byte[sizeof(double)];
            bytes.AsSpan(field.Offset, field.Size).CopyTo(copy);
            number = 0;
            Elements.Convert(copy[..field.Size], type, field.IsBigEndian, new Span<double>(ref number));
            return true;
        }

        public bool IsPlain(int column) => Cell(column).IsPlain;

        public int TryGetNumbers(ReadOnlySpan<int> columns, Span<double> numbers, int from, List<int> spelled) =>
            ICellRow.TryGetEach(this, columns, numbers, from, spelled);

        /// <summary>A text without the zeros behind it.</summary>
        private string Text(RecordField field)
        {
            ReadOnlySpan<byte> text = bytes.AsSpan(field.Offset, field.Size);
            int length = text.TrimEnd((byte)0).Length;
            Encoding encoding = !field.IsWide ? Encoding.Latin1 : field.IsBigEndian ? BigEndian : Encoding.UTF32;
            return encoding.GetString(text[..(field.IsWide ? (length + 3) / 4 * 4 : length)]);
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace SneTools;

/// <summary>NumPy's records: rows of named fields, each a number or a text of fixed width, one row behind the other.</summary>
/// <param name="fields">The fields.</param>
/// <param name="size">Bytes of a record.</param>
/// <param name="rows">Number of records.</param>
internal sealed partial class NpyRecords(IReadOnlyList<NpyRecords.RecordField> fields, int size, long rows)
{
    private const int LargestRecord = 1 << 28;

    /// <summary>Bytes of a cell while the table is built, and afterwards.</summary>
    private const int BytesOfCell = 32;

    /// <summary>The records as bytes.</summary>
    public ArrayLayout Layout => new(ElementType.UInt8, IsBigEndian: false, IsColumnMajor: false, [rows, size]);

    /// <summary>The names of the fields.</summary>
    public IReadOnlyList<string> Names { get; } = [.. fields.Select(field => field.Name)];

    /// <summary>Reads what a header says of records.</summary>
    /// <param name="descr">The list of fields, each a list of name and type.</param>
    /// <param name="shape">The dimensions.</param>
    /// <param name="typeOf">The type of a number and whether its highest byte comes first.</param>
    /// <exception cref="SneException">A field is neither a number nor a text, or there is more than one dimension.</exception>
    public static NpyRecords Parse(object[] descr, IReadOnlyList<long> shape, Func<string, (ElementType Type, bool IsBigEndian)> typeOf)
    {
        if (shape.Count != 1 || descr.Length == 0)
            throw NotReadable();
        var fields = new List<RecordField>();
        int offset = 0;
        foreach (object item in descr)
        {
            if (item is not object[] { Length: 2 } pair || pair[0] is not string name || pair[1] is not string type)
                throw NotReadable();
            RecordField field = FieldOf(name, offset, type, typeOf);
            if (field.Kind != RecordKind.Padding)
                fields.Add(field);
            if (offset > LargestRecord - field.Size)
                throw new SneException(SneError.InvalidFile, $"The NPY file holds records of more than {LargestRecord} bytes each.");
            offset += field.Size;
        }

        return new NpyRecords(fields, offset, shape[0]);

        static SneException NotReadable() =>
            new(SneError.InvalidFile, "The NPY file holds records that cannot be read: a list of them, whose fields are single numbers or texts, can.");
    }

    /// <summary>True for the type of texts, or of dates.</summary>
    public static bool IsText(string type) => TextType().IsMatch(type);

    /// <summary>Reads the records behind the header.</summary>
    public void Read(DataSource source, ImportOptions options, DatasetBatches batches, Action<double>? progress, CancellationToken cancellation)
    {
        bool[] isAsked = [.. options.Columns.Assign(Names).Select(role => role == ColumnRole.Numeric)];
        if (options.Skip > 0 && options.Skip >= rows)
            throw Refusal.NoneBehind(options.Skip, rows);
        var table = new TableBuilder(Names, options.Columns, options.MissingValue, batches) { Start = options.Skip };
        foreach (byte[] record in Records(source, options.Skip, options.First, batches.RowsOf(fields.Count), progress, cancellation))
            table.Add(new Record(fields, record, isAsked));
        table.Finish();
    }

    /// <summary>Reads the records of one field as texts.</summary>
    public IEnumerable<string?> ReadLabels(DataSource source, int? first, CancellationToken cancellation)
    {
        if (fields.Count != 1)
            throw Refusal.NotOneLabel($"{fields.Count} columns");
        foreach (byte[] record in Records(source, 0, first, int.MaxValue, null, cancellation))
            yield return new Record(fields, record, [false]).Cell(0).AsText();
    }

    /// <summary>The records, each in the same place.</summary>
    /// <param name="source">The file, at the end of its header.</param>
    /// <param name="skip">Records that are passed over before.</param>
    /// <param name="first">The most that are read; null for all.</param>
    /// <param name="held">Rows that are held at once.</param>
    /// <param name="progress">Is told the share of the file read so far.</param>
    /// <param name="cancellation">Ends the work.</param>
    private IEnumerable<byte[]> Records(DataSource source, int skip, int? first, int held, Action<double>? progress, CancellationToken cancellation)
    {
        Layout.Require(source);
        long count = Math.Min(rows - skip, first ?? rows);
        source.Budget.Require(
            (double)Math.Min(count, held) * ((double)size + (fields.Count * BytesOfCell)), FormattableString.Invariant($"A table of {count} x {fields.Count} values"));
        source.Content.Skip((long)skip * size, cancellation);
        var record = new byte[size];
        for (long i = 0; i < count; i++)
        {
            if (i % 256 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                source.Report(progress);
            }

            source.ReadExactly(record, "within its records");
            yield return record;
        }
    }

    private static RecordField FieldOf(string name, int offset, string type, Func<string, (ElementType Type, bool IsBigEndian)> typeOf)
    {
        string code = type.TrimStart('<', '>', '|', '=');
        bool isBigEndian = type.StartsWith('>');
        switch (code.FirstOrDefault())
        {
            case 'U':
                return new RecordField(name, offset, RecordKind.WideText, default, isBigEndian, SizeOf(code, 4));
            case 'S':
                return new RecordField(name, offset, RecordKind.Text, default, false, SizeOf(code, 1));
            case 'V' when name.Length == 0:
                return new RecordField(name, offset, RecordKind.Padding, default, false, SizeOf(code, 1));
            case 'M' when TextType().IsMatch(type):
                return new RecordField(name, offset, code.AsSpan(3, code.Length - 4) switch
                {
                    "D" => RecordKind.Day,
                    "s" => RecordKind.Second,
                    "ms" => RecordKind.Millisecond,
                    "us" => RecordKind.Microsecond,
                    _ => RecordKind.Nanosecond,
                }, ElementType.Int64, isBigEndian, sizeof(long));
            default:
                (ElementType element, bool isReverse) = typeOf(type);
                return new RecordField(name, offset, RecordKind.Number, element, isReverse, Elements.Size(element));
        }
    }

    private static int SizeOf(string code, int width)
    {
        string digits = code[1..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= (1 << 20)
            ? count * width
            : throw new SneException(SneError.InvalidFile, $"The NPY file holds texts of {Refusal.Shorten(digits)} characters; up to {1 << 20} can be read.");
    }

    [GeneratedRegex(@"^[<>|=]?(?:[US][0-9]+|M8\[(?:D|s|ms|us|ns)\])$", RegexOptions.CultureInvariant)]
    private static partial Regex TextType();

    /// <summary>What a field holds.</summary>
    internal enum RecordKind
    {
        /// <summary>A number.</summary>
        Number,

        /// <summary>A text of a byte a character.</summary>
        Text,

        /// <summary>A text of four bytes a character.</summary>
        WideText,

        /// <summary>A date, in days since 1970.</summary>
        Day,

        /// <summary>A point in time, in seconds since 1970.</summary>
        Second,

        /// <summary>The same in thousandths.</summary>
        Millisecond,

        /// <summary>The same in millionths.</summary>
        Microsecond,

        /// <summary>The same in thousand-millionths.</summary>
        Nanosecond,

        /// <summary>Nothing: what follows begins at a round place.</summary>
        Padding,
    }

    /// <summary>A field of a record.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Offset">Where it begins in a record.</param>
    /// <param name="Kind">What it holds.</param>
    /// <param name="Type">The type of a number.</param>
    /// <param name="IsBigEndian">True when the highest byte of a number, or of a character, comes first.</param>
    /// <param name="Size">Bytes in a record.</param>
    internal sealed record RecordField(string Name, int Offset, RecordKind Kind, ElementType Type, bool IsBigEndian, int Size);

    private readonly struct Record(IReadOnlyList<RecordField> fields, byte[] bytes, bool[] isAsked) : ICellRow
    {
        private static readonly UTF32Encoding BigEndian = new(bigEndian: true, byteOrderMark: false);

        public int Count => fields.Count;

        public Cell Cell(int column)
        {
            RecordField field = fields[column];
            Span<byte> number = stackalloc byte[sizeof(double)];
            if (field.Kind == RecordKind.Number)
            {
                double value = Number(field, number);
                return field.Type == ElementType.Truth && !isAsked[column]
                    ? SneTools.Cell.FromNumber(value, new Truth(value != 0))
                    : Elements.ToCell(number, field.Type, value);
            }

            string text = Text(field);
            return text.Length == 0 || isAsked[column] ? SneTools.Cell.FromText(text) : SneTools.Cell.FromOpaqueText(text);
        }

        public bool TryGetNumber(int column, out double number)
        {
            if (fields[column].Kind != RecordKind.Number)
                return SneTools.Cell.TryParse(Text(fields[column]), out number);
            number = Number(fields[column], stackalloc byte[sizeof(double)]);
            return true;
        }

        public bool IsPlain(int column, double number) => Cell(column).IsPlain;

        public int TryGetNumbers(ReadOnlySpan<int> columns, Span<double> numbers, int from, List<int> spelled) =>
            ICellRow.TryGetEach(this, columns, numbers, from, spelled);

        /// <param name="field">The field.</param>
        /// <param name="copy">Room for the number's bytes; afterwards in the byte order of this machine.</param>
        private double Number(RecordField field, Span<byte> copy)
        {
            double number = 0;
            bytes.AsSpan(field.Offset, field.Size).CopyTo(copy);
            Elements.Convert(copy[..field.Size], field.Type, field.IsBigEndian, new Span<double>(ref number));
            return number;
        }

        private string Text(RecordField field) => field.Kind switch
        {
            RecordKind.Text => Narrow(bytes.AsSpan(field.Offset, field.Size).TrimEnd((byte)0)),
            RecordKind.WideText => Wide(field),
            _ => Time(field),
        };

        /// <summary>UTF-8, or where it is none, Latin-1.</summary>
        private static string Narrow(ReadOnlySpan<byte> text) => (Utf8.IsValid(text) ? Encoding.UTF8 : Encoding.Latin1).GetString(text);

        /// <summary>A text without the zeros behind it.</summary>
        private string Wide(RecordField field)
        {
            ReadOnlySpan<byte> text = bytes.AsSpan(field.Offset, field.Size);
            int length = text.TrimEnd((byte)0).Length;
            return (field.IsBigEndian ? BigEndian : Encoding.UTF32).GetString(text[..((length + 3) / 4 * 4)]);
        }

        /// <summary>A date or a point in time; nothing for NumPy's NaT.</summary>
        private string Time(RecordField field)
        {
            Span<byte> number = stackalloc byte[sizeof(double)];
            Number(field, number);
            long value = BitConverter.ToInt64(number);
            return value == long.MinValue ? string.Empty
                : field.Kind == RecordKind.Day ? IsoTimes.Date(value)
                : IsoTimes.Timestamp(value, 3 * (field.Kind - RecordKind.Second));
        }

        /// <summary>A truth, which is a number as well.</summary>
        private readonly record struct Truth(bool Value) : IFormattable
        {
            public string ToString(string? format, IFormatProvider? formatProvider) => Value ? "True" : "False";
        }
    }
}

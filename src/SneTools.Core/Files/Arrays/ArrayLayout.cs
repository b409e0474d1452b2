namespace SneTools;

/// <summary>What the header of a binary file says about the numbers that follow it.</summary>
/// <param name="Type">How a number is stored.</param>
/// <param name="IsBigEndian">True when the highest byte of a number comes first.</param>
/// <param name="IsColumnMajor">True when a column's numbers follow each other (Fortran's order), rather than a row's.</param>
/// <param name="Shape">The size of every dimension. The first counts the rows; the others are flattened into columns.
/// </param>
internal sealed record ArrayLayout(ElementType Type, bool IsBigEndian, bool IsColumnMajor, IReadOnlyList<long> Shape)
{
    /// <summary>Bytes that a column takes beside its numbers: a name, and where the numbers go.</summary>
    private const int BytesOfColumn = 160;

    /// <summary>Number of rows.</summary>
    public long Rows => Shape[0];

    /// <summary>Numbers in a row; one if there is but one dimension.</summary>
    public long Columns => Product(Shape.Skip(1));

    /// <summary>The columns in the order in which they lie in the file if a column's numbers follow each other: each by its place among those
    /// of a row, as NumPy's reshape(n, -1) numbers them.</summary>
    public int[] OrderOfColumns()
    {
        var order = new int[Columns];
        var place = new int[Shape.Count];
        for (int k = 0; k < order.Length; k++)
        {
            for (int d = 1; d < place.Length; d++)
                order[k] = (order[k] * (int)Shape[d]) + place[d];
            for (int d = 1; d < place.Length && ++place[d] == Shape[d]; d++)
                place[d] = 0;
        }

        return order;
    }

    /// <summary>The names that the columns get: X1, X2, …</summary>
    /// <param name="source">The file, at the end of its header.</param>
    /// <exception cref="SneException">The header promises more or less than there is, or there is nothing.</exception>
    public IReadOnlyList<string> Names(DataSource source)
    {
        Require(source);
        return ColumnNames.Numbered("X", (int)Columns);
    }

    /// <summary>The dimensions as a text: 60000 x 28 x 28.</summary>
    public string Describe() => string.Join(" x ", Shape.Select(size => FormattableString.Invariant($"{size}")));

    /// <summary>Checks the header against the size of the file, before anything is allocated by it.</summary>
    /// <param name="source">The file, at the end of its header.</param>
    /// <exception cref="SneException">The header promises more or less than there is, or there is nothing.</exception>
    public void Require(DataSource source)
    {
        if (Shape.Count == 0)
            throw new SneException(SneError.InvalidFile, "The file holds a single number without dimensions, and no rows.");
        long count = Product(Shape);
        UInt128 end = (UInt128)source.Content.Position + ((UInt128)count * (uint)Elements.Size(Type));
        if (source.Length is { } length ? end != (UInt128)length : end > (UInt128)source.MaxLength)
            throw WrongSize(source, end);
        if (Rows == 0)
            throw Refusal.Empty($" in the file, whose dimensions are {Describe()}");
        if (Columns == 0)
            throw Refusal.NoNumericColumn([]);
        if (Rows > int.MaxValue || Columns > int.MaxValue)
            throw new SneException(SneError.OutOfMemory, $"The dimensions {Describe()} are beyond the {int.MaxValue} rows or columns that can be read.");
        source.Budget.RequireColumns(Columns, BytesOfColumn);
    }

    /// <summary>An error that says which size the header promises and which there is.</summary>
    public SneException WrongSize(DataSource source, UInt128 end) => new(
        SneError.InvalidFile,
        FormattableString.Invariant(
            $"The header promises {Describe()} numbers of {Elements.Size(Type)} bytes from offset {source.Content.Position} to {end}; ") +
        (source.Length, (UInt128)source.MaxLength < end) switch
        {
            ({ } length, true) => FormattableString.Invariant($"the file ends at {length}."),
            ({ } length, false) => FormattableString.Invariant($"the file goes on to {length}."),
            _ => FormattableString.Invariant($"the compressed file can hold no more than {source.MaxLength} bytes."),
        });

    private long Product(IEnumerable<long> sizes)
    {
        long product = 1;
        bool isEmpty = false;
        foreach (long size in sizes)
        {
            isEmpty |= size == 0;
            if (!isEmpty && product > long.MaxValue / size)
                throw new SneException(SneError.InvalidFile, $"The dimensions {Describe()} are larger than any file.");
            product *= isEmpty ? 1 : size;
        }

        return isEmpty ? 0 : product;
    }
}

using System.Collections;
using System.Collections.Specialized;
using System.Data;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;

namespace SneTools.PowerShell;

/// <summary>One row as it came down the pipeline: an object with properties, a dictionary, or an array of numbers.
/// </summary>
internal sealed class InputRow
{
    /// <summary>Stands in an array of numbers for one that is missing: the NaN that R takes for it.</summary>
    public static readonly double MissingNumber = BitConverter.Int64BitsToDouble(0x7FF80000000007A2);

    private readonly PSObject? _object;
    private readonly IDictionary? _dictionary;
    private readonly double[]? _numbers;

    private InputRow(object source, PSObject? row, IDictionary? dictionary, double[]? numbers)
    {
        Source = source;
        _object = row;
        _dictionary = dictionary;
        _numbers = numbers;
    }

    /// <summary>The object itself.</summary>
    public object Source { get; }

    /// <summary>Number of numbers, when the row is an array; null for other rows.</summary>
    public int? Length => _numbers?.Length;

    /// <summary>The names of the row's columns. Those of a hashtable are sorted: it has no order but one that changes from
    /// run to run, and with it the last digits of a sum over columns.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            if (_numbers is not null)
                return ColumnNames.Numbered("X", _numbers.Length);
            if (_dictionary is Hashtable)
                return Keys(_dictionary).Order(StringComparer.Ordinal);
            return _dictionary is not null
                ? Keys(_dictionary)
                : _object!.Properties.Where(property => property.IsGettable).Select(property => property.Name);
        }
    }

    /// <summary>A row with properties.</summary>
    public static InputRow FromObject(PSObject row) => new(row, row, null, null);

    /// <summary>A row whose columns are a dictionary's keys.</summary>
    public static InputRow FromDictionary(IDictionary row) => new(row, null, row, null);

    /// <summary>A row of a table of a database: its columns, and nothing of what else the object can do.</summary>
    public static InputRow FromDataRow(DataRow row)
    {
        var columns = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (DataColumn column in row.Table.Columns)
            columns.Add(column.ColumnName, row[column] is DBNull ? null : row[column]);
        return new InputRow(row, null, columns, null);
    }

    /// <summary>A row of numbers, whose columns are X1, X2, …</summary>
    public static InputRow FromNumbers(double[] row) => new(row, null, null, row);

    /// <summary>True for the types whose values are numbers.</summary>
    public static bool IsNumeric(object? value) => value
        is double or float or int or long or short or sbyte or byte or ushort or uint or ulong or decimal
        or BigInteger or Half or nint or nuint or Int128 or UInt128;

    /// <summary>An element of an array of numbers as a double: a number, or true and false as 1 and 0.</summary>
    /// <param name="value">The element.</param>
    /// <param name="number">The number; NaN if it is none.</param>
    public static bool TryGetElement(object? value, out double number)
    {
        number = value is bool truth ? (truth ? 1 : 0) : IsNumeric(value) ? ToDouble(value!) : double.NaN;
        return value is bool || IsNumeric(value);
    }

    /// <summary>A value without what PowerShell may have wrapped around it.</summary>
    public static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    /// <summary>What a cmdlet got, unwrapped; of a model its embedding.</summary>
    public static object? Input(object? value) => Unwrap(value) is var input && input is SneModel model ? model.Embedding : input;

    /// <summary>The cell of a column.</summary>
    public Cell Cell(string name)
    {
        if (_numbers is not null)
        {
            if (!int.TryParse(name.AsSpan(1), CultureInfo.InvariantCulture, out int k) || k > _numbers.Length)
                return SneTools.Cell.Absent;
            return IsMissing(_numbers[k - 1]) ? SneTools.Cell.Empty : SneTools.Cell.FromNumber(_numbers[k - 1]);
        }

        return TryGetValue(name, out object? value) ? ToCell(value) : SneTools.Cell.Absent;
    }

    /// <summary>The columns with their values as they are, to be passed on.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Values()
    {
        if (_object is null)
            return Names.Select(name => new KeyValuePair<string, object?>(name, ValueOf(name)));
        return _object.Properties.Where(property => property.IsGettable)
            .Select(property => new KeyValuePair<string, object?>(property.Name, Value(property)));

        object? ValueOf(string name)
        {
            if (_numbers is not null)
                return _numbers[int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture) - 1] is var number && IsMissing(number) ? null : number;
            TryGetValue(name, out object? value);
            return value;
        }
    }

    /// <summary>Reads the cells of a row with properties if it has the shape of another: the same names in the same order.</summary>
    /// <param name="columns">The names.</param>
    /// <param name="isUsed">Tells for every column whether its cell is needed.</param>
    /// <param name="cells">Receives the cells; those that are not needed are left as they are.</param>
    /// <returns>False if the row has another shape.</returns>
    public bool TryRead(string[] columns, Func<int, bool> isUsed, Span<Cell> cells)
    {
        if (_object is null)
            return false;
        int count = 0;
        foreach (PSPropertyInfo property in _object.Properties)
        {
            if (!property.IsGettable)
                continue;
            if (count == columns.Length || !property.Name.Equals(columns[count], StringComparison.Ordinal))
                return false;
            if (isUsed(count))
                cells[count] = ToCell(Value(property));
            count++;
        }

        return count == columns.Length;
    }

    /// <summary>True for a row that has no other properties than another one: both are of the same type, and have as many of their own.
    /// </summary>
    /// <param name="other">A row that has all the properties of this one.</param>
    public bool IsLike(InputRow other) =>
        _object is not null
        && other._object is not null
        && _object.BaseObject.GetType() == other._object.BaseObject.GetType()
        && OwnProperties.AreAsMany(_object, other._object);

    /// <summary>Looks up the cells of a row by name.</summary>
    /// <param name="columns">The names.</param>
    /// <param name="isUsed">Tells for every column whether its cell is needed.</param>
    /// <param name="cells">Receives the cells; those that are not needed are left as they are.</param>
    /// <returns>False if one that is needed is not there.</returns>
    public bool TryLookUp(string[] columns, Func<int, bool> isUsed, Span<Cell> cells)
    {
        if (_object is null)
            return false;
        PSMemberInfoCollection<PSPropertyInfo> properties = _object.Properties;
        for (int c = 0; c < columns.Length; c++)
        {
            if (!isUsed(c))
                continue;
            if (properties[columns[c]] is not { IsGettable: true } property)
                return false;
            cells[c] = ToCell(Value(property));
        }

        return true;
    }

    private static IEnumerable<string> Keys(IDictionary row) =>
        row.Keys.Cast<object>().Select(key => LanguagePrimitives.ConvertTo<string>(key));

    private static Cell ToCell(object? value)
    {
        value = Unwrap(value);
        return value switch
        {
            null or DBNull => SneTools.Cell.Empty,
            double number => SneTools.Cell.FromNumber(number),
            string text => SneTools.Cell.FromText(text),
            _ when IsNumeric(value) => SneTools.Cell.FromNumber(ToDouble(value), (IFormattable)value),
            _ when ToVector(value) is { } vector => SneTools.Cell.FromVector(vector),
            _ => SneTools.Cell.FromOpaqueText(ToText(value)),
        };
    }

    private static bool IsMissing(double number) =>
        BitConverter.DoubleToInt64Bits(number) == BitConverter.DoubleToInt64Bits(MissingNumber);

    /// <summary>The elements of an array of numbers, or of texts that spell numbers, NaN for one that is missing; null for any other value.
    /// </summary>
    private static double[]? ToVector(object value)
    {
        switch (value)
        {
            case double[] numbers:
                return numbers;
            case float[] numbers:
                return Array.ConvertAll(numbers, number => (double)number);
            case Array { Rank: > 1 } or IDictionary or not IList:
                return null;
        }

        var items = (IList)value;
        var vector = new double[items.Count];
        for (int k = 0; k < vector.Length; k++)
        {
            object? item = Unwrap(items[k]);
            if (item is null or DBNull or "")
                vector[k] = double.NaN;
            else if (!TryGetElement(item, out vector[k]) && (item is not string text || !SneTools.Cell.TryParse(text, out vector[k])))
                return null;
        }

        return vector;
    }

    /// <summary>A number of any of the numeric types as a double.</summary>
    public static double ToDouble(object value) => value switch
    {
        double number => number,
        BigInteger number => (double)number,
        Half number => (double)number,
        Int128 number => (double)number,
        UInt128 number => (double)number,
        nint number => number,
        nuint number => number,
        _ => ((IConvertible)value).ToDouble(CultureInfo.InvariantCulture),
    };

    private static string ToText(object value) => value is IFormattable formattable
        ? formattable.ToString(value is DateTime or DateTimeOffset or DateOnly or TimeOnly ? "o" : null, CultureInfo.InvariantCulture)
        : value.ToString() ?? string.Empty;

    private bool TryGetValue(string name, out object? value)
    {
        value = null;
        if (_dictionary is not null)
        {
            object? key = _dictionary.Contains(name)
                ? name
                : _dictionary.Keys.Cast<object>()
                    .FirstOrDefault(k => LanguagePrimitives.ConvertTo<string>(k).Equals(name, StringComparison.OrdinalIgnoreCase));
            if (key is null)
                return false;
            value = _dictionary[key];
            return true;
        }

        PSPropertyInfo? property = _object!.Properties[name];
        if (property is null || !property.IsGettable)
            return false;
        value = Value(property);
        return true;
    }

    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            // A property that fails to give a value has none; whether that matters is for the column to say.
            return null;
        }
    }
}

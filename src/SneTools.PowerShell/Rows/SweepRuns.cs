using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Numerics;

namespace SneTools.PowerShell;

/// <summary>The runs that a user names: as values of parameters to be crossed, or as rows of a table.</summary>
/// <param name="common">Parameters of all runs that do not have them by themselves.</param>
/// <param name="columns">Reads the columns of a file.</param>
internal sealed class SweepRuns(IReadOnlyDictionary<string, object> common, Func<string, IReadOnlyList<string>> columns)
{
    /// <summary>Parameters whose columns not every one of several files needs to have.</summary>
    private static readonly string[] OfSomeFiles = ["Label", "Categorical", "Date"];

    /// <summary>The column of a table that names the file of a run.</summary>
    private const string Data = "Data";

    /// <summary>The cross product of files and values.</summary>
    /// <param name="files">Full paths.</param>
    /// <param name="parameters">A value or a list of values for every parameter.</param>
    public IReadOnlyList<(string File, IReadOnlyDictionary<string, object> Parameters)> Cross(IReadOnlyList<string> files, IDictionary? parameters)
    {
        var values = new List<KeyValuePair<string, IReadOnlyList<object>>>();
        foreach ((string name, object? value) in Pairs(parameters ?? new Hashtable()))
        {
            object[] all = [.. Values(name, value)];
            if (all.Length == 0)
                throw new SneException(SneError.InvalidOption, $"There is no value for the parameter '{name}'.", column: name);
            if (values.Exists(other => other.Key.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)))
                throw new SneException(SneError.InvalidOption, $"The parameter '{name.Trim()}' is given twice.", column: name.Trim());
            values.Add(new(name.Trim(), all));
        }

        return WithCommon(SweepRequest.Cross(files, values));
    }

    /// <summary>A run for every row of a table.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="files">The full paths of files, for rows that name none.</param>
    /// <param name="resolve">Finds the files that a row names, given its number.</param>
    public IReadOnlyList<(string File, IReadOnlyDictionary<string, object> Parameters)> Read(IReadOnlyList<object> rows, IReadOnlyList<string> files, Func<string, int, IEnumerable<string>> resolve)
    {
        var runs = new List<(string File, IReadOnlyDictionary<string, object> Parameters)>();
        foreach ((int i, object row) in rows.Index())
        {
            Dictionary<string, object> parameters = ReadRow(row, i + 1);
            if (parameters.Remove(Data, out object? named))
                runs.AddRange((named as object[] ?? [named]).SelectMany(name => resolve($"{name}", i + 1)).Select(file => (file, (IReadOnlyDictionary<string, object>)parameters)));
            else if (files.Count > 0)
                runs.AddRange(files.Select(file => (file, (IReadOnlyDictionary<string, object>)parameters)));
            else
                throw new SneException(SneError.InvalidOption, $"Row {i + 1} of -Run names no file in a column '{Data}', and -Data gives none.", i + 1, Data);
        }

        return WithCommon(runs);
    }

    private static Dictionary<string, object> ReadRow(object row, int number)
    {
        var result = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        object? plain = InputRow.Unwrap(row);
        IEnumerable<(string Name, object? Value)> cells = plain is IDictionary dictionary
            ? Pairs(dictionary)
            : plain is null or string or ValueType
                ? throw new SneException(SneError.NotARow, $"Row {number} of -Run is no row of a table: it has no columns.", number)
                : PSObject.AsPSObject(row).Properties.Select(property => (property.Name, (object?)property.Value));
        foreach ((string name, object? value) in cells)
        {
            // An empty cell leaves the parameter as it is.
            object? cell = InputRow.Unwrap(value);
            if (cell is not null && !(cell is string text && string.IsNullOrWhiteSpace(text)))
                Add(result, name, cell is IList list ? List(list) : Plain(cell));
        }

        return result;
    }

    private static IEnumerable<(string Name, object? Value)> Pairs(IDictionary dictionary)
    {
        IEnumerable<(string Name, object? Value)> pairs = dictionary.Keys.Cast<object>().Select(key => (key.ToString()!, dictionary[key]));
        return dictionary is Hashtable and not IOrderedDictionary ? pairs.OrderBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase) : pairs;
    }

    /// <summary>The values of a parameter: the elements of a list, of which one that is a list itself is a single value.</summary>
    private static IEnumerable<object> Values(string name, object? value) => InputRow.Unwrap(value) switch
    {
        null => [],
        string text => [text],
        IDictionary => [value!],
        IEnumerable items => items.Cast<object?>().Select(InputRow.Unwrap).Select(item => item switch
        {
            null => throw new SneException(SneError.InvalidOption, $"A value of the parameter '{name}' is empty.", column: name),
            IList list => List(list),
            _ => Plain(item),
        }),
        object single => [Plain(single)],
    };

    /// <summary>A value as the core knows it.</summary>
    private static object Plain(object value) => value switch
    {
        SwitchParameter given => given.IsPresent,
        BigInteger number => (double)number,
        char letter => letter.ToString(),
        _ => value,
    };

    private static void Add(Dictionary<string, object> row, string name, object value)
    {
        if (!row.TryAdd(name.Trim(), value))
            throw new SneException(SneError.InvalidOption, $"The parameter '{name.Trim()}' is given twice.", column: name.Trim());
    }

    private static object[] List(IList list) => [.. list.Cast<object?>().Select(InputRow.Unwrap).OfType<object>().Select(Plain)];

    /// <summary>The runs with what is common to all. Of several files each has those of the columns that it has: a class is called one thing here
    /// and another there.</summary>
    private IReadOnlyList<(string File, IReadOnlyDictionary<string, object> Parameters)> WithCommon(IReadOnlyList<(string File, IReadOnlyDictionary<string, object> Parameters)> runs)
    {
        string[] files = [.. runs.Select(run => run.File).Distinct(StringComparer.Ordinal)];
        var ofFile = files.ToDictionary(file => file, _ => new Dictionary<string, object>(common, StringComparer.OrdinalIgnoreCase), StringComparer.Ordinal);
        foreach (string name in files.Length > 1 ? OfSomeFiles.Where(common.ContainsKey) : [])
        {
            var asked = (string[])common[name];
            var left = new HashSet<string>(asked.Where(pattern => !pattern.Equals(ColumnSelection.Auto, StringComparison.OrdinalIgnoreCase)), StringComparer.Ordinal);
            foreach (string file in files)
            {
                string[] found = [.. ColumnSelection.Matching(asked, columns(file)).Union(asked.Where(pattern => pattern.Equals(ColumnSelection.Auto, StringComparison.OrdinalIgnoreCase)))];
                left.ExceptWith(found);
                if (found.Length > 0)
                    ofFile[file][name] = found;
                else
                    ofFile[file].Remove(name);
            }

            if (left.Count > 0)
                throw new SneException(SneError.ColumnNotFound, $"None of the {files.Length} files has a column '{left.First()}', which -{name} names.", column: left.First());
        }

        return [.. runs.Select(run =>
        {
            var result = new Dictionary<string, object>(run.Parameters, StringComparer.OrdinalIgnoreCase);
            foreach ((string name, object value) in ofFile[run.File])
                result.TryAdd(name, value);
            return (run.File, (IReadOnlyDictionary<string, object>)result);
        })];
    }
}

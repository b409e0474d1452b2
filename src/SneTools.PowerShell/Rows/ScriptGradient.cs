using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>A formula for the gradient that a script block computes.</summary>
internal static class ScriptGradient
{
    private const string Expected = "It may be a two-dimensional array, n arrays of l numbers, or n x l numbers, one point after the other";

    /// <summary>Creates the formula.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="script">Takes P and Q, n × n, and Y, n × l, as two-dimensional arrays, and gives the gradient, n × l.</param>
    public static GradientFormula Create(string name, ScriptBlock script) =>
        new(name, (p, q, y) => Read(name, Invoke(name, script, p.ToArray(), q.ToArray(), y.ToArray()), y.Rows, y.Columns));

    /// <summary>Runs the script; the first error in it ends it.</summary>
    private static Collection<PSObject> Invoke(string name, ScriptBlock script, params object[] arguments)
    {
        try
        {
            return script.InvokeWithContext(null, [new PSVariable("ErrorActionPreference", ActionPreference.Stop)], arguments);
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            RuntimeException cause = error is MethodInvocationException { InnerException: RuntimeException inner } ? inner : error;
            InvocationInfo? place = cause.ErrorRecord.InvocationInfo;
            string where = place is { ScriptLineNumber: > 0 }
                ? FormattableString.Invariant($" in line {place.ScriptLineNumber}, '{Shortened(place.Line.Trim())}'")
                : string.Empty;
            throw new SneException(
                SneError.InvalidFormula,
                $"The formula {name} failed{where}: {cause.ErrorRecord.Exception.Message}",
                place is { ScriptLineNumber: > 0 } ? place.ScriptLineNumber : null,
                nameof(GradientReport.Formula),
                cause);
        }
    }

    private static string Shortened(string line)
    {
        const int Longest = 60;
        return line.Length > Longest ? line[..(Longest - 1)] + "…" : line;
    }

    /// <summary>Reads n × l numbers in any of the shapes in which PowerShell hands them over.</summary>
    private static Matrix Read(string name, IReadOnlyList<object?> output, int rows, int columns)
    {
        object?[] items = [.. output.Select(InputRow.Unwrap)];
        while (items is [Array { Rank: 1 } or IList and not Array])
            items = [.. ((IEnumerable)items[0]!).Cast<object?>().Select(InputRow.Unwrap)];
        switch (items)
        {
            case [] or [null]:
                throw Refusal("gave nothing", null);
            case [Matrix matrix]:
                return matrix;
            case [Array { Rank: 2 } table]:
                RequireCount(table.GetLength(0), "rows", rows);
                RequireCount(table.GetLength(1), "columns", columns);
                return Fill([.. table.Cast<object?>()]);
        }

        bool isRows = items.All(item => item is IList);
        if (!isRows)
        {
            RequireCount(items.Length, "numbers", rows * columns);
            return Fill(items);
        }

        RequireCount(items.Length, "rows", rows);
        for (int i = 0; i < rows; i++)
        {
            int count = ((IList)items[i]!).Count;
            if (count != columns)
                throw Refusal($"gave {count} {(count == 1 ? "number" : "numbers")} for point {i} (counted from 0), and not {columns}", i + 1);
        }

        return Fill([.. items.SelectMany(item => ((IList)item!).Cast<object?>())]);

        void RequireCount(int found, string what, int count)
        {
            if (found != count)
                throw Refusal($"gave {found} {(found == 1 ? what[..^1] : what)}, and not {count}", null);
        }

        Matrix Fill(object?[] cells)
        {
            var result = new Matrix(rows, columns);
            for (int k = 0; k < cells.Length; k++)
            {
                object? cell = InputRow.Unwrap(cells[k]);
                if (cell is null or bool or string or char || !LanguagePrimitives.TryConvertTo(cell, out double number))
                    throw Refusal($"gave {(cell is null ? "null" : $"'{cell}'")} for point {k / columns} (counted from 0), coordinate {(k % columns) + 1}, and no number", (k / columns) + 1);
                result.Values[k] = number;
            }

            return result;
        }

        SneException Refusal(string found, int? row) => new(
            SneError.InvalidFormula,
            FormattableString.Invariant($"The formula {name} {found}. The gradient of this map has {rows} x {columns} numbers. {Expected}."),
            row,
            nameof(GradientReport.Formula));
    }
}

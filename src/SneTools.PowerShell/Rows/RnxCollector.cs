using System.Collections;
using System.Management.Automation;
using SneTools.Plots;

namespace SneTools.PowerShell;

/// <summary>Gathers measures of maps, as Measure-SneEmbedding gives them, for a figure of R_NX: any objects with a property Rnx.</summary>
internal sealed class RnxCollector
{
    private const string Property = nameof(EmbeddingQuality.Rnx);

    private readonly List<object?> _measures = [];

    /// <summary>Number of maps that were measured.</summary>
    public int Count => _measures.Count;

    /// <summary>Takes one input object, or the elements of an array.</summary>
    public void Add(object? input)
    {
        if (InputRow.Unwrap(input) is IEnumerable items and not (string or IDictionary))
        {
            foreach (object? item in items)
                Add(item);
            return;
        }

        _measures.Add(input);
    }

    /// <summary>The curves, with what each is called.</summary>
    /// <param name="caption">The properties that they are called by; null for the parameters in which they differ.</param>
    /// <param name="xScale">How the numbers of neighbors are spread.</param>
    /// <param name="yScale">How R_NX is spread.</param>
    /// <param name="theme">Colors of paper and ink.</param>
    /// <param name="title">What stands over the picture.</param>
    /// <exception cref="SneException">There is no curve, or what came has none.</exception>
    public CurvePlot Build(string[]? caption, AxisScale xScale, AxisScale yScale, PlotTheme theme, string? title)
    {
        if (_measures.Count == 0)
            throw new SneException(SneError.EmptyInput, "There is nothing in the input: -Rnx draws what Measure-SneEmbedding gives.");
        double[][] curves = [.. _measures.Select(Read)];
        (string[] series, string[] names, string legend) = MapCaption.Legend(_measures, caption);
        double?[] areas = [.. _measures.Select(measure => MapCaption.Number(measure, nameof(EmbeddingQuality.RnxAuc)))];
        if (_measures.Count == 1)
            return RnxPlot.Of([(string.Empty, string.Empty, curves[0], null)], string.Empty, xScale, yScale, theme, title);
        bool isAlone = series.Distinct(StringComparer.Ordinal).Count() == series.Length && areas.All(area => area is not null);
        return RnxPlot.Of(
            [.. curves.Select((curve, k) => (series[k], names[k], (IReadOnlyList<double>)curve, areas[k]))], isAlone ? $"{legend}: area" : legend, xScale, yScale, theme, title);
    }

    private static double[] Read(object? measure, int index)
    {
        if (InputRow.Input(measure) is Embedding)
            throw new SneException(SneError.InvalidMap, "R_NX is a measure of a map and of its data: pass what Measure-SneEmbedding makes of the map.", column: Property);
        PSPropertyInfo? property = measure is null ? null : PSObject.AsPSObject(measure).Properties[Property];
        if (property is null && InputRow.Unwrap(measure) is not IDictionary)
            throw new SneException(SneError.InvalidMap, $"Object {index + 1} of the input has no property {Property}: -Rnx draws what Measure-SneEmbedding gives.", index + 1, Property);
        object? value = InputRow.Unwrap(InputRow.Unwrap(measure) is IDictionary dictionary ? dictionary[Property] : property!.Value);
        if (value is string || value is not IEnumerable items)
        {
            throw new SneException(
                SneError.InvalidMap,
                value is null
                    ? $"Object {index + 1} of the input has no R_NX: a map alone does not tell it. Give Measure-SneEmbedding the data as -Data."
                    : $"The property {Property} of object {index + 1} is '{PlotText.OneLine($"{value}", 40)}', not a list of numbers: a CSV file cannot keep a curve. Keep the measures by Export-Clixml, or in a variable.",
                index + 1,
                Property);
        }

        double[] numbers = [.. items.Cast<object?>().Select(item => InputRow.TryGetElement(InputRow.Unwrap(item), out double number) ? number : double.NaN)];
        if (numbers.Length == 0 || !numbers.All(double.IsFinite))
            throw new SneException(SneError.InvalidMap, $"The property {Property} of object {index + 1} is no list of finite numbers.", index + 1, Property);
        return numbers;
    }
}

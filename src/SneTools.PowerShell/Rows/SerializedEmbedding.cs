using System.Collections;
using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>An embedding, or a model with one, that came back from a job, a remote session or CliXml: a bag of properties, which holds the map and the labels if
/// the module's type file was there when it was written.</summary>
internal static class SerializedEmbedding
{
    private const string Prefix = "Deserialized.SneTools.";
    private const string TypeName = Prefix + nameof(Embedding);
    private const string ModelName = Prefix + nameof(SneModel);

    /// <summary>True for such an object.</summary>
    /// <param name="value">Any object.</param>
    public static bool IsOne(object? value) => value is PSObject wrapped && (wrapped.TypeNames.Contains(TypeName) || wrapped.TypeNames.Contains(ModelName));

    /// <summary>The name of another type of the module that was taken apart, and of which nothing can be made any more; null for any other object.
    /// </summary>
    /// <param name="value">Any object.</param>
    public static string? Lost(object? value) => value is PSObject wrapped
        && wrapped.TypeNames.FirstOrDefault() is { } type
        && type.StartsWith(Prefix, StringComparison.Ordinal)
        && type[Prefix.Length..] is nameof(Dataset) or nameof(Affinities) or nameof(Matrix)
        ? type[Prefix.Length..]
        : null;

    /// <summary>Its map, with the labels.</summary>
    /// <param name="embedding">The object.</param>
    /// <exception cref="SneException"><see cref="SneError.NotARow"/>: the map did not come along.</exception>
    public static Dataset Read(PSObject embedding)
    {
        if (embedding.TypeNames.Contains(ModelName))
            embedding = Property(embedding, nameof(SneModel.Embedding)) ?? embedding;
        PSObject? map = Property(embedding, nameof(Embedding.Map));
        if (Number(map, nameof(Matrix.Rows)) is not { } rows
            || Number(map, nameof(Matrix.Columns)) is not { } columns
            || Items(Property(map, nameof(Matrix.Values))) is not { } values
            || values.Count != (long)rows * columns)
        {
            throw new SneException(
                SneError.NotARow,
                "The embedding was taken apart on its way through a job or a file, and its map did not come along. Give Export-Clixml a -Depth of 4 or more, or let the job return $embedding.Points.");
        }

        var matrix = new Matrix(rows, columns, [.. values.Cast<object>().Select(value => InputRow.ToDouble(InputRow.Unwrap(value)!))]);
        return new Dataset(matrix, Embedding.CoordinateNames(columns), [.. Labels(embedding, rows)]);
    }

    private static IEnumerable<LabelColumn> Labels(PSObject embedding, int rows)
    {
        foreach (object? label in Items(Property(embedding, nameof(Embedding.Labels))) ?? Array.Empty<object>())
        {
            PSObject? column = label is null ? null : PSObject.AsPSObject(label);
            if (Property(column, nameof(LabelColumn.Name))?.BaseObject is string name
                && Items(Property(column, nameof(LabelColumn.Values))) is { } values
                && values.Count == rows)
            {
                yield return new LabelColumn(name, values.Cast<object?>().Select(value => InputRow.Unwrap(value)?.ToString()).ToArray());
            }
        }
    }

    private static PSObject? Property(PSObject? value, string name) =>
        value?.Properties[name]?.Value is { } found ? PSObject.AsPSObject(found) : null;

    private static int? Number(PSObject? value, string name) => Property(value, name)?.BaseObject as int?;

    private static IList? Items(PSObject? value) => value?.BaseObject as IList;
}

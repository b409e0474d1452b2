namespace SneTools;

/// <summary>The classes of points, numbered in the order of their names: as numbers if all are, else as texts, character by
/// character.</summary>
internal sealed class ClassLabels
{
    private ClassLabels(string name, string[] names, int[] classes, int[] sizes)
    {
        Name = name;
        Names = names;
        Classes = classes;
        Sizes = sizes;
    }

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The class of every point; -1 if it has none.</summary>
    public int[] Classes { get; }

    /// <summary>Points in every class.</summary>
    public int[] Sizes { get; }

    /// <summary>Points that have a class.</summary>
    public int Count => Sizes.Sum();

    /// <summary>True if there are two classes at least, and one of them has two points.</summary>
    public bool IsPartition => Sizes.Length > 1 && Sizes.Length < Count;

    /// <summary>Numbers the classes of a column.</summary>
    public static ClassLabels Of(LabelColumn label)
    {
        string[] names = [.. label.Values.OfType<string>().Distinct(StringComparer.Ordinal)];
        bool isNumeric = names.All(name => Cell.TryParse(name, out double number) && double.IsFinite(number));
        names = isNumeric
            ? [.. names.OrderBy(Number).ThenBy(name => name, StringComparer.Ordinal)]
            : [.. names.Order(StringComparer.Ordinal)];
        var numbers = names.Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);
        int[] classes = [.. label.Values.Select(value => value is null ? -1 : numbers[value])];
        var sizes = new int[names.Length];
        foreach (int index in classes.Where(index => index >= 0))
            sizes[index]++;
        return new ClassLabels(label.Name, names, classes, sizes);
    }

    private static double Number(string name) => Cell.TryParse(name, out double number) ? number : double.NaN;
}

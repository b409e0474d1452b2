namespace SneTools;

/// <summary>What the numbers of a placed row are called: Y1 … Yl, Distance and Novelty, or names beside those where rows have columns of these.
/// </summary>
internal sealed class PlacedNames
{
    /// <summary>What a placed row has beside its coordinates, and what that is called where rows have a column of that name.</summary>
    private static readonly string[] Marks = ["Distance", "Novelty"];
    private static readonly string[] OtherMarks = ["SneDistance", "SneNovelty"];

    private readonly SneModel _model;
    private readonly string[] _names;

    /// <summary>Takes the names of a model's coordinates.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The columns that rows must have for it.</param>
    public PlacedNames(SneModel model, InputColumns inputs)
    {
        _model = model;
        _names = [.. Embedding.CoordinateNames(model.Dimension), .. Marks];
        Rename(inputs.Names, isPlaced: false);
    }

    /// <summary>The names: l coordinates, then the distance and the novelty.</summary>
    public IReadOnlyList<string> All => _names;

    /// <summary>What is said of a column that gives way.</summary>
    /// <param name="column">Its name.</param>
    public static string Replaced(string column) => $"The column '{column}' of the input is replaced by the new point's.";

    /// <summary>True for a name among these.</summary>
    public bool Contains(string name) => _names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Calls the marks so that rows keep columns of their own. Where these have all that is added, they were placed before, and have
    /// marks that give way.</summary>
    /// <param name="columns">The columns of the rows.</param>
    public void MakeRoom(IEnumerable<string> columns)
    {
        string[] own = [.. columns, .. _model.Data.Labels.Select(label => label.Name)];
        Rename(own, _names.All(name => own.Contains(name, StringComparer.OrdinalIgnoreCase)));
    }

    private void Rename(IReadOnlyCollection<string> own, bool isPlaced)
    {
        for (int k = 0; k < Marks.Length; k++)
        {
            if (Has(Marks[k]) && (!isPlaced || Has(OtherMarks[k])))
                _names[_model.Dimension + k] = OtherMarks[k];
        }

        bool Has(string name) => own.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}

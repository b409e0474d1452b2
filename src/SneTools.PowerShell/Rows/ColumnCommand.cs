using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>A cmdlet that reads columns: which are embedded, ride along and are left out.</summary>
public abstract class ColumnCommand : SneCommand
{
    /// <summary>The columns to use; wildcards are allowed. By default all that hold numbers.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? Property { get; set; }

    /// <summary>Columns to leave out; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? ExcludeProperty { get; set; }

    /// <summary>Columns whose values are embedded as columns of their own; Auto for all that look like categories.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? Categorical { get; set; }

    /// <summary>Columns of dates that are embedded as numbers of days.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? Date { get; set; }

    /// <summary>What to do with a cell that holds no finite number.</summary>
    [Parameter]
    public MissingValuePolicy MissingValue { get; set; }

    /// <summary>What was said of the columns.</summary>
    /// <param name="label">Columns that ride along.</param>
    private protected ColumnSelection Selection(string[]? label) => new(Property, ExcludeProperty, label, Categorical, Date);
}

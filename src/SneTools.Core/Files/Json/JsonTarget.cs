namespace SneTools;

/// <summary>What rows of JSON are read into.</summary>
internal abstract class JsonTarget
{
    /// <summary>Rows that were taken, and those before them.</summary>
    public abstract int Count { get; }

    /// <summary>The row, from 0, behind the last that it takes.</summary>
    public required int Most { get; init; }

    /// <summary>Rows before the first that it takes.</summary>
    public int Skip { get; init; }

    /// <summary>Rows whose names are those of its columns.</summary>
    public virtual int Named => Most;

    /// <summary>The first row, from 0, of those that it holds.</summary>
    public virtual int FirstRow => 0;

    /// <summary>True when it holds all rows that it took.</summary>
    public virtual bool HoldsAll => true;

    /// <summary>True when it takes the names of rows as one more column.</summary>
    public abstract bool TakesKeys { get; }

    /// <summary>What stands for a property that a row lacks.</summary>
    public virtual Cell Absent => Cell.Absent;

    /// <summary>True for a property that is left out, wherever it is.</summary>
    /// <param name="name">Its name.</param>
    public abstract bool Excludes(string name);

    /// <summary>Begins, or begins once more, with other columns.</summary>
    /// <param name="names">The properties.</param>
    /// <param name="isNested">True for those that are no cells.</param>
    /// <param name="keys">The name of the column of row names, behind the others; null if there is none.</param>
    /// <returns>The properties that are columns, by their places.</returns>
    /// <exception cref="SneException">They are not those wanted.</exception>
    public abstract int[] Begin(IReadOnlyList<string> names, Func<int, bool> isNested, string? keys);

    /// <summary>True for a column that is looked at.</summary>
    /// <param name="column">The column, counted from 0.</param>
    public abstract bool IsUsed(int column);

    /// <summary>True for a column that was asked for as numbers. Names of rows are texts elsewhere, even where they are numbers.</summary>
    /// <param name="column">The column, counted from 0.</param>
    public abstract bool IsNumeric(int column);

    /// <summary>Takes a row.</summary>
    /// <exception cref="SneException">It cannot be used.</exception>
    public abstract void Add<TRow>(TRow row)
        where TRow : ICellRow, allows ref struct;

    /// <summary>Notes what a user should know about the reading.</summary>
    /// <param name="sentence">A whole sentence.</param>
    public abstract void Warn(string sentence);
}

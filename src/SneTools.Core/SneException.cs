namespace SneTools;

/// <summary>An input that the library refuses, with what was wrong and, where it applies, the row and column.</summary>
public sealed class SneException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">What was wrong.</param>
    /// <param name="message">The message for a person: what was found and what is allowed.</param>
    /// <param name="row">Number of the row, counted from 1, where one row is to blame.</param>
    /// <param name="column">Name of the column, or of the option, that is to blame.</param>
    /// <param name="innerException">What caused it, if another exception did.</param>
    public SneException(
        SneError error,
        string message,
        int? row = null,
        string? column = null,
        Exception? innerException = null)
        : base(message, innerException)
    {
        Error = error;
        Row = row;
        Column = column;
    }

    /// <summary>What was wrong.</summary>
    public SneError Error { get; }

    /// <summary>Number of the row to blame, counted from 1; null where no single row is.</summary>
    public int? Row { get; }

    /// <summary>Name of the column, or of the option, to blame; null where no single one is.</summary>
    public string? Column { get; }
}

using System.Management.Automation;

namespace SneTools.PowerShell;

/// <summary>Error records for what the library refuses: the identifier is the <see cref="SneError"/>'s name.</summary>
internal static class ErrorRecords
{
    /// <summary>The record for an error of the library.</summary>
    /// <param name="error">The error.</param>
    /// <param name="target">The object to blame.</param>
    /// <param name="advice">What to do about a cell that is no number, with a blank before it; null for what is to be done about rows.</param>
    public static ErrorRecord From(SneException error, object? target, string? advice = null)
    {
        string message = error.Message + Advice(error, advice);
        return new ErrorRecord(
            new SneException(error.Error, message, error.Row, error.Column, error),
            error.Error.ToString(),
            Category(error.Error),
            target ?? error.Column);
    }

    /// <summary>The record for work that ran out of memory outside the library: while rows are gathered, or results made.</summary>
    /// <param name="error">What the runtime said.</param>
    /// <param name="what">What ran out of it.</param>
    public static ErrorRecord From(OutOfMemoryException error, string what) => From(MemoryBudget.Exceeded(what, "Use fewer rows or columns.", error), null);

    /// <summary>The record, with the text that a person reads cleaned of what would control a terminal.</summary>
    /// <param name="record">The record.</param>
    public static ErrorRecord Clean(ErrorRecord record)
    {
        string message = record.ErrorDetails?.Message ?? record.Exception.Message;
        string clean = ForeignText.Clean(message);
        if (clean != message)
            record.ErrorDetails = new ErrorDetails(clean);
        return record;
    }

    /// <summary>The parameter that an error is about, by the name that it has in every cmdlet; null if it is about none.</summary>
    /// <param name="error">What was wrong.</param>
    public static string? Parameter(SneError error) => error switch
    {
        SneError.PerplexityOutOfRange => nameof(EmbeddingOptions.Perplexity),
        SneError.SigmaOutOfRange => nameof(EmbeddingOptions.Sigma),
        SneError.NeighborCountOutOfRange => nameof(EmbeddingOptions.NeighborCount),
        SneError.InvalidNeighbors => nameof(EmbeddingOptions.NeighborGraph),
        SneError.DimensionOutOfRange => nameof(EmbeddingOptions.Dimension),
        SneError.PrincipalComponentOutOfRange => nameof(EmbeddingOptions.PrincipalComponent),
        _ => null,
    };

    private static string Advice(SneException error, string? advice) => error.Error switch
    {
        SneError.NotANumber or SneError.MissingValue or SneError.NonFiniteValue when error.Column is not null =>
            advice ?? $" Use -MissingValue Drop or Mean to go on, or -ExcludeProperty '{error.Column}' to leave the column out.",
        _ => string.Empty,
    };

    private static ErrorCategory Category(SneError error) => error switch
    {
        SneError.ColumnNotFound => ErrorCategory.ObjectNotFound,
        SneError.PerplexityOutOfRange or SneError.SigmaOutOfRange or SneError.DimensionOutOfRange
            or SneError.PrincipalComponentOutOfRange or SneError.NeighborCountOutOfRange or SneError.InvalidNeighbors
            or SneError.InvalidMap or SneError.InvalidOption => ErrorCategory.InvalidArgument,
        SneError.Diverged or SneError.InvalidFormula => ErrorCategory.InvalidResult,
        SneError.SlurmNotFound => ErrorCategory.NotInstalled,
        SneError.SlurmRefused or SneError.CannotAppend => ErrorCategory.InvalidOperation,
        SneError.OutOfMemory => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.InvalidData,
    };
}

namespace SneTools;

/// <summary>What was wrong with an input. The names are stable: the cmdlets use them as error identifiers.</summary>
public enum SneError
{
    /// <summary>There were no rows.</summary>
    EmptyInput,

    /// <summary>There was a single row; probabilities need at least two points.</summary>
    SingleRow,

    /// <summary>No column holds numbers.</summary>
    NoNumericColumn,

    /// <summary>A column that was asked for does not exist.</summary>
    ColumnNotFound,

    /// <summary>The same column name occurs twice.</summary>
    DuplicateColumn,

    /// <summary>A cell of a numeric column holds text.</summary>
    NotANumber,

    /// <summary>A cell of a numeric column is empty.</summary>
    MissingValue,

    /// <summary>A cell of a numeric column is NaN or infinite.</summary>
    NonFiniteValue,

    /// <summary>A row has more or fewer cells than the others, or lacks a column.</summary>
    RaggedRow,

    /// <summary>An input object is not a row of numbers.</summary>
    NotARow,

    /// <summary>The perplexity is outside the range that the number of points allows.</summary>
    PerplexityOutOfRange,

    /// <summary>The kernel width is not a positive finite number.</summary>
    SigmaOutOfRange,

    /// <summary>The number of neighbors is outside the range that the number of points allows.</summary>
    NeighborCountOutOfRange,

    /// <summary>A table of neighbors is none: an index or a distance in it cannot be.</summary>
    InvalidNeighbors,

    /// <summary>The dimension of the map is outside the range that the data allow.</summary>
    DimensionOutOfRange,

    /// <summary>A map does not have a row per data point, or holds a number that is not finite.</summary>
    InvalidMap,

    /// <summary>A setting of the optimizer is outside its range.</summary>
    InvalidOption,

    /// <summary>A formula of one's own failed, or gave no gradient of the map.</summary>
    InvalidFormula,

    /// <summary>The map grew beyond all bounds: the learning rate is too large.</summary>
    Diverged,

    /// <summary>The run needs more memory than there is.</summary>
    OutOfMemory,

    /// <summary>A file's contents are not what its format demands.</summary>
    InvalidFile,

    /// <summary>Numbers in a text may mean two: nothing tells which sign is the decimal separator.</summary>
    AmbiguousNumber,

    /// <summary>There are more or fewer labels than rows.</summary>
    RowCountMismatch,

    /// <summary>The number of principal components is outside the range that the data allow.</summary>
    PrincipalComponentOutOfRange,

    /// <summary>A table of distances is none: it is not square or not symmetric, or a number in it cannot be a distance.</summary>
    InvalidDistances,

    /// <summary>A map cannot be put behind what a file holds.</summary>
    CannotAppend,

    /// <summary>A cell of a column of categories holds one that the model does not know.</summary>
    UnknownCategory,

    /// <summary>A row cannot be told from others by its label: it has none, or another row has the same.</summary>
    InvalidLabel,

    /// <summary>Too few rows of a table are also in the other.</summary>
    NoCommonRow,

    /// <summary>The commands of Slurm are not installed on this machine.</summary>
    SlurmNotFound,

    /// <summary>Slurm refused what it was asked for, or did not answer.</summary>
    SlurmRefused,
}

namespace SneTools;

/// <summary>How well a delimiter divides the lines of a text.</summary>
/// <param name="Delimiter">The delimiter.</param>
/// <param name="Columns">Cells of most lines.</param>
/// <param name="Agreement">The share of lines that have as many.</param>
/// <param name="IsShifted">True if the header has one name fewer than every row has cells: the first cells are names of rows.</param>
/// <param name="Numbers">The share of the rows' cells that are numbers.</param>
internal readonly record struct DelimiterFit(char Delimiter, int Columns, double Agreement, bool IsShifted, double Numbers);

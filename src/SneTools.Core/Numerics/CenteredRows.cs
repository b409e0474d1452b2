namespace SneTools;

/// <summary>A matrix less its columns' means, in a unit of choice, without a copy of it.</summary>
/// <param name="Values">The matrix.</param>
/// <param name="Means">What is taken off every column.</param>
/// <param name="Unit">What the differences are divided by.</param>
internal readonly record struct CenteredRows(Matrix Values, double[] Means, double Unit = 1)
{
    /// <summary>Number of rows.</summary>
    public int Rows => Values.Rows;

    /// <summary>Number of columns.</summary>
    public int Columns => Values.Columns;

    /// <summary>The number in a row and a column.</summary>
    public double this[int row, int column] => (Values[row, column] - Means[column]) / Unit;
}

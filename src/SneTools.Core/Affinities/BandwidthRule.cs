namespace SneTools;

/// <summary>Finds the kernel width of one row of squared distances to the other points; shifts the row.</summary>
/// <param name="row">The squared distances.</param>
/// <param name="unit">Their unit of length, in the data's.</param>
/// <param name="rounding">How much the distance at a place may owe to the rounding of the data; null for none.</param>
internal delegate RowBandwidth BandwidthRule(Span<double> row, double unit = 1, Func<int, double>? rounding = null);

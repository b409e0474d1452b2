namespace SneTools;

/// <summary>Finds the kernel width of one row of squared distances to the other points; shifts the row.</summary>
internal delegate RowBandwidth BandwidthRule(Span<double> row);

namespace SneTools.ZooTests;

/// <summary>Writes the table of results when all is done, where SNETOOLS_ZOO_REPORT says.</summary>
public sealed class ReportFixture : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        if (ZooSettings.Report is { } path)
            Report.Write(path, ZooRun.Made);
    }
}

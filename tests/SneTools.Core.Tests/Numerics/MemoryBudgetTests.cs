namespace SneTools.Tests;

public class MemoryBudgetTests
{
    [Fact]
    public void What_fits_is_let_through()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        MemoryBudget.Require(1 << 20, "A test");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Theory]
    [InlineData(1e18)]
    [InlineData(double.PositiveInfinity)]
    public void What_does_not_fit_is_refused_by_name(double bytes)
    {
        var error = Assert.Throws<SneException>(() => MemoryBudget.Require(bytes, "A test of memory"));
        Assert.Equal(SneError.OutOfMemory, error.Error);
        Assert.StartsWith("A test of memory needs ", error.Message);
    }
}

namespace SneTools.Tests;

[Collection(nameof(Allocation))]
public class ThreadTeamAllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_run_with_a_kept_delegate_allocates_nothing(int size)
    {
        using var team = new ThreadTeam(size);
        var visits = new int[64];
        Action<int> body = item => visits[item]++;
        Assert.True(Allocation.PerCall(() => team.Run(visits.Length, body), 2000) < 24); // The smallest object has 24 bytes.
    }
}

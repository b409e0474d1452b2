namespace SneTools.Tests;

public class ThreadTeamTests
{
    [Fact]
    public void Every_item_is_worked_on_exactly_once_whatever_the_size()
    {
        foreach (int size in (int[])[1, 2, 3, 8])
        {
            using var team = new ThreadTeam(size);
            Assert.Equal(size, team.Size);
            foreach (int items in (int[])[0, 1, 2, 3, 7, 8, 9, 1000])
            {
                var visits = new int[items];
                team.Run(items, item => Interlocked.Increment(ref visits[item]));
                Assert.All(visits, count => Assert.Equal(1, count));
            }
        }
    }

    [Fact]
    public void Many_short_runs_in_a_row_lose_and_repeat_nothing()
    {
        using var team = new ThreadTeam(4);
        var visits = new int[5];
        Action<int> body = item => Interlocked.Increment(ref visits[item]);
        for (int run = 0; run < 5000; run++)
            team.Run(visits.Length, body);
        Assert.All(visits, count => Assert.Equal(5000, count));
    }

    [Fact]
    public void Items_are_worked_on_by_as_many_threads_as_the_team_has()
    {
        using var team = new ThreadTeam(3);
        using var meeting = new Barrier(3);

        // Nobody passes the barrier unless three threads are inside an item at once.
        team.Run(3, _ => Assert.True(meeting.SignalAndWait(TimeSpan.FromMinutes(1))));
        Assert.Equal(1, meeting.CurrentPhaseNumber);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void An_exception_of_an_item_reaches_the_caller_and_the_team_goes_on(int size)
    {
        using var team = new ThreadTeam(size);
        for (int round = 0; round < 50; round++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => team.Run(100, item =>
            {
                if (item == round)
                    throw new InvalidOperationException($"item {item}");
            }));
            Assert.Equal($"item {round}", error.Message);

            int visits = 0;
            team.Run(100, _ => Interlocked.Increment(ref visits));
            Assert.Equal(100, visits);
        }
    }

    [Fact]
    public void After_an_exception_no_further_item_is_begun()
    {
        using var team = new ThreadTeam(1);
        int visits = 0;
        Assert.Throws<InvalidOperationException>(() => team.Run(100, item =>
        {
            visits++;
            if (item == 3)
                throw new InvalidOperationException();
        }));
        Assert.Equal(4, visits);
    }

    [Fact]
    public void The_exception_of_a_canceled_item_is_the_cancellation_itself()
    {
        using var source = new CancellationTokenSource();
        using var team = new ThreadTeam(3);
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => team.Run(10, _ => source.Token.ThrowIfCancellationRequested()));
    }

    [Fact]
    public void A_team_that_is_called_off_leaves_out_what_is_not_begun_unless_it_may_not_be_interrupted()
    {
        using var source = new CancellationTokenSource();
        using var team = new ThreadTeam(3, source.Token);
        int visits = 0;
        Assert.Throws<OperationCanceledException>(() => team.Run(1000, item =>
        {
            Interlocked.Increment(ref visits);
            source.Cancel();
        }));
        Assert.InRange(visits, 1, 3);
        Assert.Throws<OperationCanceledException>(team.ThrowIfCanceled);
        visits = 0;
        team.Uninterrupted.Run(10, _ => Interlocked.Increment(ref visits));
        Assert.Equal(10, visits);
    }

    [Fact]
    public void A_team_without_threads_and_a_team_that_has_ended_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ThreadTeam(0));
        var team = new ThreadTeam(2);
        team.Dispose();
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(1, _ => { }));
    }
}

namespace SneTools.Tests;

public unsafe class BufferPoolTests
{
    [Fact]
    public void No_two_threads_ever_hold_the_same_buffer()
    {
        const int Threads = 4;
        const int Length = 100;
        using var pool = new BufferPool<int>(Threads, Length);
        using var team = new ThreadTeam(Threads);
        int disturbed = 0;
        team.Run(5000, item =>
        {
            int* buffer = pool.Take(out int ticket);
            new Span<int>(buffer, Length).Fill(item);
            if (item % 16 == 0)
                Thread.Yield();
            if (new ReadOnlySpan<int>(buffer, Length).ContainsAnyExcept(item))
                Interlocked.Increment(ref disturbed);
            pool.Return(ticket);
        });
        Assert.Equal(0, disturbed);
    }

    [Fact]
    public void As_many_buffers_as_asked_for_can_be_held_at_once_and_taken_again()
    {
        using var pool = new BufferPool<double>(3, 5);
        for (int round = 0; round < 3; round++)
        {
            var tickets = new int[3];
            var places = new nint[3];
            for (int k = 0; k < 3; k++)
                places[k] = (nint)pool.Take(out tickets[k]);
            Assert.Equal(3, places.Distinct().Count());
            foreach (int ticket in tickets)
                pool.Return(ticket);
        }
    }
}

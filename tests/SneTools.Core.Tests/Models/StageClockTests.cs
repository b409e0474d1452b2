namespace SneTools.Tests;

public class StageClockTests
{
    [Fact]
    public void Stages_are_announced_and_timed_in_the_order_in_which_they_first_began()
    {
        var announced = new List<EmbeddingPhase>();
        var clock = new StageClock((phase, _) => announced.Add(phase));
        EmbeddingPhase[] phases =
            [EmbeddingPhase.Affinities, EmbeddingPhase.Initialization, EmbeddingPhase.Descent, EmbeddingPhase.Initialization, EmbeddingPhase.Descent];
        foreach (EmbeddingPhase phase in phases)
        {
            clock.Begin(phase);
            Thread.Sleep(phase == EmbeddingPhase.Descent ? 20 : 1);
        }

        IReadOnlyList<StageTiming> timings = clock.End();
        Thread.Sleep(5);
        Assert.Equal(phases, announced);
        Assert.Equal([EmbeddingPhase.Affinities, EmbeddingPhase.Initialization, EmbeddingPhase.Descent], timings.Select(timing => timing.Phase));
        Assert.All(timings, timing => Assert.True(timing.Elapsed > TimeSpan.Zero));
        Assert.True(timings[2].Elapsed >= TimeSpan.FromMilliseconds(38)); // Both descents; sleep may end a hair early.
        Assert.Equal(timings, clock.End());
    }

    [Fact]
    public void Without_stages_there_are_no_timings() => Assert.Empty(new StageClock((_, _) => { }).End());

    [Fact]
    public void A_timing_reads_as_stage_and_seconds() =>
        Assert.Equal("Descent 1.50 s", new StageTiming(EmbeddingPhase.Descent, TimeSpan.FromSeconds(1.5)).ToString());
}

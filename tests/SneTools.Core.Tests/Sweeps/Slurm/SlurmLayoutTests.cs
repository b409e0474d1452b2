namespace SneTools.Tests;

public class SlurmLayoutTests
{
    private const double Megabyte = 1 << 20;

    private static readonly SlurmNodes Nodes = new(Cores: 8, Megabytes: 16_000, AllCores: 32, MaxArraySize: 1001);

    [Fact]
    public void Runs_of_equal_need_are_tasks_of_one_job_by_their_own_numbers()
    {
        SlurmJob[] jobs = new SlurmLayout(Nodes, 1).Lay([Need(4, 2, 100), Need(7, 2, 100), Need(9, 2, 4000)]);
        Assert.Equal(["4 7", "9"], jobs.Select(job => string.Join(' ', job.Tasks.Select(task => task.Index))));
        Assert.All(jobs, job => Assert.Null(job.After));
        Assert.Equal([2, 2], jobs.Select(job => job.Cores).Order());
        Assert.All(jobs.SelectMany(job => job.Tasks), task => Assert.Equal([task.Index], task.Runs));
    }

    [Fact]
    public void A_task_has_the_memory_of_its_runs_with_a_margin_and_never_more_than_a_node()
    {
        // 384 MiB of the runtime, and 4000 MiB of which 0.75 · 0.8 must be enough, in steps of 256.
        Assert.Equal(7168, Assert.Single(new SlurmLayout(Nodes, 1).Lay([Need(1, 1, 4000)])).Megabytes);
        var layout = new SlurmLayout(Nodes, 1);
        Assert.Equal(16_000, Assert.Single(layout.Lay([Need(3, 1, 20_000)])).Megabytes);
        Assert.Equal([3], layout.Large);

        // A cluster that knows of no memory has 1 MiB a node.
        Assert.Equal(0, Assert.Single(new SlurmLayout(Nodes with { Megabytes = 1 }, 1).Lay([Need(1, 1, 4000)])).Megabytes);
    }

    [Fact]
    public void Many_runs_share_the_cores_and_few_take_what_is_of_use_to_them()
    {
        Assert.Equal(8, Assert.Single(new SlurmLayout(Nodes, 1).Lay([Need(1, 64, 100)])).Cores);
        Assert.Equal(3, Assert.Single(new SlurmLayout(Nodes, 1).Lay([Need(1, 3, 100)])).Cores);
        Assert.Equal(4, Assert.Single(new SlurmLayout(Nodes, 1).Lay([.. Enumerable.Range(1, 8).Select(run => Need(run, 64, 100))])).Cores);
        Assert.Equal(1, Assert.Single(new SlurmLayout(Nodes, 1).Lay([.. Enumerable.Range(1, 100).Select(run => Need(run, 64, 100))])).Cores);

        // Half of a node's memory keeps others from half of its cores.
        Assert.Equal(4, Assert.Single(new SlurmLayout(Nodes, 1).Lay([.. Enumerable.Range(1, 100).Select(run => Need(run, 64, 4700))])).Cores);
    }

    [Fact]
    public void Several_runs_of_a_task_are_those_that_share_most()
    {
        SlurmNeed[] needs = [.. Enumerable.Range(1, 6).Select(run => Need(run, 1, 100, table: run % 2 == 0 ? "even" : "odd"))];
        SlurmJob job = Assert.Single(new SlurmLayout(Nodes, 3).Lay(needs));
        Assert.Equal(["1: 1 3 5", "2: 2 4 6"], job.Tasks.Select(task => $"{task.Index}: {string.Join(' ', task.Runs)}"));
        Assert.Equal(3, job.Cores);
    }

    [Fact]
    public void What_takes_long_and_several_tasks_share_is_a_job_before_them()
    {
        double worth = 2 * SlurmLayout.WorthwhileSeconds;
        SlurmJob[] jobs = new SlurmLayout(Nodes, 1).Lay(
        [
            Need(1, 1, 100, "a", "a5", worth), Need(2, 1, 100, "a", "a30", worth), Need(3, 1, 100, "a", "a30", worth),
            Need(4, 1, 100, "b", "b5", worth),
            Need(5, 1, 100, "c", "c5", 1), Need(6, 1, 100, "c", "c5", 1),
            Need(7, 1, 100, "a", "a30", 0),
        ]);
        SlurmJob prepared = Assert.Single(jobs, job => job.IsPreparation);
        Assert.Same(jobs[0], prepared);
        Assert.Equal([1, 2], Assert.Single(prepared.Tasks).Runs);
        Assert.Equal(8, prepared.Cores);
        Assert.Equal([1, 2, 3], jobs.Where(job => job.After == 0).SelectMany(job => job.Tasks).SelectMany(task => task.Runs));
        Assert.Equal([4, 5, 6, 7], jobs.Where(job => job.After is null && !job.IsPreparation).SelectMany(job => job.Tasks).SelectMany(task => task.Runs));
    }

    [Fact]
    public void Numbers_beyond_those_that_the_cluster_knows_are_in_jobs_of_their_own()
    {
        SlurmJob[] jobs = new SlurmLayout(Nodes with { MaxArraySize = 4 }, 1).Lay([.. Enumerable.Range(1, 9).Select(run => Need(run, 1, 100))]);
        Assert.Equal(["1 2 3", "0 1 2 3", "0 1"], jobs.Select(job => string.Join(' ', job.Tasks.Select(task => task.Index))));
        Assert.Equal(Enumerable.Range(1, 9), jobs.SelectMany(job => job.Tasks).SelectMany(task => task.Runs));
    }

    private static SlurmNeed Need(int run, int cores, double megabytes, string table = "t", string shared = "s", double seconds = 0) =>
        new(run, cores, megabytes * Megabyte, table, shared, seconds);
}

namespace SneTools.Tests;

/// <summary>What the commands of Slurm 22.05 said, recorded in tests/data/slurm.</summary>
public class SlurmQueueTests
{
    [Fact]
    public void What_squeue_says_is_read_as_it_is()
    {
        Dictionary<string, SlurmStatus> read = SlurmQueue.ParseQueue(Recorded("squeue.txt")).ToDictionary(status => status.Id);
        Assert.Equal(9, read.Count);
        Assert.Equal(new SlurmStatus("1_8", "PENDING", null, "Resources"), read["1_8"]);
        Assert.Equal(new SlurmStatus("17_1", "PENDING", null, "ReqNodeNotAvail, UnavailableNodes:node2"), read["17_1"]);
        Assert.Equal(new SlurmStatus("1_1", "RUNNING", "node1", null), read["1_1"]);
        Assert.Equal(["1_12", "1_2", "1_3", "1_4"], read.Values.Where(status => status.IsEnded).Select(status => status.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["1_1"], read.Values.Where(status => status.IsRunning).Select(status => status.Id));
    }

    [Fact]
    public void What_sacct_says_is_read_with_the_tasks_that_it_has_in_one_line()
    {
        Dictionary<string, SlurmStatus> read = SlurmQueue.ParseBook(Recorded("sacct.txt")).ToDictionary(status => status.Id);
        Assert.Equal(new SlurmStatus("1_2", "FAILED", "node1", "ExitCode 0:9"), read["1_2"]);
        Assert.Equal(new SlurmStatus("1_3", "FAILED", "node2", "ExitCode 3:0"), read["1_3"]);
        Assert.Equal(new SlurmStatus("1_4", "CANCELLED", "node2", null), read["1_4"]);
        Assert.Equal(new SlurmStatus("16_1", "TIMEOUT", "node1", null), read["16_1"]);
        Assert.Equal(new SlurmStatus("17_1", "PENDING", null, null), read["17_1"]);
        Assert.Equal(new SlurmStatus("17_2", "PENDING", null, null), read["17_2"]);
    }

    [Theory]
    [InlineData("12", "12")]
    [InlineData("12_3", "12_3")]
    [InlineData("12_[8,10-12%5]", "12_8 12_10 12_11 12_12")]
    [InlineData("12_[1-9:4]", "12_1 12_5 12_9")]
    [InlineData("12_[7]", "12_7")]
    [InlineData("12_[4-...]", "")]
    public void Several_tasks_in_one_name_are_taken_apart(string name, string tasks) =>
        Assert.Equal(tasks, string.Join(' ', SlurmArray.Expand(name)));

    [Fact]
    public void Numbers_are_written_as_ranges_that_are_read_again()
    {
        int[] numbers = [1, 2, 3, 7, 9, 10];
        Assert.Equal("1-3,7,9-10", SlurmArray.Format(numbers));
        Assert.Equal(numbers.Select(number => $"5_{number}"), SlurmArray.Expand($"5_[{SlurmArray.Format(numbers)}]"));
    }

    [Fact]
    public void The_nodes_of_a_partition_say_what_a_task_can_have()
    {
        string[] nodes = [.. Recorded("sinfo.txt"), "big1|64|512000|idle|fat", "big2|128+|1024000|drained|fat"];
        string[] configuration = ["MaxArraySize            = 501", "KillWait                = 5 sec"];
        Assert.Equal(new SlurmNodes(2, 12052, 4, 501), SlurmNodes.Parse(nodes, configuration, null));
        Assert.Equal(new SlurmNodes(2, 12052, 2, 501), SlurmNodes.Parse(nodes, configuration, "first"));
        Assert.Equal(new SlurmNodes(64, 512000, 66, 1001), SlurmNodes.Parse(nodes, [], "fat,first"));
        SneException error = Assert.Throws<SneException>(() => SlurmNodes.Parse(nodes, configuration, "night"));
        Assert.Equal(SneError.SlurmRefused, error.Error);
        Assert.Contains("both, fat, first", error.Message, StringComparison.Ordinal);
    }

    private static string[] Recorded(string name) => File.ReadAllLines(Samples.File(Path.Combine("slurm", name)));
}

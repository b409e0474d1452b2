using System.Management.Automation;
using SneTools.Shell;
using Xunit;

namespace SneTools.ShellTests;

public class ProgressLineTests
{
    [Fact]
    public void A_line_holds_activity_percent_status_and_time_left()
    {
        var line = new ProgressLine();
        line.Update(new ProgressRecord(1, "Embedding", "iteration 5\nof 10") { PercentComplete = 50, SecondsRemaining = 75 });
        Assert.Equal("Embedding 50 %: iteration 5 of 10, 0:01:15 left", line.Render(80));
        Assert.Equal("Embedding 50", line.Render(12));
    }

    [Fact]
    public void A_part_of_an_activity_stands_behind_the_whole()
    {
        var line = new ProgressLine();
        line.Update(new ProgressRecord(1, "Sweep", "run 2"));
        line.Update(new ProgressRecord(2, "Embedding", "iteration 5") { ParentActivityId = 1 });
        Assert.Equal("Sweep: run 2 > Embedding: iteration 5", line.Render(80));
    }

    [Fact]
    public void Nothing_is_left_of_an_activity_that_is_done()
    {
        var line = new ProgressLine();
        line.Update(new ProgressRecord(1, "Embedding", "iteration 5"));
        line.Update(new ProgressRecord(1, "Embedding", "done") { RecordType = ProgressRecordType.Completed });
        Assert.True(line.IsEmpty);
    }

    [Fact]
    public void A_line_is_drawn_ten_times_a_second_at_most()
    {
        var line = new ProgressLine();
        Assert.Equal(10, Enumerable.Range(0, 1000).Count(millisecond => line.IsDue(millisecond)));
    }
}

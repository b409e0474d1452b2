namespace SneTools.ZooTests;

/// <summary>Every table by every method, with every option at its default.</summary>
public class ZooTests
{
    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(ZooCases.All), MemberType = typeof(ZooCases))]
    public void A_map_is_made_and_every_number_of_it_is_finite(string table, SneMethod method) =>
        Checks.Made(ZooRun.Of(table, method));

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(ZooCases.All), MemberType = typeof(ZooCases))]
    public void The_cost_and_the_entropy_reported_are_those_of_the_judge(string table, SneMethod method) =>
        Checks.Cost(ZooRun.Of(table, method));

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(ZooCases.All), MemberType = typeof(ZooCases))]
    public void The_map_is_neither_collapsed_nor_absurd(string table, SneMethod method) =>
        Checks.Shape(ZooRun.Of(table, method));

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(ZooCases.All), MemberType = typeof(ZooCases))]
    public void The_cost_is_within_a_percent_of_the_best_known(string table, SneMethod method) =>
        Checks.Best(ZooRun.Of(table, method));

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(ZooCases.Continued), MemberType = typeof(ZooCases))]
    public void What_is_called_converged_gains_nothing_from_ten_times_the_steps(string table, SneMethod method) =>
        Checks.Converged(ZooRun.Of(table, method));
}

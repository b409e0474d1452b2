using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SneTools.Tests;

/// <summary>A number at which the core goes another way.</summary>
/// <param name="Name">The constant, Type.Field.</param>
/// <param name="Change">What is done otherwise beyond it.</param>
/// <param name="ToPoints">From the constant to the most points before the change.</param>
internal sealed record Switch(string Name, string Change, Func<double, int> ToPoints)
{
    /// <summary>The number itself, as the core has it.</summary>
    public double Value => Switches.Read(Name);

    /// <summary>The most points before the change.</summary>
    public int Below => ToPoints(Value);

    /// <summary>The fewest points after it.</summary>
    public int Above => Below + 1;
}

/// <summary>All switches of the core, found from its own constants.</summary>
internal static partial class Switches
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The claims of the issue: few points, many, and both sides of all that lies between.</summary>
    private static readonly int[] Named = [150, 2001, 4096, 4200, 20_000];

    /// <summary>Numbers of points at which a map is made in another way.</summary>
    public static IReadOnlyList<Switch> OfMaps { get; } =
    [
        new("SmallData.Limit", "near neighbors attract instead of all pairs, in single precision, without L-BFGS", n => (int)n),
        new("DescentWays.FewPoints", "a map is made in fewer ways", n => (int)n),
        new("RobustScores.MinRows", "outliers of the start are drawn in", n => (int)n - 1),
        new("NearAttraction`1.MinOrdered", "points are laid along a curve through the map", n => (int)n - 1),
        new("RepulsionSample`1.MaxCount", "the grid's error is measured on a sample", n => (int)n),
        new("PairLoop`5.TileColumns", "pairs have two tiles of columns", n => (int)n),
        new("PairLoop`5.MaxParts", "parts of the pairs, in double precision, have more rows than a group", n => (int)n * NativeBuffer<double>.Group),
        new("PairLoop`5.MaxParts", "parts of the pairs, in single precision, have more rows than a group", n => (int)n * NativeBuffer<float>.Group),
        new("GridLadder`1.MinNodeLimit", "the most nodes of a grid depend on the points", n => (int)(n / Read("GridLadder`1.NodesPerPoint"))),
    ];

    /// <summary>Numbers of points, or of pairs of them, beyond which a check takes a sample.</summary>
    public static IReadOnlyList<Switch> OfSamples { get; } =
    [
        new("QualityCheck.ExactLimit", "neighborhoods are compared at a sample", n => (int)n),
        new("QualityCheck.DefaultSampleCount", "a sample is this large: fewer points have none", n => (int)n),
        new("GradientCheckOptions.DefaultSampleCount", "differences are taken at a sample", n => (int)n),
        new("DistanceCorrelation.PairLimit", "distances are compared at a sample of pairs", pairs => (int)(0.5 + Math.Sqrt(0.25 + (2 * pairs)))),
    ];

    /// <summary>Widths of a map, in lengths of the kernel, at which its engine goes another way.</summary>
    public static IReadOnlyList<(string Name, string Change)> OfExtents { get; } =
    [
        ("GridLadder`1.MomentExtent", "a grid takes the place of moments"),
        ("GridLadder`1.SingleExtent", "coarse grids are in single precision"),
        ("NearAttraction`1.MaxStepExtent", "places are no whole numbers of steps"),
        ("TreeWalk`1.MaxSingleSize", "near points of a tree are summed in double precision"),
    ];

    /// <summary>Switches that tests of their own cross, on both sides.</summary>
    public static IReadOnlyDictionary<string, string> Elsewhere { get; } = new Dictionary<string, string>
    {
        ["NearestNeighbors.MaxExactWork"] = "to cross it takes two seconds: SwitchedSampleTests ask which way is taken, and go both ways with the same points",
        ["NearestNeighbors.MinCells"] = "SwitchedSampleTests",
        ["CellIndex.MinSampleCount"] = "SwitchedSampleTests",
        ["CellIndex.MaxSampleCount"] = "of 200 000 points, which takes seconds: beyond it the sample is a smaller share of them, as below MinSampleCount",
        ["CellIndex.CodeSampleCount"] = "of points that codes are judged by, a part of the sample",
        ["CellCenters.MaxUngrouped"] = "CellCentersTests: all centers are compared below it, those of near groups above",
        ["CodeScale.SampleCount"] = "of the points that the step of codes is chosen by: PointCodesTests have fewer, ApproximateNeighborTests more",
        ["EntryFormat.MaxWeightBits"] = "131 072 points: EntryFormatTests have fewer and more, whose columns take bits from the weights",
        ["GridLadder`1.MaxNodeLimit"] = "a million points: SwitchedExtentTests have maps too large for the grid of fewer",
        ["GridLadder`1.MinCells"] = "SwitchedExtentTests: below it the nodes are closer than the rung says, as in every map of a start",
        ["PointTiles`1.MaxChunks"] = "PointTilesTests have one chunk, some, and as many as there can be",
        ["QueryNeighbors.MaxExactWork"] = "QueryNeighborsTests go both ways with the same points",
        ["QueryNeighbors.MinCells"] = "below it rows are compared with all points, as in most QueryNeighborsTests",
        ["MapField.MaxSummed"] = "NewPointCostTests go both ways with the same points, and PointPlacementTests have more and fewer",
        ["SymmetricEigenvectors.SmallSize"] = "SymmetricEigenvectorsTests have more columns, found both ways; all others have fewer",
    };

    /// <summary>Limits at which no result changes.</summary>
    public static IReadOnlyDictionary<string, string> NoSwitches { get; } = new Dictionary<string, string>
    {
        ["RowIndex.MinRows"] = "rows below which a column that counts is no row index: what is embedded, not how",
        ["BandwidthSolver.MaxIteration"] = "of a search that has ended long before",
        ["DescentOptions.UsualLimit"] = "of iterations, not of points",
        ["DescentWays.HurriedLimit"] = "of iterations, not of points",
        ["Cost.MaxDimension"] = "beyond it there is no map",
        ["Cost.MaxSparseDimension"] = "of a map, not of points",
        ["GridRepulsion`2.MaxDimension"] = "beyond it there is no map",
        ["CellField.MaxDimension"] = "of a map, not of points",
        ["NodeField`1.SampleCount"] = "of places, not of points",
        ["PlaceDescent.MaxStep"] = "of a search that has ended long before",
        ["PlaceDescent.MaxHalving"] = "of a search along a line",
        ["GroupOrder.MaxStretches"] = "of the parts in which rows change places: where they end up does not depend on it",
        ["PointN`2.MaxDimension"] = "beyond it there is no map",
        ["PointTree.MaxSubtreeDepth"] = "of the parts of a tree that threads take",
        ["LeadingSubspace.MaxSearches"] = "of a search that says when it has not ended",
        ["LimitedMemoryBfgs.MaxEvaluations"] = "of a search along a line",
        ["ArchiveForm.MaxContents"] = "of a file",
        ["ArchiveForm.MaxParts"] = "of a file",
        ["NpyFormat.MaxHeaderLength"] = "of a file",
        ["RowScale.MaxExponent"] = "of a number, not of points",
        ["RowScale.MinExponent"] = "of a number, not of points",
        ["RunState.MaxCount"] = "of a file",
        ["StateArrays.MaxCount"] = "of a file",
        ["TreeAccuracy.MaxTerms"] = "of a polynomial",
        ["TreeAccuracy.MinTerms"] = "of a polynomial",
        ["TreeWalk`1.MaxDepth"] = "of a tree that halves its points, which has less",
    };

    /// <summary>Numbers of points on both sides of every switch of a map, of every block of rows, and those that the claims name.</summary>
    public static IReadOnlyList<int> Counts { get; } =
    [
        .. OfMaps.SelectMany(change => (int[])[change.Below, change.Above])
            .Concat(BlockSizes().Where(size => size > 32).SelectMany(size => (int[])[size, size + 1]))
            .Concat(Named).Distinct().Order()
    ];

    /// <summary>Every constant that may be a switch by its name: a limit of whole numbers, or of work or width.</summary>
    public static IReadOnlyList<string> Candidates { get; } =
    [
        .. typeof(SmallData).Assembly.GetTypes().SelectMany(type => type.GetFields(Any)).Where(IsCandidate).Select(NameOf).Distinct().Order(StringComparer.Ordinal)
    ];

    /// <summary>The number that a constant of the core has.</summary>
    public static double Read(string name)
    {
        FieldInfo[] fields = [.. typeof(SmallData).Assembly.GetTypes().SelectMany(type => type.GetFields(Any)).Where(field => NameOf(field) == name)];
        FieldInfo found = Assert.Single(fields);
        return Convert.ToDouble(found.IsLiteral ? found.GetRawConstantValue() : found.GetValue(null), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The rows of a block, wherever the sources divide rows into blocks: numbers written there, and constants named so.</summary>
    private static int[] BlockSizes()
    {
        var core = new SourceFolder(Path.Combine(SourceFolder.Source, "SneTools.Core"));
        IEnumerable<int> written = core.Parse().SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>())
            .Where(made => made is ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "RowBlocks" } } || IsBlocks(made.Parent))
            .SelectMany(made => made.ArgumentList!.DescendantNodes().OfType<LiteralExpressionSyntax>())
            .Select(literal => literal.Token.Value).OfType<int>();
        IEnumerable<int> named = typeof(SmallData).Assembly.GetTypes().SelectMany(type => type.GetFields(Any))
            .Where(field => field.IsLiteral && field.Name == "BlockSize").Select(field => (int)field.GetRawConstantValue()!);
        return [.. written.Concat(named).Distinct().Order()];

        // private readonly RowBlocks _blocks = new(...).
        static bool IsBlocks(SyntaxNode? parent) => parent is EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Type: IdentifierNameSyntax { Identifier.Text: "RowBlocks" } } };
    }

    private static bool IsCandidate(FieldInfo field)
    {
        if (!field.IsLiteral && !field.IsInitOnly)
            return false;
        bool isWhole = field.FieldType == typeof(int) || field.FieldType == typeof(long);
        return (isWhole && WholeName().IsMatch(field.Name)) || (field.FieldType == typeof(double) && RealName().IsMatch(field.Name));
    }

    private static string NameOf(FieldInfo field) => $"{field.DeclaringType!.Name}.{field.Name}";

    [GeneratedRegex("Limit|Min[A-Z]|Max[A-Z]|FewPoints|SampleCount|SmallSize")]
    private static partial Regex WholeName();

    [GeneratedRegex("Extent$|Work$|Size$")]
    private static partial Regex RealName();
}

using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SneTools.Tests;

public class FolderTests(ITestOutputHelper output)
{
    private const int MostLines = 400;

    /// <summary>The stages that data pass through. At the root lie the errors, which all may raise.</summary>
    private static readonly string[] Stages =
    [
        ".", "Numerics", "Data", "Files", "Components", "Neighbors", "Affinities", "Objectives",
        "Costs", "Initialization", "Descent", "Models", "Quality", "Proof", "Sweeps",
    ];

    private static readonly string[] Projects = ["SneTools.Core", "SneTools.Loader", "SneTools.Plots", "SneTools.PowerShell"];

    [Fact]
    public void A_stage_of_the_core_uses_only_earlier_ones()
    {
        var core = new SourceFolder(Path.Combine(SourceFolder.Source, "SneTools.Core"));
        Assert.Equal(Stages.Order(), core.Files.Select(file => core.Place(file).Folder).Distinct().Order());
        IReadOnlyList<FolderUse> uses = core.FindUses();
        output.WriteLine(Table(uses));
        string[] wrong =
        [
            .. uses.Where(use => Array.IndexOf(Stages, use.Used) > Array.IndexOf(Stages, use.Folder))
                .Select(use => $"{use.File} uses {use.Type} of {use.Used}").Order(StringComparer.Ordinal)
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Cmdlets_and_nothing_else_lie_in_the_folder_of_commands()
    {
        var module = new SourceFolder(Path.Combine(SourceFolder.Source, "SneTools.PowerShell"));
        foreach (SyntaxTree tree in module.Parse())
        {
            (string folder, string name) = module.Place(tree.FilePath);
            IReadOnlyList<MemberDeclarationSyntax> types = SourceFolder.Types(tree);
            int cmdlets = types.Count(type => type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == "Cmdlet"));
            Assert.True(cmdlets == (folder == "Commands" ? types.Count : 0), $"{name}: {cmdlets} of {types.Count} types are cmdlets.");
        }
    }

    [Fact]
    public void A_public_type_has_a_file_of_its_own_that_is_named_after_it()
    {
        foreach (SyntaxTree tree in Projects.SelectMany(project => new SourceFolder(Path.Combine(SourceFolder.Source, project)).Parse()))
        {
            string[] types = [.. SourceFolder.Types(tree).Where(type => type.Modifiers.Any(SyntaxKind.PublicKeyword)).Select(Name)];
            string file = Path.GetFileNameWithoutExtension(tree.FilePath);
            Assert.True(types is [] || (types is [var type] && type == file), $"{Path.GetRelativePath(SourceFolder.Source, tree.FilePath)}: {string.Join(", ", types)}");
        }

        static string Name(MemberDeclarationSyntax type) => type is DelegateDeclarationSyntax function
            ? function.Identifier.Text
            : ((BaseTypeDeclarationSyntax)type).Identifier.Text;
    }

    [Fact]
    public void No_source_file_is_longer_than_a_few_screens()
    {
        var sources = new SourceFolder(Path.Combine(SourceFolder.Source, ".."));
        string[] wrong =
        [
            .. sources.Files.Select(file => (sources.Place(file).Name, Lines: File.ReadLines(file).Count()))
                .Where(file => file.Lines > MostLines)
                .Select(file => $"{file.Name}: {file.Lines} lines")
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    /// <summary>How many uses of types of another folder (across) the files of each folder (down) make.</summary>
    private static string Table(IReadOnlyList<FolderUse> uses)
    {
        var text = new StringBuilder($"{"",-15}{string.Concat(Stages.Select(stage => $" {stage[..Math.Min(4, stage.Length)],4}"))}\n");
        foreach (string user in Stages)
        {
            text.Append(FormattableString.Invariant($"{user,-15}"));
            foreach (string used in Stages)
            {
                int count = uses.Count(use => use.Folder == user && use.Used == used);
                text.Append(FormattableString.Invariant($"{(user == used ? "-" : count == 0 ? "" : count),5}"));
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}

using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SneTools.Tests;

/// <summary>A folder of sources, as the compiler reads them.</summary>
/// <param name="path">The folder.</param>
internal sealed class SourceFolder(string path)
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Preview);

    /// <summary>src/ of this checkout.</summary>
    public static string Source { get; } =
        typeof(SourceFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "SourceFolder").Value!;

    /// <summary>The files, without what builds leave.</summary>
    public IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories).Where(file => !IsBuilt(Path.GetRelativePath(path, file))).Order(StringComparer.Ordinal)];

    /// <summary>The folder that a file lies in, and the file's name.</summary>
    public (string Folder, string Name) Place(string file)
    {
        string relative = Path.GetRelativePath(path, file);
        string[] parts = relative.Split(Path.DirectorySeparatorChar);
        return (parts.Length == 1 ? "." : parts[0], relative.Replace('\\', '/'));
    }

    /// <summary>The files as syntax.</summary>
    public IReadOnlyList<SyntaxTree> Parse() =>
        [.. Files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Language, file))];

    /// <summary>The types that a file declares, without those inside others.</summary>
    public static IReadOnlyList<MemberDeclarationSyntax> Types(SyntaxTree tree) =>
        [.. tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)];

    /// <summary>Every use of a type that lies in another folder: by its name, by that of a member (a constant, an extension), or by what
    /// var and new() stand for. Doc comments do not count.</summary>
    /// <exception cref="InvalidOperationException">The sources could not be understood, so that a use might be missed.</exception>
    public IReadOnlyList<FolderUse> FindUses()
    {
        IReadOnlyList<SyntaxTree> trees = Parse();
        CSharpCompilation compilation = Compile(trees);
        var uses = new HashSet<FolderUse>();
        foreach (SyntaxTree tree in trees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            (string folder, string name) = Place(tree.FilePath);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes().Where(node => node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax))
            {
                if (Outermost(model.GetSymbolInfo(node).Symbol) is not { DeclaringSyntaxReferences: [var declaration, ..] } type)
                    continue;
                string other = Place(declaration.SyntaxTree.FilePath).Folder;
                if (other != folder)
                    uses.Add(new FolderUse(folder, name, type.Name, other));
            }
        }

        return [.. uses];
    }

    private static bool IsBuilt(string relative) =>
        relative.Split(Path.DirectorySeparatorChar) is var parts && (parts.Contains("obj") || parts.Contains("bin"));

    private static INamedTypeSymbol? Outermost(ISymbol? symbol)
    {
        INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        while (type?.ContainingType is { } outer)
            type = outer;
        return type?.OriginalDefinition;
    }

    /// <summary>The sources with what the SDK imports everywhere, and with the libraries that this test runs with.</summary>
    private static CSharpCompilation Compile(IReadOnlyList<SyntaxTree> trees)
    {
        const string GeneratedElsewhere = "CS8795"; // The body of a regular expression.
        string[] implied = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks"];
        SyntaxTree imports = CSharpSyntaxTree.ParseText(string.Concat(implied.Select(name => $"global using {name};")), Language);
        IEnumerable<string> libraries = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("SneTools.", StringComparison.Ordinal));
        var compilation = CSharpCompilation.Create(
            "Sources",
            [imports, .. trees],
            libraries.Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Annotations));
        Diagnostic? error = compilation.GetDiagnostics().FirstOrDefault(found => found.Severity == DiagnosticSeverity.Error && found.Id != GeneratedElsewhere);
        return error is null ? compilation : throw new InvalidOperationException($"The sources are not understood: {error}");
    }
}

namespace SneTools.Tests;

/// <summary>A file of one folder uses a type of another.</summary>
/// <param name="Folder">The file's folder.</param>
/// <param name="File">The file, from the root of the project.</param>
/// <param name="Type">The type.</param>
/// <param name="Used">The type's folder.</param>
internal readonly record struct FolderUse(string Folder, string File, string Type, string Used);

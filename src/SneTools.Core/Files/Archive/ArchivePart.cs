namespace SneTools;

/// <summary>An array in an archive.</summary>
/// <param name="Name">Its name, which NumPy shows; the entry's is that and .npy.</param>
/// <param name="Type">The type of its elements, as NumPy names it: &lt;f8, &lt;i4, &lt;U12, …</param>
/// <param name="Shape">The size of every dimension.</param>
/// <param name="Sha256">SHA-256 of the entry: the header and the numbers.</param>
internal sealed record ArchivePart(string Name, string Type, int[] Shape, string Sha256)
{
    /// <summary>The name of the entry.</summary>
    public string Entry => Name + ArchiveForm.Extension;

    /// <summary>The dimensions as a text: 150 x 2.</summary>
    public string Describe() => ArchiveForm.Describe(Type, Shape);
}

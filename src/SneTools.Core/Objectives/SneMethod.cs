namespace SneTools;

/// <summary>A method of the family: a kernel in the map and a normalization.</summary>
public enum SneMethod
{
    /// <summary>The original, asymmetric SNE: Gaussian kernel, conditional (Hinton &amp; Roweis 2002).</summary>
    Sne,

    /// <summary>Symmetric SNE: Gaussian kernel, joint (Cook, Sutskever, Mnih &amp; Hinton 2007).</summary>
    SymmetricSne,

    /// <summary>t-SNE: Student-t kernel, joint (van der Maaten &amp; Hinton 2008).</summary>
    TSne,

    /// <summary>Student-t kernel, conditional: the original cost with t-SNE's tails.</summary>
    TConditionalSne,
}

namespace SneTools;

/// <summary>How a map is written.</summary>
public enum EmbeddingFormat
{
    /// <summary>Text, with commas between the cells.</summary>
    Csv,

    /// <summary>Text, with tabs between the cells.</summary>
    Tsv,

    /// <summary>NumPy's format: an array of n × l numbers, or n records where labels ride along.</summary>
    Npy,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}

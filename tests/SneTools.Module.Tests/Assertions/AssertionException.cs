namespace SneTools.ModuleTests.Assertions;

/// <summary>An assertion of a test that does not hold.</summary>
public sealed class AssertionException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="AssertionException"/> class.</summary>
    public AssertionException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AssertionException"/> class.</summary>
    /// <param name="message">What was expected, and what was there.</param>
    public AssertionException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="AssertionException"/> class.</summary>
    /// <param name="message">What was expected, and what was there.</param>
    /// <param name="innerException">The cause.</param>
    public AssertionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

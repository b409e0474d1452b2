namespace SneTools;

/// <summary>Code that is generic in the kernel and the normalization.</summary>
/// <typeparam name="TResult">What it makes.</typeparam>
internal interface IObjectiveVisitor<out TResult>
{
    /// <summary>Runs the code for one kernel and normalization.</summary>
    TResult Visit<TKernel, TNormalization>(TKernel kernel)
        where TKernel : struct, IKernel
        where TNormalization : struct, INormalization;
}

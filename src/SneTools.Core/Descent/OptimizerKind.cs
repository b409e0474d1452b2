namespace SneTools;

/// <summary>A way of minimizing the cost.</summary>
public enum OptimizerKind
{
    /// <summary>L-BFGS up to 2 000 points, under Student's kernel no further than to a map half as wide again; gradient descent beyond.</summary>
    Auto,

    /// <summary>Gradient descent with momentum and gains: cheap steps, for any number of points.</summary>
    GradientDescent,

    /// <summary>Gradient descent until the map has taken shape, then limited-memory BFGS (Liu &amp; Nocedal 1989) to the
    /// bottom of the valley: more work a step, far fewer steps to full convergence. For small n.</summary>
    LBfgs,
}

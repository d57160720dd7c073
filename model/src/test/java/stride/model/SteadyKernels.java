package stride.model;

import stride.engine.Kernels;

/**
 * The kernels for tests that compare bits between two runs: the scalar ones. The vector ones leave it to the JVM in which
 * order a vector's lanes are added up, and it changes the order when it compiles the loop.
 */
public final class SteadyKernels {
    /** Bits that never change. */
    public static final Kernels STEADY = Kernels.choose("scalar");

    private SteadyKernels() {}
}

package stride.bench;

import stride.engine.Kernels;
import stride.model.network.Mlp;

/** Who takes the training steps. */
public enum Stepper {
    /** Stride's step on its SIMD kernels. */
    SIMD {
        @Override
        Step begin(Mlp start, double learningRate, int batch) {
            return new FusedStep(start, learningRate, batch, Kernels.choose("simd"));
        }
    },
    /** Stride's step on its scalar kernels. */
    SCALAR {
        @Override
        Step begin(Mlp start, double learningRate, int batch) {
            return new FusedStep(start, learningRate, batch, Kernels.choose("scalar"));
        }
    },
    /** Stride's SIMD product, and nothing fused. */
    UNFUSED {
        @Override
        Step begin(Mlp start, double learningRate, int batch) {
            return new UnfusedStep(start, learningRate, batch, LayerProducts.STRIDE);
        }
    },
    /** EJML's float matrices. */
    EJML {
        @Override
        Step begin(Mlp start, double learningRate, int batch) {
            return new UnfusedStep(start, learningRate, batch, LayerProducts.EJML);
        }
    },
    /** The VectorBLAS of dev.ludovic.netlib. */
    NETLIB {
        @Override
        Step begin(Mlp start, double learningRate, int batch) {
            return new UnfusedStep(start, learningRate, batch, LayerProducts.NETLIB);
        }
    };

    /** Training from a copy of these weights, in batches of exactly {@code batch} rows. */
    abstract Step begin(Mlp start, double learningRate, int batch);
}

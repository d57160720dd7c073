package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies blocks of the operands of a product into panels, so that the innermost loop reads memory in order.
 *
 * <p>A panel holds {@code width} rows of op(A), or columns of op(B), depth by depth: value (strip s, depth p) lies at
 * {@code p * width + s}; the panels of a block lie one after another. Strips past the last one are filled up with zeros.
 */
final class Panels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    /** Four values: the largest block that every width of tile can be made of. */
    private static final VectorSpecies<Float> Q = FloatVector.SPECIES_128;

    private static final VectorMask<Float> ODD = VectorMask.fromValues(Q, false, true, false, true);
    private static final VectorMask<Float> HIGH = VectorMask.fromValues(Q, false, false, true, true);
    private static final VectorShuffle<Float> BY_1 = VectorShuffle.fromValues(Q, 3, 0, 1, 2);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.fromValues(Q, 2, 3, 0, 1);
    private static final VectorShuffle<Float> BY_3 = VectorShuffle.fromValues(Q, 1, 2, 3, 0);

    private Panels() {}

    /**
     * Packs the depths from {@code from} to {@code to} of a block, times {@code alpha}.
     *
     * @param depth      how deep the whole block is
     * @param strips     how many rows of op(A) or columns of op(B) there are
     * @param stripStep  the distance in {@code source} between neighbouring strips
     * @param depthStep  the distance in {@code source} from one depth to the next; one of the two steps is 1
     */
    static void pack(
            float alpha,
            int from,
            int to,
            int depth,
            int width,
            int strips,
            float[] source,
            int at,
            int stripStep,
            int depthStep,
            float[] panels,
            int panelsAt) {
        if (stripStep == 1) {
            copy(alpha, from, to, depth, width, strips, source, at, depthStep, panels, panelsAt);
        } else {
            for (int first = 0; first < strips; first += width) {
                int count = Math.min(width, strips - first);
                int s = 0;
                for (; s <= count - Q.length(); s += Q.length()) {
                    int strip = at + (first + s) * stripStep;
                    transpose(alpha, from, to, width, source, strip, stripStep, panels, panelsAt + first * depth + s);
                }
                for (; s < width; s++) {
                    int strip = at + (first + s) * stripStep;
                    for (int p = from; p < to; p++) {
                        panels[panelsAt + first * depth + p * width + s] = s < count ? alpha * source[strip + p] : 0;
                    }
                }
            }
        }
    }

    /** Depth by depth over all panels, in the order of the source: panel by panel took three times as long. */
    private static void copy(
            float alpha,
            int from,
            int to,
            int depth,
            int width,
            int strips,
            float[] source,
            int at,
            int depthStep,
            float[] panels,
            int panelsAt) {
        for (int p = from; p < to; p++) {
            int row = at + p * depthStep;
            for (int first = 0; first < strips; first += width) {
                int panel = panelsAt + first * depth + p * width;
                int count = Math.min(width, strips - first);
                int s = 0;
                for (; s <= count - F.length(); s += F.length()) {
                    FloatVector.fromArray(F, source, row + first + s).mul(alpha).intoArray(panels, panel + s);
                }
                for (; s <= count - Q.length(); s += Q.length()) {
                    FloatVector.fromArray(Q, source, row + first + s).mul(alpha).intoArray(panels, panel + s);
                }
                for (; s < width; s++) {
                    panels[panel + s] = s < count ? alpha * source[row + first + s] : 0;
                }
            }
        }
    }

    /**
     * Four strips, four depths at a time: each strip is turned by its number, the diagonals are picked out, and each turned
     * back. Twice as fast as value by value.
     */
    private static void transpose(
            float alpha,
            int from,
            int to,
            int width,
            float[] source,
            int at,
            int stripStep,
            float[] panels,
            int panelAt) {
        int at1 = at + stripStep;
        int at2 = at1 + stripStep;
        int at3 = at2 + stripStep;
        int p = from;
        for (; p <= to - Q.length(); p += Q.length()) {
            int into = panelAt + p * width;
            FloatVector x0 = FloatVector.fromArray(Q, source, at + p).mul(alpha);
            FloatVector x1 =
                    FloatVector.fromArray(Q, source, at1 + p).mul(alpha).rearrange(BY_1);
            FloatVector x2 =
                    FloatVector.fromArray(Q, source, at2 + p).mul(alpha).rearrange(BY_2);
            FloatVector x3 =
                    FloatVector.fromArray(Q, source, at3 + p).mul(alpha).rearrange(BY_3);
            FloatVector x01 = x0.blend(x1, ODD);
            FloatVector x12 = x1.blend(x2, ODD);
            FloatVector x23 = x2.blend(x3, ODD);
            FloatVector x30 = x3.blend(x0, ODD);
            x01.blend(x23, HIGH).intoArray(panels, into);
            x30.blend(x12, HIGH).rearrange(BY_3).intoArray(panels, into + width);
            x23.blend(x01, HIGH).rearrange(BY_2).intoArray(panels, into + 2 * width);
            x12.blend(x30, HIGH).rearrange(BY_1).intoArray(panels, into + 3 * width);
        }
        for (; p < to; p++) {
            int into = panelAt + p * width;
            panels[into] = alpha * source[at + p];
            panels[into + 1] = alpha * source[at1 + p];
            panels[into + 2] = alpha * source[at2 + p];
            panels[into + 3] = alpha * source[at3 + p];
        }
    }
}

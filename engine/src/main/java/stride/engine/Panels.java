package stride.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies blocks of the operands of a product into panels, so that the innermost loop reads memory in order.
 *
 * <p>A panel holds a strip of {@code width} rows of op(A), or of columns of op(B), depth by depth: value (strip s, depth
 * p) lies at {@code p * width + s}. A strip that reaches past the edge is filled up with zeros.
 */
final class Panels {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;

    private Panels() {}

    /**
     * Packs one panel.
     *
     * @param count      how many of the {@code width} values of the strip there are; the others become 0
     * @param stripStep  the distance in {@code source} between neighbours in the strip
     * @param depthStep  the distance in {@code source} from one depth to the next; one of the two steps is 1
     */
    static void pack(
            int depth,
            int width,
            int count,
            float[] source,
            int at,
            int stripStep,
            int depthStep,
            float[] panel,
            int panelAt) {
        if (stripStep == 1) {
            copy(depth, width, count, source, at, depthStep, panel, panelAt);
        } else {
            transpose(depth, width, count, source, at, stripStep, panel, panelAt);
        }
        if (count < width) {
            for (int p = 0; p < depth; p++) {
                for (int s = count; s < width; s++) {
                    panel[panelAt + p * width + s] = 0;
                }
            }
        }
    }

    private static void copy(
            int depth, int width, int count, float[] source, int at, int depthStep, float[] panel, int panelAt) {
        for (int p = 0; p < depth; p++) {
            int from = at + p * depthStep;
            int to = panelAt + p * width;
            int s = 0;
            for (; s < F.loopBound(count); s += F.length()) {
                FloatVector.fromArray(F, source, from + s).intoArray(panel, to + s);
            }
            System.arraycopy(source, from + s, panel, to + s, count - s);
        }
    }

    private static void transpose(
            int depth, int width, int count, float[] source, int at, int stripStep, float[] panel, int panelAt) {
        int s = 0;
        for (; s <= count - 5; s += 5) {
            int from0 = at + s * stripStep;
            int from1 = from0 + stripStep;
            int from2 = from1 + stripStep;
            int from3 = from2 + stripStep;
            int from4 = from3 + stripStep;
            int to = panelAt + s;
            for (int p = 0; p < depth; p++) {
                panel[to] = source[from0 + p];
                panel[to + 1] = source[from1 + p];
                panel[to + 2] = source[from2 + p];
                panel[to + 3] = source[from3 + p];
                panel[to + 4] = source[from4 + p];
                to += width;
            }
        }
        for (; s < count; s++) {
            int from = at + s * stripStep;
            int to = panelAt + s;
            for (int p = 0; p < depth; p++) {
                panel[to] = source[from + p];
                to += width;
            }
        }
    }
}

package stride.engine;

/**
 * Copies blocks of the operands of a product into panels, so that the innermost loop reads memory in order.
 *
 * <p>A panel holds a strip of {@code width} rows of op(A), or of columns of op(B), depth by depth: value (strip s, depth
 * p) lies at {@code p * width + s}. A strip that reaches past the edge is filled up with zeros.
 */
final class Panels {
    private Panels() {}

    /**
     * Packs one panel.
     *
     * @param count      how many of the {@code width} values of the strip there are; the others become 0
     * @param stripStep  the distance in {@code source} between neighbours in the strip
     * @param depthStep  the distance in {@code source} from one depth to the next
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
            for (int p = 0; p < depth; p++) {
                System.arraycopy(source, at + p * depthStep, panel, panelAt + p * width, count);
            }
        } else {
            for (int s = 0; s < count; s++) {
                int from = at + s * stripStep;
                for (int p = 0; p < depth; p++) {
                    panel[panelAt + p * width + s] = source[from + p * depthStep];
                }
            }
        }
        if (count < width) {
            for (int p = 0; p < depth; p++) {
                for (int s = count; s < width; s++) {
                    panel[panelAt + p * width + s] = 0;
                }
            }
        }
    }
}

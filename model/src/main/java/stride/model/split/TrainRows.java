package stride.model.split;

import stride.engine.Matrix;

/**
 * The rows of train bins, and of no others. Only a split makes them, so that what is fitted to them can't be handed a
 * test bin by mistake.
 */
public final class TrainRows {
    private final Matrix rows;

    TrainRows(Matrix rows) {
        this.rows = rows;
    }

    /** The rows, in the order of time. */
    public Matrix rows() {
        return rows;
    }
}

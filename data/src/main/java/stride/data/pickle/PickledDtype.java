package stride.data.pickle;

import java.nio.ByteOrder;
import stride.data.binary.Dtype;

/** A numpy dtype in a pickle: made from its name, then told its byte order, and its size if that is its own. */
final class PickledDtype implements Value {
    private Dtype dtype;

    PickledDtype(Dtype dtype) {
        this.dtype = dtype;
    }

    Dtype dtype() {
        return dtype;
    }

    void setOrder(ByteOrder order) {
        dtype = dtype.withOrder(order);
    }
}

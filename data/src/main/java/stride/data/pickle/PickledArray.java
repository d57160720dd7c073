package stride.data.pickle;

import java.util.List;
import java.util.Optional;
import stride.data.binary.ArrayLayout;

/** A numpy array or scalar in a pickle: announced first, then told its layout and where its elements are. */
final class PickledArray implements Value {
    private ArrayLayout layout;
    private Bytes bytes;
    private List<Value> objects = List.of();

    /** Sets what a numeric array is made of. */
    void fill(ArrayLayout layout, Bytes bytes) {
        this.layout = layout;
        this.bytes = bytes;
        this.objects = List.of();
    }

    /** Sets what an array of objects is made of. */
    void fill(ArrayLayout layout, List<Value> objects) {
        this.layout = layout;
        this.bytes = null;
        this.objects = objects;
    }

    /** Empty until the array has been filled. */
    Optional<ArrayLayout> layout() {
        return Optional.ofNullable(layout);
    }

    /** Where the elements lie; empty for objects. */
    Optional<Bytes> bytes() {
        return Optional.ofNullable(bytes);
    }

    /** The elements of an array of objects. */
    List<Value> objects() {
        return objects;
    }
}

package stride.data.binary;

import java.util.List;
import java.util.Optional;
import stride.data.ArrayInfo;
import stride.data.DataException;
import stride.data.StoredArray;
import stride.data.ValueRange;
import stride.engine.Kernels;
import stride.engine.RowBlocks;

/**
 * An array that is there, but can't be read: stored in another file, packed in a way that is not known, or damaged.
 *
 * @param file   the file's name, for messages
 * @param reason what is wrong and what to do
 */
public record UnreadableArray(String file, ArrayInfo info, String reason) implements StoredArray {
    /** An array of which nothing is known but its name. */
    public UnreadableArray(String file, String name, String reason) {
        this(file, new ArrayInfo(name, List.of(), "unreadable", "C"), reason);
    }

    /** An array that could not be opened, for the reason that the failure tells. */
    public static UnreadableArray of(String file, String name, DataException failure) {
        String reason = failure.getMessage();
        for (String prefix : List.of(file + ": ", name + ": ", name + " ")) {
            reason = reason.startsWith(prefix) ? reason.substring(prefix.length()) : reason;
        }
        return new UnreadableArray(file, name, reason);
    }

    @Override
    public RowBlocks matrix(Kernels kernels) {
        throw refusal();
    }

    @Override
    public RowBlocks transposed(Kernels kernels) {
        throw refusal();
    }

    @Override
    public double[] values() {
        throw refusal();
    }

    @Override
    public Optional<ValueRange> range() {
        throw refusal();
    }

    private DataException refusal() {
        return new DataException(file, info.name() + ": " + reason);
    }
}

package stride.data.pickle;

import java.util.Optional;

/** The names that a pickle may refer to. Nothing is looked up: each stands for a case in {@link Construction}. */
enum Global implements Value {
    NDARRAY,
    DTYPE,
    RECONSTRUCT,
    SCALAR,
    FROM_BUFFER,
    ENCODE,
    BYTES,
    BYTEARRAY,
    SET,
    FROZENSET,
    COMPLEX,
    RANGE,
    ORDERED_DICT;

    /** The global that a pickle calls {@code module.name}, with the names of Python 2 and 3 and of numpy 1 and 2. */
    static Optional<Global> of(String module, String name) {
        return Optional.ofNullable(
                switch (module) {
                    case "numpy" ->
                        switch (name) {
                            case "ndarray" -> NDARRAY;
                            case "dtype" -> DTYPE;
                            default -> null;
                        };
                    case "numpy.core.multiarray", "numpy._core.multiarray" ->
                        switch (name) {
                            case "_reconstruct" -> RECONSTRUCT;
                            case "scalar" -> SCALAR;
                            default -> null;
                        };
                    case "numpy.core.numeric", "numpy._core.numeric" -> name.equals("_frombuffer") ? FROM_BUFFER : null;
                    case "_codecs" -> name.equals("encode") ? ENCODE : null;
                    case "collections" -> name.equals("OrderedDict") ? ORDERED_DICT : null;
                    case "builtins", "__builtin__" ->
                        switch (name) {
                            case "bytes" -> BYTES;
                            case "bytearray" -> BYTEARRAY;
                            case "set" -> SET;
                            case "frozenset" -> FROZENSET;
                            case "complex" -> COMPLEX;
                            case "range", "xrange" -> RANGE;
                            default -> null;
                        };
                    default -> null;
                });
    }
}

package stride.data.binary;

/** The real numbers that files hold; {@link Decoder} decodes them. */
public enum ElementType {
    BOOL("bool", 1),
    INT8("int8", 1),
    UINT8("uint8", 1),
    INT16("int16", 2),
    UINT16("uint16", 2),
    INT32("int32", 4),
    UINT32("uint32", 4),
    INT64("int64", 8),
    UINT64("uint64", 8),
    FLOAT16("float16", 2),
    FLOAT32("float32", 4),
    FLOAT64("float64", 8);

    private final String label;
    private final int bytes;

    ElementType(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    /** The name that numpy gives it. */
    public String label() {
        return label;
    }

    /** The bytes that one element takes. */
    public int bytes() {
        return bytes;
    }
}

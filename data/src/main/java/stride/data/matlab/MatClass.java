package stride.data.matlab;

/** MATLAB's classes of arrays, by their number in the file; labelled with numpy's names for numbers, MATLAB's for the rest. */
enum MatClass {
    NONE(""),
    CELL("cell"),
    STRUCT("struct"),
    OBJECT("object"),
    CHAR("char"),
    SPARSE("sparse"),
    DOUBLE("float64"),
    SINGLE("float32"),
    INT8("int8"),
    UINT8("uint8"),
    INT16("int16"),
    UINT16("uint16"),
    INT32("int32"),
    UINT32("uint32"),
    INT64("int64"),
    UINT64("uint64"),
    FUNCTION("function"),
    OPAQUE("opaque");

    private static final MatClass[] ALL = values();

    private final String label;

    MatClass(String label) {
        this.label = label;
    }

    /** The class with this number; {@link #NONE} where there is none. */
    static MatClass of(int number) {
        return number > 0 && number < ALL.length ? ALL[number] : NONE;
    }

    String label() {
        return label;
    }

    /** Whether an array of it holds numbers, each with a place of its own. */
    boolean isNumeric() {
        return compareTo(DOUBLE) >= 0 && compareTo(UINT64) <= 0;
    }
}

package stride.data.hdf5;

import io.jhdf.object.datatype.BitField;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.Reference;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import stride.data.binary.Dtype;
import stride.data.binary.ElementType;

/**
 * The type of a dataset's elements.
 *
 * @param label   as numpy, through h5py, would call it
 * @param bytes   of one element
 * @param element how to decode it, where it is a real number that Java has
 */
record Hdf5Type(String label, int bytes, Optional<ElementType> element, ByteOrder order) {
    static Hdf5Type of(DataType type) {
        return switch (type) {
            case FixedPoint whole -> whole(whole);
            case FloatingPoint real -> real(real);
            case EnumDataType names -> of(names);
            case BitField bits -> other("bitfield", bits);
            case StringData text -> other("bytes" + text.getSize(), text);
            case VariableLength variable -> other(variable.isVariableLengthString() ? "str" : "object", variable);
            case CompoundDataType records -> other("void" + records.getSize(), records);
            case Reference reference -> other("reference", reference);
            default -> other("object", type);
        };
    }

    private static Hdf5Type whole(FixedPoint type) {
        boolean plain = type.getBitOffset() == 0 && type.getBitPrecision() == 8 * type.getSize();
        return numeric(type.isSigned() ? 'i' : 'u', plain, type, type.getByteOrder());
    }

    /** Of two bytes there are other layouts than IEEE's, with as many bits of exponent as a float32. */
    private static Hdf5Type real(FloatingPoint type) {
        int exponent = switch (type.getSize()) {
            case 2 -> 5;
            case 4 -> 8;
            case 8 -> 11;
            default -> -1;
        };
        boolean ieee = type.getExponentSize() == exponent && type.getBitOffset() == 0;
        return numeric('f', ieee, type, type.getByteOrder());
    }

    private static Hdf5Type numeric(char kind, boolean plain, DataType type, ByteOrder order) {
        Optional<ElementType> element = plain ? new Dtype(kind, type.getSize(), order).element() : Optional.empty();
        String label = element.map(ElementType::label).orElse("number of %d bytes".formatted(type.getSize()));
        return new Hdf5Type(label, type.getSize(), element, order);
    }

    /** h5py writes numpy's bool as an enumeration. */
    private static Hdf5Type of(EnumDataType names) {
        Hdf5Type base = of(names.getBaseType());
        boolean bool =
                base.bytes() == 1 && Set.copyOf(names.getEnumMapping().values()).equals(Set.of("FALSE", "TRUE"));
        return bool ? new Hdf5Type("bool", 1, Optional.of(ElementType.BOOL), base.order()) : base;
    }

    private static Hdf5Type other(String label, DataType type) {
        return new Hdf5Type(label, type.getSize(), Optional.empty(), ByteOrder.LITTLE_ENDIAN);
    }
}

package stride.data.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, the ones that no pickler would write among them. */
final class PickleBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleBytes() {
        op(Opcode.PROTO, 4);
    }

    PickleBytes op(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    PickleBytes times(int count, int... bytes) {
        for (int i = 0; i < count; i++) {
            op(bytes);
        }
        return this;
    }

    PickleBytes text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op(Opcode.SHORT_BINUNICODE, bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    PickleBytes global(String module, String name) {
        op(Opcode.GLOBAL);
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PickleBytes intLE(long value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) value)
                .array());
        return this;
    }

    PickleBytes longLE(long value) {
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    /** A whole array by {@code _frombuffer}, with this shape and type and so many bytes. */
    PickleBytes array(String dtype, int bytes, long... shape) {
        global("numpy.core.numeric", "_frombuffer").op(Opcode.MARK);
        op(Opcode.SHORT_BINBYTES, bytes);
        out.writeBytes(new byte[bytes]);
        global("numpy", "dtype").text(dtype).op(Opcode.TUPLE1, Opcode.REDUCE).op(Opcode.MARK);
        for (long size : shape) {
            op(Opcode.LONG1, 8).longLE(size);
        }
        return op(Opcode.TUPLE).text("C").op(Opcode.TUPLE, Opcode.REDUCE);
    }

    byte[] stop() {
        return op(Opcode.STOP).bytes();
    }

    /** What was written so far. */
    byte[] bytes() {
        return out.toByteArray();
    }
}

package stride.data.hdf5;

import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.GlobalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import stride.data.binary.Decoder;

/** What is said of a group or a dataset beside its content, by name. */
final class Attributes {
    /** Units and names of types are short. */
    private static final int LONGEST = 1024;

    private final Hdf5Bytes bytes;
    private final Map<String, AttributeMessage> messages = new LinkedHashMap<>();

    private Attributes(Hdf5Bytes bytes) {
        this.bytes = bytes;
    }

    /** The attributes of an object, in either of the ways in which it keeps them. */
    static Attributes of(Hdf5Bytes bytes, ObjectHeader header) {
        Attributes attributes = new Attributes(bytes);
        header.getMessagesOfType(AttributeMessage.class).forEach(attributes::add);
        if (header.hasMessageOfType(AttributeInfoMessage.class)) {
            AttributeInfoMessage info = header.getMessageOfType(AttributeInfoMessage.class);
            if (info.getFractalHeapAddress() != Constants.UNDEFINED_ADDRESS) {
                FractalHeap heap = new FractalHeap(bytes, info.getFractalHeapAddress());
                BTreeV2<AttributeNameForIndexedAttributesRecord> index =
                        new BTreeV2<>(bytes, info.getAttributeNameBTreeAddress());
                for (AttributeNameForIndexedAttributesRecord record : index.getRecords()) {
                    attributes.add(new AttributeMessage(heap.getId(record.getHeapId()), bytes, record.getFlags()));
                }
            }
        }
        return attributes;
    }

    private void add(AttributeMessage message) {
        messages.put(message.getName(), message);
    }

    boolean has(String name) {
        return messages.containsKey(name);
    }

    /** The attribute as text; empty if there is none, or it is no text. */
    Optional<String> text(String name) {
        AttributeMessage message = messages.get(name);
        if (message == null || message.getDataBuffer() == null) {
            return Optional.empty();
        }
        ByteBuffer data = message.getDataBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (message.getDataType() instanceof StringData text) {
            data.limit(Math.min(data.limit(), text.getSize()));
            return Optional.of(text(data, data.remaining()));
        }
        if (message.getDataType() instanceof VariableLength variable && variable.isVariableLengthString()) {
            int length = data.getInt();
            long heap = data.getLong();
            return Optional.of(text(new GlobalHeap(bytes, heap).getObjectData(data.getInt()), length));
        }
        return Optional.empty();
    }

    private static String text(ByteBuffer data, int length) {
        byte[] characters = new byte[Math.clamp(length, 0, Math.min(LONGEST, data.remaining()))];
        data.get(characters);
        int end = 0;
        while (end < characters.length && characters[end] != 0) {
            end++;
        }
        return new String(characters, 0, end, StandardCharsets.UTF_8).strip();
    }

    /** The attribute as a number; empty if there is none, or it is no number. */
    OptionalDouble number(String name) {
        AttributeMessage message = messages.get(name);
        if (message == null || message.getDataBuffer() == null) {
            return OptionalDouble.empty();
        }
        Hdf5Type type = Hdf5Type.of(message.getDataType());
        if (type.element().isEmpty() || message.getDataBuffer().remaining() < type.bytes()) {
            return OptionalDouble.empty();
        }
        double[] value = new double[1];
        new Decoder(type.element().get(), type.order())
                .doubles(MemorySegment.ofBuffer(message.getDataBuffer()), 1, value, 0);
        return OptionalDouble.of(value[0]);
    }
}

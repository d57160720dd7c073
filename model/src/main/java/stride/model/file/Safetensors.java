package stride.model.file;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named float32 tensors in a file that Python reads too: the length of a JSON header, the header, the values in little
 * endian.
 *
 * @param tensors  by name, in the file's order
 * @param metadata free text by name
 * @see <a href="https://github.com/huggingface/safetensors">the format</a>
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";

    /** The format's own limit. */
    private static final long LONGEST_HEADER = 100_000_000;

    /** The same with one more text. */
    public Safetensors with(String name, String text) {
        Map<String, String> more = new LinkedHashMap<>(metadata);
        more.put(name, text);
        return new Safetensors(tensors, more);
    }

    /** Writes the file, replacing what is there. */
    public void write(Path file) throws IOException {
        JsonObject header = new JsonObject();
        header.add(METADATA, new Gson().toJsonTree(metadata));
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            long end = offset + 4L * tensor.values().length;
            JsonObject description = new JsonObject();
            description.addProperty("dtype", "F32");
            description.add("shape", new Gson().toJsonTree(tensor.shape()));
            description.add("data_offsets", new Gson().toJsonTree(new long[] {offset, end}));
            header.add(entry.getKey(), description);
            offset = end;
        }
        String text = header.toString();
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        // Spaces up to a multiple of 8, so that the values are aligned.
        byte[] padded = (text + " ".repeat(Math.floorMod(-length, 8))).getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeFully(channel, littleEndian(8).putLong(padded.length).flip());
            writeFully(channel, ByteBuffer.wrap(padded));
            for (Tensor tensor : tensors.values()) {
                writeValues(channel, tensor.values());
            }
        }
    }

    private static void writeValues(FileChannel channel, float[] values) throws IOException {
        ByteBuffer buffer = littleEndian(1 << 16);
        for (int first = 0; first < values.length; first += 1 << 14) {
            int count = Math.min(1 << 14, values.length - first);
            buffer.clear();
            buffer.asFloatBuffer().put(values, first, count);
            writeFully(channel, buffer.limit(4 * count));
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads a file. Every length is checked against the bytes that are there before anything is allocated.
     *
     * @throws ModelFileException if it is not such a file, or holds another type than float32
     * @throws IOException        if it can't be read
     */
    public static Safetensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < 8) {
                throw malformed(file, "%d bytes are too few for a header".formatted(size));
            }
            long length = readFully(file, channel, 0, 8).getLong();
            if (length < 2 || length > Math.min(LONGEST_HEADER, size - 8)) {
                throw malformed(file, "the header's length is %d in a file of %d bytes".formatted(length, size));
            }
            byte[] text = readFully(file, channel, 8, (int) length).array();
            JsonObject header = parse(file, text);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            Map<String, String> metadata = new LinkedHashMap<>();
            long unclaimed = size - 8 - length;
            for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
                if (entry.getKey().equals(METADATA)) {
                    object(file, METADATA, entry.getValue())
                            .asMap()
                            .forEach((name, value) -> metadata.put(name, text(file, name, value)));
                } else {
                    Tensor tensor = readTensor(file, channel, 8 + length, unclaimed, entry.getKey(), entry.getValue());
                    tensors.put(entry.getKey(), tensor);
                    unclaimed -= 4L * tensor.values().length;
                }
            }
            if (unclaimed != 0) {
                throw malformed(file, "%d bytes belong to no tensor".formatted(unclaimed));
            }
            return new Safetensors(tensors, metadata);
        }
    }

    private static JsonObject parse(Path file, byte[] text) {
        try {
            return object(file, "the header", JsonParser.parseString(new String(text, StandardCharsets.UTF_8)));
        } catch (JsonParseException e) {
            throw malformed(file, "the header is not JSON");
        }
    }

    private static Tensor readTensor(
            Path file, FileChannel channel, long base, long unclaimed, String name, JsonElement json)
            throws IOException {
        JsonObject description = object(file, name, json);
        String type = text(file, name, description.get("dtype"));
        if (!type.equals("F32")) {
            throw malformed(file, "%s is of type %s, only F32 is read".formatted(name, type));
        }
        List<Integer> shape = new ArrayList<>();
        long count = 1;
        for (long length : longs(file, name, description.get("shape"))) {
            if (length < 0 || length > Integer.MAX_VALUE || count * length > Integer.MAX_VALUE / 4) {
                throw malformed(file, "%s has a shape that no array can hold".formatted(name));
            }
            count *= length;
            shape.add((int) length);
        }
        List<Long> offsets = longs(file, name, description.get("data_offsets"));
        boolean inside = offsets.size() == 2
                && offsets.get(0) >= 0
                && offsets.get(0) <= channel.size()
                && offsets.get(1) - offsets.get(0) == 4 * count
                && offsets.get(1) <= channel.size() - base;
        if (!inside) {
            throw malformed(file, "%s of shape %s does not lie at the offsets %s".formatted(name, shape, offsets));
        }
        if (4 * count > unclaimed) {
            throw malformed(file, "%s overlaps another tensor".formatted(name));
        }
        float[] values = new float[(int) count];
        readFully(file, channel, base + offsets.get(0), (int) (4 * count))
                .asFloatBuffer()
                .get(values);
        return new Tensor(shape, values);
    }

    private static ByteBuffer readFully(Path file, FileChannel channel, long position, int count) throws IOException {
        ByteBuffer buffer = littleEndian(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw malformed(file, "it ends at byte " + (position + buffer.position()));
            }
        }
        return buffer.flip();
    }

    private static JsonObject object(Path file, String name, JsonElement json) {
        if (json instanceof JsonObject object) {
            return object;
        }
        throw malformed(file, name + " is not a JSON object");
    }

    private static String text(Path file, String name, JsonElement json) {
        if (json instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw malformed(file, name + " lacks a text where one belongs");
    }

    private static List<Long> longs(Path file, String name, JsonElement json) {
        try {
            List<Long> longs = new ArrayList<>();
            for (JsonElement element : json.getAsJsonArray()) {
                longs.add(element.getAsBigDecimal().longValueExact());
            }
            return longs;
        } catch (RuntimeException e) { // Gson and BigDecimal each have several for "that is no list of whole numbers"
            throw malformed(file, name + " lacks a list of whole numbers where one belongs");
        }
    }

    private static ModelFileException malformed(Path file, String what) {
        return new ModelFileException(file + ": not a safetensors file that Stride reads: " + what);
    }
}

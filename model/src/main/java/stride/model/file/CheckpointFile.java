package stride.model.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import stride.engine.Activation;
import stride.engine.Matrix;
import stride.engine.Parameter;
import stride.model.network.Checkpoint;
import stride.model.network.Epoch;
import stride.model.network.Linear;
import stride.model.network.Mlp;

/**
 * A training under way as a file: numbers in little endian, each array after its length, and a CRC-32C of all that at
 * the end. Only the version that wrote it reads it.
 */
public final class CheckpointFile {
    /** Six letters and two digits of a version. */
    private static final long MAGIC = 0x3330_4b43_4454_5343L;

    private static final long LETTERS = 0xffff_ffff_ffffL;

    private final String name;
    private final ByteBuffer bytes;

    private CheckpointFile(String name, ByteBuffer bytes) {
        this.name = name;
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** All of a checkpoint as bytes; networks for which these do not fit a buffer are refused before they are trained. */
    public static ByteBuffer bytes(Checkpoint checkpoint) {
        CheckpointFile file = new CheckpointFile("", ByteBuffer.allocate(Math.toIntExact(size(checkpoint))));
        file.put(checkpoint);
        CRC32C crc = new CRC32C();
        crc.update(file.bytes.duplicate().flip());
        return file.bytes.putInt((int) crc.getValue()).flip();
    }

    /**
     * Reads what {@link #bytes} gave.
     *
     * @throws ModelFileException if it is damaged, or of another version
     * @throws IOException        if it can't be read
     */
    public static Checkpoint read(Path path) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
        CheckpointFile file = new CheckpointFile(path.toString(), bytes);
        int length = bytes.limit() - Integer.BYTES;
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().limit(Math.max(0, length)));
        if (length < Long.BYTES || bytes.getInt(length) != (int) crc.getValue()) {
            throw file.damaged();
        }
        long magic = bytes.getLong();
        if (magic != MAGIC) {
            throw (magic & LETTERS) == (MAGIC & LETTERS) ? file.ofAnotherVersion() : file.damaged();
        }
        bytes.limit(length);
        try {
            return file.get();
        } catch (RuntimeException e) { // no sum fits by chance, but then any of a buffer's and an array's may come
            throw file.damaged();
        }
    }

    private static long size(Checkpoint checkpoint) {
        long size = 1024 + 48L * checkpoint.history().size() + 4L * checkpoint.order().length;
        for (int i = 0; i < checkpoint.weights().size(); i++) {
            int values = checkpoint.weights().get(i).values().length
                    + checkpoint.biases().get(i).values().length;
            size += 64 + 16L * values;
        }
        return size;
    }

    private void put(Checkpoint checkpoint) {
        bytes.putLong(MAGIC).putLong(checkpoint.steps()).putDouble(checkpoint.stepsSeconds());
        bytes.putInt(checkpoint.history().size());
        for (Epoch epoch : checkpoint.history()) {
            bytes.putInt(epoch.number())
                    .putDouble(epoch.trainBatches())
                    .putDouble(epoch.train())
                    .putDouble(epoch.valid())
                    .putDouble(epoch.test())
                    .putDouble(epoch.seconds());
        }
        bytes.putInt(checkpoint.order().length);
        bytes.asIntBuffer().put(checkpoint.order());
        bytes.position(bytes.position() + Integer.BYTES * checkpoint.order().length);
        bytes.putInt(checkpoint.streams().length);
        for (long state : checkpoint.streams()) {
            bytes.putLong(state);
        }
        bytes.putInt(checkpoint.weights().size());
        for (int i = 0; i < checkpoint.weights().size(); i++) {
            put(checkpoint.weights().get(i));
            put(checkpoint.biases().get(i));
        }
        bytes.putInt(checkpoint.best().isPresent() ? 1 : 0);
        checkpoint.best().ifPresent(best -> {
            byte[] activation = best.activation().name().getBytes(StandardCharsets.UTF_8);
            bytes.putInt(activation.length).put(activation);
            for (Linear layer : best.layers()) {
                put(layer.weight().data());
                put(layer.bias());
            }
        });
    }

    private void put(Parameter parameter) {
        put(parameter.values());
        put(parameter.m());
        put(parameter.v());
    }

    private void put(float[] values) {
        bytes.putInt(values.length);
        bytes.asFloatBuffer().put(values);
        bytes.position(bytes.position() + Float.BYTES * values.length);
    }

    private Checkpoint get() {
        long steps = bytes.getLong();
        double stepsSeconds = bytes.getDouble();
        int epochs = count(44);
        List<Epoch> history = new ArrayList<>();
        for (int i = 0; i < epochs; i++) {
            history.add(new Epoch(
                    bytes.getInt(),
                    bytes.getDouble(),
                    bytes.getDouble(),
                    bytes.getDouble(),
                    bytes.getDouble(),
                    bytes.getDouble()));
        }
        int[] order = new int[count(Integer.BYTES)];
        bytes.asIntBuffer().get(order);
        bytes.position(bytes.position() + Integer.BYTES * order.length);
        long[] streams = new long[count(Long.BYTES)];
        bytes.asLongBuffer().get(streams);
        bytes.position(bytes.position() + Long.BYTES * streams.length);
        int layers = count(1);
        List<Parameter> weights = new ArrayList<>();
        List<Parameter> biases = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            weights.add(parameter());
            biases.add(parameter());
        }
        Optional<Mlp> best = bytes.getInt() == 0 ? Optional.empty() : Optional.of(network(layers));
        return new Checkpoint(history, weights, biases, best, order, streams, steps, stepsSeconds);
    }

    private Mlp network(int layers) {
        byte[] text = new byte[count(1)];
        bytes.get(text);
        Activation activation = Activation.valueOf(new String(text, StandardCharsets.UTF_8));
        List<Linear> read = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            float[] weight = floats();
            float[] bias = floats();
            read.add(new Linear(new Matrix(bias.length, weight.length / bias.length, weight), bias));
        }
        return new Mlp(read, activation);
    }

    private Parameter parameter() {
        return new Parameter(floats(), floats(), floats());
    }

    private float[] floats() {
        float[] values = new float[count(Float.BYTES)];
        bytes.asFloatBuffer().get(values);
        bytes.position(bytes.position() + Float.BYTES * values.length);
        return values;
    }

    /** A length, of things that each take so many bytes: never more than there are. */
    private int count(int width) {
        int count = bytes.getInt();
        if (count < 0 || (long) count * width > bytes.remaining()) {
            throw damaged();
        }
        return count;
    }

    private ModelFileException ofAnotherVersion() {
        return new ModelFileException(
                name + ": this checkpoint is of another version of Stride; go on with that one, or remove it, and its"
                        + " training begins again with --resume");
    }

    private ModelFileException damaged() {
        return new ModelFileException(
                name + ": this checkpoint is damaged; remove it, and its training begins again with --resume");
    }
}

package stride.engine;

/** An array for each thread, kept from call to call, so that a kernel allocates only when it meets a larger shape. */
final class ThreadBuffer {
    private final ThreadLocal<float[]> array = ThreadLocal.withInitial(() -> new float[0]);

    /** This thread's array, of at least {@code length} values, whatever was left in them. */
    float[] atLeast(int length) {
        float[] current = array.get();
        if (current.length < length) {
            current = new float[length];
            array.set(current);
        }
        return current;
    }
}

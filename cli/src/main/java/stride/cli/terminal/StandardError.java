package stride.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.Charset;

/**
 * The stderr that the launcher kept for Stride, as descriptor 3, while it gave the JVM none: the JVM has no other way to
 * start without a warning of incubator modules.
 *
 * <p>The descriptor itself is taken over, which needs {@code --add-opens java.base/java.io}. Opening {@code /dev/fd/3} by
 * name would give another position in a file that stdout shares: the two would overwrite each other.
 */
public final class StandardError {
    private static final String PROPERTY = "stride.stderr";

    private StandardError() {}

    /** Makes it {@code System.err}, where the launcher says so. */
    public static void takeOver() throws ReflectiveOperationException {
        Integer descriptor = Integer.getInteger(PROPERTY);
        if (descriptor == null) {
            return;
        }
        Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
        constructor.setAccessible(true);
        FileOutputStream stream = new FileOutputStream(constructor.newInstance(descriptor));
        System.setErr(new PrintStream(stream, true, Charset.defaultCharset()));
    }
}
